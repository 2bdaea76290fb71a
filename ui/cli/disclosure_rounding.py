"""What the command line does and says about rounded tables."""

from typing import TYPE_CHECKING

from observatory.terms import Language, Term
from ui.cli.output import say
from ui.cli.progress_line import progress_line

if TYPE_CHECKING:
    from observatory.disclosure.files_protect import Order


def round_order(order: "Order", language: Language) -> None:
    from observatory.charts.numerals import written
    from observatory.disclosure.files_release import CERTIFICATE_FILE, NOTE_FILE
    from observatory.disclosure.files_rounding import round_files
    from observatory.disclosure.rounding_note import DERIVED

    with progress_line(language) as progress:
        done = round_files(order, progress)
    for report in done.rounding.report:
        mean = written(report.mean, 1, language)
        told = {"table": report.name, "cells": report.cells, "sensitive": report.sensitive, "changed": report.changed}
        say(_ROUNDED.with_values(**told, mean=mean, largest=report.largest), language)
    say(BOUND.with_values(base=done.rounding.base, bound=done.rounding.bound), language)
    say(DERIVED, language)
    say(_NOTE.with_values(note=NOTE_FILE), language)
    say(WRITTEN.with_values(path=order.out, certificate=CERTIFICATE_FILE, digest=done.digest), language)


WRITTEN = Term(
    "Scritta la cartella {path}. Le tavole si possono pubblicare; {certificate} e report.json sono riservati.\n"
    "Impronta del certificato: {digest}",
    "Written the folder {path}. The tables may be published; {certificate} and report.json are confidential.\n"
    "Digest of the certificate: {digest}",
)
BOUND = Term(
    "Arrotondamento alla base {base}: ogni conteggio vero dista al più {bound} da quello mostrato. Dire base e "
    "distanza a chi legge le tavole.",
    "Rounding to base {base}: every true count is at most {bound} from the one shown. Tell base and distance to those "
    "who read the tables.",
)
_NOTE = Term(
    "Questo dice anche {note}, che si può pubblicare con le tavole.",
    "This is also told by {note}, which may be published with the tables.",
)
_ROUNDED = Term(
    "Tavola {table}: {cells} celle arrotondate, {changed} cambiate ({sensitive} sensibili); in media di {mean}, al più "
    "di {largest}.",
    "Table {table}: {cells} cells rounded, {changed} changed ({sensitive} sensitive); by {mean} on average, by at most "
    "{largest}.",
)
