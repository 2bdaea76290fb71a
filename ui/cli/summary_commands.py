"""What the commands on summaries do: make one, release it where two members stand for it, write it out."""

import argparse
from typing import TYPE_CHECKING

from observatory.files import destination
from observatory.terms import Language, Term
from ui import bootstrap
from ui.cli.commands import opened, prepare_folder, refuse_misplaced
from ui.cli.output import say
from ui.cli.progress_line import progress_line
from ui.cli.second_member import released

if TYPE_CHECKING:
    from observatory.usecases.summarise import SummaryRequest


def summary(asked: argparse.Namespace, language: Language) -> None:
    from observatory.reports.pdf import write_pdf
    from observatory.usecases.summarise import make_summary, note_export

    refuse_misplaced(asked.out, asked)
    destination(asked.out)
    with opened(asked, language) as store, progress_line(language) as progress:
        made = make_summary(store, question(asked), clock=bootstrap.system_clock, progress=progress)
        made = released(asked, store, made)
        note_export(store, made, "pdf")
    write_pdf(made, language, asked.out)
    say(_WRITTEN.with_values(path=asked.out), language)


def export(asked: argparse.Namespace, language: Language) -> None:
    from observatory.usecases.summarise import export_summary, make_summary, note_export

    with opened(asked, language) as store:
        prepare_folder(asked.out, asked)
        with progress_line(language) as progress:
            made = make_summary(store, question(asked), clock=bootstrap.system_clock, progress=progress)
        made = released(asked, store, made)
        note_export(store, made, asked.format)
    say(_WRITTEN.with_values(path=export_summary(made, asked.format, asked.out, language)), language)


def question(asked: argparse.Namespace) -> "SummaryRequest":
    """Which summary a command asks for."""
    from observatory.disclosure.rules import Audience
    from observatory.usecases.record import today
    from observatory.usecases.summarise import SummaryRequest

    as_of = asked.as_of or today(bootstrap.system_clock)
    return SummaryRequest(asked.period, Audience(asked.audience), as_of)


_WRITTEN = Term("Scritto {path}", "Written {path}")
