"""What the commands on summaries do: make one, release it where two members stand for it, write it out."""

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from observatory.errors import WrongUse
from observatory.files import destination
from observatory.terms import Language, Term
from ui import bootstrap
from ui.cli.commands import opened, prepared_folder, refuse_misplaced
from ui.cli.copy_options import asked_closing, asked_copy
from ui.cli.output import say
from ui.cli.points_options import asked_points, show_points, tell_languages
from ui.cli.progress_line import progress_line
from ui.cli.second_member import released

if TYPE_CHECKING:
    from observatory.usecases.summarise import SummaryRequest


def summary(asked: argparse.Namespace, language: Language) -> None:
    from observatory.reports.pdf import write_pdf
    from observatory.usecases.send_copy import note_copy, write_copy
    from observatory.usecases.summarise import make_summary, note_export

    copy = asked_copy(asked)
    if asked.explain or asked.show_points:
        (explain if asked.explain else points)(asked, language)
        return
    if asked.out is None:
        raise WrongUse(_WHERE)
    refuse_misplaced(asked.out, asked)
    destination(asked.out)
    closing, wanted = asked_closing(asked), replace(question(asked), points=asked_points(asked))
    with opened(asked, language) as store, progress_line(language) as progress:
        made = make_summary(store, wanted, clock=bootstrap.system_clock, progress=progress)
        made = released(asked, store, made)
        if copy is None:
            note_export(store, made, "pdf")
        else:
            note_copy(store, made, copy)
    if copy is None:
        write_pdf(made, language, asked.out)
    else:
        write_copy(made, language, asked.out, copy, closing)
    tell_languages(made, language)
    say(_WRITTEN.with_values(path=asked.out), language)


def points(asked: argparse.Namespace, language: Language) -> None:
    """The main points of the summary, prepared as for a document, as a file to edit."""
    from observatory.usecases.summarise import make_summary

    wanted = replace(question(asked), points=asked_points(asked))
    with opened(asked, language) as store, progress_line(language) as progress:
        made = make_summary(store, wanted, clock=bootstrap.system_clock, progress=progress)
    show_points(made, language)


def explain(asked: argparse.Namespace, language: Language) -> None:
    """What the summary would hide and why, and what the cells to keep cost."""
    from observatory.summary import loss_words
    from observatory.summary.weighing import price
    from observatory.usecases.summarise import weigh_summary

    if asked.out is not None:
        raise WrongUse(_EITHER)
    with opened(asked, language) as store, progress_line(language) as progress:
        asked_for = question(asked)
        weighed = weigh_summary(store, asked_for, clock=bootstrap.system_clock, progress=progress)
        bare = replace(asked_for, keep=())
        before = weigh_summary(store, bare, clock=bootstrap.system_clock, progress=progress) if asked.keep else weighed
    account = weighed.weighing.account
    for sentence in (loss_words.CONFIDENTIAL, *((loss_words.ISSUED,) if weighed.is_issued else ())):
        say(sentence, language)
    say(loss_words.totals(account), language)
    for table in account.tables:
        say(loss_words.line(table), language)
        for words in (*loss_words.table_words(table, account), *loss_words.ways_out(table, weighed.weighing)):
            say(_INDENTED.with_values(words=words), language)
    for words in loss_words.prices(price(before.weighing.account, account)) if asked.keep else ():
        say(words, language)


def export(asked: argparse.Namespace, language: Language) -> None:
    from observatory.usecases.summarise import export_summary, make_summary, note_export

    with opened(asked, language) as store, prepared_folder(asked.out, asked):
        with progress_line(language) as progress:
            made = make_summary(store, question(asked), clock=bootstrap.system_clock, progress=progress)
        made = released(asked, store, made)
        note_export(store, made, asked.format)
        written = export_summary(made, asked.format, asked.out, language)
    say(_WRITTEN.with_values(path=written), language)


def question(asked: argparse.Namespace) -> "SummaryRequest":
    """Which summary a command asks for."""
    from observatory.disclosure.rules import Audience
    from observatory.usecases.record import today
    from observatory.usecases.summarise import SummaryRequest

    as_of = asked.as_of or today(bootstrap.system_clock)
    return SummaryRequest(asked.period, Audience(asked.audience), as_of, tuple(asked.keep))


_INDENTED = Term("  {words}", "  {words}")
_WHERE = Term(
    "Serve --out con il file PDF da scrivere, oppure --explain o --show-points. Nulla è stato fatto.",
    "Either --out with the PDF file to write, --explain or --show-points is needed. Nothing was done.",
)
_EITHER = Term(
    "--explain non scrive nulla: togliere --out. Nulla è stato fatto.",
    "--explain writes nothing: leave out --out. Nothing was done.",
)
_WRITTEN = Term("Scritto {path}", "Written {path}")
