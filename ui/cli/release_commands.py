"""What the commands on issues do: list them, show one, compare two, withdraw one."""

import argparse
from typing import TYPE_CHECKING

from observatory.errors import WrongUse
from observatory.terms import Language, Term, same
from ui import bootstrap
from ui.cli.commands import opened
from ui.cli.output import say
from ui.cli.progress_line import progress_line

if TYPE_CHECKING:
    from observatory.usecases.issues import Issue


def list_(asked: argparse.Namespace, language: Language) -> None:
    from observatory.usecases.issues import issues

    with opened(asked, language) as store:
        found = issues(store)
    for each in found:
        say(_line(each), language)
    if not found:
        say(_NO_ISSUES, language)


def show(asked: argparse.Namespace, language: Language) -> None:
    from observatory.reports.plain_text import lines
    from observatory.usecases.issue_words import words
    from observatory.usecases.issues import content_of, issue_named

    with opened(asked, language) as store, progress_line(language) as progress:
        found = issue_named(store, asked.issue)
        content = content_of(store, found, progress)
    for name, value in words(found):
        say(_FIELD.with_values(name=name, value=value), language)
    if content is None:
        say(_CHANGED_SINCE, language)
        return
    for line in lines(content, language):
        say(same(line), language)


def diff(asked: argparse.Namespace, language: Language) -> None:
    from observatory.usecases.issue_words import change_lines, compared
    from observatory.usecases.issues import content_of, issue_before, issue_named, issues

    with opened(asked, language) as store, progress_line(language) as progress:
        later = issue_named(store, asked.issue)
        earlier = issue_named(store, asked.other) if asked.other else issue_before(later, issues(store))
        if earlier is None:
            raise WrongUse(_NO_OTHER)
        content = content_of(store, later, progress)
    say(compared(earlier, later), language)
    for line in change_lines(earlier, later, content):
        say(line, language)


def withdraw(asked: argparse.Namespace, language: Language) -> None:
    from observatory.usecases import issues

    with opened(asked, language) as store:
        found = issues.issue_named(store, asked.issue)
        issues.withdraw(store, found, asked.reason, bootstrap.system_clock)
    say(_WITHDRAWN, language)


def _line(issue: "Issue") -> Term:
    from observatory.disclosure.rules import AUDIENCE_LABELS, Audience
    from observatory.periods import Period
    from observatory.usecases.issue_words import standing

    release = issue.release
    return _LINE.with_values(
        id=release.id[:8],
        day=release.as_of.isoformat(),
        number=release.issue,
        period=Period.parse(release.period).name,
        audience=AUDIENCE_LABELS[Audience(release.audience)],
        standing=standing(issue),
    )


_LINE = Term(
    "{id}  {day}  n. {number}  {period}  {audience}  {standing}",
    "{id}  {day}  no. {number}  {period}  {audience}  {standing}",
)
_FIELD = Term("{name}: {value}", "{name}: {value}")
_NO_ISSUES = Term("Nessuna edizione.", "No issues.")
_NO_OTHER = Term(
    "Non c’è un’edizione precedente per gli stessi destinatari: indicare con quale confrontarla.",
    "There is no earlier issue for the same audience: say with which to compare it.",
)
_CHANGED_SINCE = Term(
    "Le schede o il programma sono cambiati: l’edizione non si può rifare uguale. I numeri usciti restano conservati e "
    "si confrontano con «release diff».",
    "Records or program have changed: the issue cannot be made again as it was. The numbers that left are kept, and "
    "are compared with “release diff”.",
)
_WITHDRAWN = Term(
    "Edizione ritirata. Resta nell’elenco e conta tra ciò che è stato letto; la prossima edizione lo dice.",
    "The issue is withdrawn. It stays in the list and goes on counting as read; the next issue says so.",
)
