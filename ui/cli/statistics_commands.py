"""What the commands on statistics do: answer a question on screen or as a file, keep the reference population."""

import argparse
import sys
from typing import TYPE_CHECKING

from observatory.terms import Language, Term
from ui import bootstrap
from ui.cli import question_commands
from ui.cli.commands import opened
from ui.cli.output import say
from ui.cli.progress_line import progress_line

if TYPE_CHECKING:
    from observatory.usecases.statistics import StatisticsRequest


def statistics(asked: argparse.Namespace, language: Language) -> None:
    from observatory.security.roles import Permission
    from observatory.usecases.statistics import look, release_answer
    from ui.cli.statistics_output import as_table, written

    request = _request(asked)
    if asked.add_to_summary:
        question_commands.add(asked, request, language)
        return
    with opened(asked, language) as store, progress_line(language) as progress:
        # Whoever may not read cases gets nothing that is not noted: single looks could be subtracted.
        is_look = asked.format == "table" and store.member.may(Permission.READ_CASES)
        if is_look:
            answer = look(store, request, clock=bootstrap.system_clock, progress=progress)
        else:
            answer = release_answer(store, request, asked.format, clock=bootstrap.system_clock, progress=progress)
    lines = as_table(answer, request, language) if asked.format == "table" else written(answer, request, asked.format)
    for line in lines:
        say(line, language)
    sys.stderr.write((_LOOK if is_look else _NOTED).in_(language) + "\n")


def import_population(asked: argparse.Namespace, language: Language) -> None:
    from observatory.usecases.reference_population import import_reference

    with opened(asked, language) as store:
        reference = import_reference(store, asked.file, asked.year, asked.source)
    say(_IMPORTED.with_values(n=len(reference.strata), reference=reference.words), language)


def show_population(asked: argparse.Namespace, language: Language) -> None:
    from observatory.population.reference import labels
    from observatory.summary.question_notes import number
    from observatory.usecases.reference_population import reference_of

    with opened(asked, language) as store, store.begin() as unit:
        reference = reference_of(unit)
    if reference is None:
        say(_NONE, language)
        return
    say(_SHOWN.with_values(reference=reference.words), language)
    for sex, age, rate in labels(reference.strata):
        say(_STRATUM.with_values(sex=sex, age=age, rate=number(rate, 2)), language)


def _request(asked: argparse.Namespace) -> "StatisticsRequest":
    from observatory.disclosure.rules import Audience
    from observatory.summary.question import Measure, Question
    from observatory.usecases.record import today
    from observatory.usecases.statistics import StatisticsRequest

    by = tuple(name.strip() for name in asked.by.split(",") if name.strip())
    question = Question(Measure(asked.measure), by, asked.window)
    return StatisticsRequest(question, Audience(asked.audience), asked.as_of or today(bootstrap.system_clock))


_LOOK = Term(
    "Solo a schermo: non annotato e non da diffondere. Per farlo uscire, --format csv o json.",
    "On screen only: not noted and not to be passed on. To let it leave, --format csv or json.",
)
_NOTED = Term(
    "Annotato fra le uscite: sintesi e risposte successive ne terranno conto.",
    "Noted as a release: later summaries and answers will reckon with it.",
)
_IMPORTED = Term("Importati {n} tassi: {reference}.", "Imported {n} rates: {reference}.")
_NONE = Term("Nessuna popolazione di riferimento.", "No reference population.")
_SHOWN = Term("{reference}, tassi per 100 000 l’anno:", "{reference}, rates per 100,000 a year:")
_STRATUM = Term("  {sex}, {age}: {rate}", "  {sex}, {age}: {rate}")
