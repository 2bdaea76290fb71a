"""What the commands on statistics do: answer a question on screen or as a file, keep the reference population."""

import argparse
import sys
from typing import TYPE_CHECKING

from observatory.errors import WrongUse
from observatory.ports import Store
from observatory.progress import Progress
from observatory.terms import Language, Term
from ui import bootstrap
from ui.cli import question_commands
from ui.cli.commands import opened, refuse_misplaced
from ui.cli.output import say
from ui.cli.progress_line import progress_line
from ui.cli.proposal_commands import tell
from ui.cli.second_member import is_named, released

if TYPE_CHECKING:
    from observatory.exports.answers import Told
    from observatory.usecases.answer_files import AnswerForm
    from observatory.usecases.statistics import StatisticsRequest


def statistics(asked: argparse.Namespace, language: Language) -> None:
    from observatory.security.roles import Permission
    from observatory.usecases.statistics import look, told_of
    from ui.cli.statistics_output import as_table, written

    request = statistics_request(asked)
    if asked.add_to_summary:
        question_commands.add(asked, request, language)
        return
    is_second = is_named(asked) or asked.proposal is not None
    figure = _figure(asked)
    with opened(asked, language) as store, progress_line(language) as progress:
        # Whoever may not read cases gets nothing that is not noted: single looks could be subtracted.
        is_look = asked.format == "table" and store.member.may(Permission.READ_CASES)
        is_look = is_look and figure is None and not is_second
        if is_look:
            answer = look(store, request, clock=bootstrap.system_clock, progress=progress)
            told = told_of(store, request, answer)
        else:
            told = _left(asked, store, request, (figure, language, progress))
    for line in as_table(told, language) if asked.format == "table" else written(told, asked.format):
        say(line, language)
    said = _LOOK if is_look else _NOTED_DRAFT if told.is_draft else _NOTED
    sys.stderr.write(said.in_(language) + "\n")


def propose(asked: argparse.Namespace, language: Language) -> None:
    """Note the answer and propose to release it."""
    from observatory.usecases.release import prepare_release, refuse_inside
    from observatory.usecases.statistics import note_answer

    request = statistics_request(asked)
    refuse_inside(request.audience)
    with opened(asked, language) as store:
        with progress_line(language) as progress:
            told = note_answer(store, request, clock=bootstrap.system_clock, progress=progress)
        proposal = prepare_release(store, told, bootstrap.system_clock)
    tell(proposal, language)
    say(_TO_CONFIRM.with_values(id=proposal.id), language)


def _left(
    asked: argparse.Namespace,
    store: Store,
    request: "StatisticsRequest",
    how: "tuple[AnswerForm | None, Language, Progress]",
) -> "Told":
    """Released first if the command names who stands for it, then written down, then written out."""
    from observatory.usecases.answer_files import AnswerFile, release_to_file
    from observatory.usecases.release import refuse_inside
    from observatory.usecases.statistics import note_answer, release_answer

    figure, language, progress = how
    if is_named(asked) or asked.proposal is not None:
        refuse_inside(request.audience)
        released(asked, store, note_answer(store, request, clock=bootstrap.system_clock, progress=progress))
    if figure is None:
        return release_answer(store, request, (asked.format,), clock=bootstrap.system_clock, progress=progress)
    file = AnswerFile(figure, asked.figure, language, (asked.format,))
    return release_to_file(store, request, file, clock=bootstrap.system_clock, progress=progress)


def _figure(asked: argparse.Namespace) -> "AnswerForm | None":
    """The form of the figure that is asked for, by the file's name; raises `WrongUse` for any other name."""
    from observatory.usecases.answer_files import FIGURES

    if asked.figure is None:
        return None
    form = FIGURES.get(asked.figure.suffix.lower())
    if form is None:
        raise WrongUse(_FIGURE_NAME)
    refuse_misplaced(asked.figure, asked)
    return form


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


def statistics_request(asked: argparse.Namespace) -> "StatisticsRequest":
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
_NOTED_DRAFT = Term(
    "Bozza, annotata fra le uscite: sintesi e risposte successive ne terranno conto. La fanno uscire due membri di due "
    "Forze: --confirm-member, oppure «proposal answer».",
    "A draft, noted as a release: later summaries and answers will reckon with it. Two members of two forces release "
    "it: --confirm-member, or “proposal answer”.",
)
_TO_CONFIRM = Term(
    "Proposta {id} preparata: vale 30 giorni. La conferma un membro di un’altra Forza con «proposal confirm», poi "
    "«statistics» con --proposal e le stesse opzioni. La risposta è annotata come bozza; nulla è uscito.",
    "Proposal {id} prepared: it holds for 30 days. A member of another force confirms it with “proposal confirm”, then "
    "“statistics” with --proposal and the same options. The answer is noted as a draft; nothing left.",
)
_FIGURE_NAME = Term(
    "La figura si scrive in un file che finisce in .svg o .png. Nulla è stato fatto.",
    "The figure is written to a file that ends in .svg or .png. Nothing was done.",
)
_IMPORTED = Term("Importati {n} tassi: {reference}.", "Imported {n} rates: {reference}.")
_NONE = Term("Nessuna popolazione di riferimento.", "No reference population.")
_SHOWN = Term("{reference}, tassi per 100 000 l’anno:", "{reference}, rates per 100,000 a year:")
_STRATUM = Term("  {sex}, {age}: {rate}", "  {sex}, {age}: {rate}")
