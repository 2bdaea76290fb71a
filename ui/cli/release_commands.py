"""What the commands on issues do: list them, show one, compare two, withdraw one."""

import argparse
from typing import TYPE_CHECKING

from observatory.errors import WrongUse
from observatory.terms import Language, Term, same
from ui import bootstrap
from ui.cli.commands import opened
from ui.cli.output import say
from ui.cli.progress_line import progress_line
from ui.cli.records_commands import tell_records

if TYPE_CHECKING:
    from observatory.exports.answers import Told
    from observatory.microdata.file import Microdata
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
    from observatory.summary.content import Summary
    from observatory.usecases.issue_contents import content_of
    from observatory.usecases.issue_words import words
    from observatory.usecases.issues import issue_named

    with opened(asked, language) as store, progress_line(language) as progress:
        found = issue_named(store, asked.issue)
        content = content_of(store, found, progress)
    for name, value in words(found):
        say(_FIELD.with_values(name=name, value=value), language)
    if content is None:
        say(_CHANGED_SINCE, language)
    elif isinstance(content, Summary):
        for line in lines(content, language):
            say(same(line), language)
    else:
        _show_other(content, language)


def _show_other(content: "Told | Microdata", language: Language) -> None:
    """An answer as the screen shows it; of a record file how much detail left, and no row."""
    from observatory.exports.answers import Told
    from ui.cli.statistics_output import as_table

    if isinstance(content, Told):
        for line in as_table(content, language):
            say(line, language)
    else:
        tell_records(content, language)


def diff(asked: argparse.Namespace, language: Language) -> None:
    from observatory.usecases.issue_words import compared, difference, why_not_compared
    from observatory.usecases.issues import issue_before, issue_named, issues

    with opened(asked, language) as store, progress_line(language) as progress:
        later = issue_named(store, asked.issue)
        earlier = issue_named(store, asked.other) if asked.other else issue_before(later, issues(store))
        if earlier is None:
            raise WrongUse(why_not_compared(later))
        lines = difference(store, earlier, later, progress)
    say(compared(earlier, later), language)
    for line in lines:
        say(line, language)


def withdraw(asked: argparse.Namespace, language: Language) -> None:
    from observatory.usecases import issues

    with opened(asked, language) as store:
        found = issues.issue_named(store, asked.issue)
        issues.withdraw(store, found, asked.reason, bootstrap.system_clock)
    say(_WITHDRAWN, language)


def _line(issue: "Issue") -> Term:
    from observatory.disclosure.rules import AUDIENCE_LABELS, Audience
    from observatory.usecases.issue_words import kind_and_number, period_of, signers, standing

    release = issue.release
    return _LINE.with_values(
        id=release.id[:8],
        day=release.as_of.isoformat(),
        what=kind_and_number(issue),
        period=period_of(issue),
        audience=AUDIENCE_LABELS[Audience(release.audience)],
        standing=standing(issue),
        signers=signers(issue),
        digest=release.digest[:16],
    )


_LINE = Term(
    "{id}  {day}  {what}  {period}  {audience}  {standing}  {signers}  {digest}",
    "{id}  {day}  {what}  {period}  {audience}  {standing}  {signers}  {digest}",
)
_FIELD = Term("{name}: {value}", "{name}: {value}")
_NO_ISSUES = Term("Nessuna edizione.", "No issues.")
_CHANGED_SINCE = Term(
    "Le schede o il programma sono cambiati: l’edizione non si può rifare uguale. I numeri usciti restano conservati e "
    "si confrontano con «release diff».",
    "Records or program have changed: the issue cannot be made again as it was. The numbers that left are kept, and "
    "are compared with “release diff”.",
)
_WITHDRAWN = Term(
    "Uscita ritirata. Resta nell’elenco e conta tra ciò che è stato letto. Di una sintesi lo dice la prossima "
    "edizione; per risposte e file di schede avvisare chi li ha ricevuti.",
    "It is withdrawn. It stays in the list and goes on counting as read. Of a summary the next issue says so; of "
    "answers and record files tell whoever received them.",
)
