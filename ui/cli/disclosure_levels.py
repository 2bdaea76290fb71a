"""The command that looks for better levels of a table, and the advice that `protect` gives with it."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from observatory.errors import Unprotectable
from observatory.terms import Language, Term
from ui.cli.output import say
from ui.cli.progress_line import progress_line

if TYPE_CHECKING:
    from observatory.disclosure.files_protect import Order
    from observatory.disclosure.protection import TableReport


def loses_much(report: "TableReport") -> bool:
    return report.withheld or report.sensitive + report.secondary > _MUCH * report.cells


def say_instead(order: "Order", tables: Sequence[str], language: Language) -> None:
    """For each of these tables the levels at which it would tell most."""
    from observatory.disclosure.files_generalise import instead

    if not tables:
        return
    with progress_line(language) as progress:
        found = instead(order, tables, progress)
    for table, suggestions in found.items():
        for one in suggestions[:1]:
            told = {"table": table, "instead": one.table, "cells": one.cells, "hidden": one.hidden}
            say(_INSTEAD.with_values(**told), language)


def generalise(asked: argparse.Namespace, language: Language) -> None:
    from observatory.disclosure.files import named_paths
    from observatory.disclosure.files_generalise import Wish, generalise_files

    hierarchies = named_paths(asked.hierarchies)
    wish = Wish(asked.counts, hierarchies, asked.table, asked.threshold, asked.zeros, asked.budget)
    with progress_line(language) as progress:
        found = generalise_files(wish, progress)
    for one in found.suggestions:
        told = {"table": one.table, "cells": one.cells, "hidden": one.hidden}
        percent = {"share": round(100 * one.hidden_share), "loss": round(100 * one.loss)}
        say(_LEVELS.with_values(**told, **percent), language)
    if not found.suggestions:
        raise Unprotectable(_NO_LEVELS)
    say((_COMPLETE if found.is_complete else _STOPPED).with_values(n=found.tried), language)


_MUCH = 0.5
_INSTEAD = Term(
    "Meglio al posto di {table}: --table {instead} ({cells} celle, {hidden} nascoste). Un’altra tavola sugli "
    "stessi eventi va chiesta con un registro (--ledger), oppure questa non va pubblicata.",
    "Better in place of {table}: --table {instead} ({cells} cells, {hidden} hidden). Ask for another table on "
    "the same events with a ledger (--ledger), or do not publish this one.",
)
_LEVELS = Term(
    "--table {table}: {cells} celle, {hidden} nascoste ({share} %); perdita {loss} %.",
    "--table {table}: {cells} cells, {hidden} hidden ({share} %); loss {loss} %.",
)
_NO_LEVELS = Term(
    "A nessun livello si può mostrare qualcosa senza far riconoscere un caso: servono un periodo più lungo o altre "
    "dimensioni.",
    "At no level can anything be shown without making a case recognisable: a longer period or other dimensions are "
    "needed.",
)
_COMPLETE = Term(
    "Perdita: quota dell’informazione della tavola chiesta che il lettore non ha. Tavole provate: {n}; nessun altro "
    "livello può perdere meno.",
    "Loss: share of the information of the table asked for that its reader does not get. Tables tried: {n}; no other "
    "level can lose less.",
)
_STOPPED = Term(
    "Perdita: quota dell’informazione della tavola chiesta che il lettore non ha. Tavole provate: {n}; il tempo è "
    "finito prima di provarle tutte (--time-budget).",
    "Loss: share of the information of the table asked for that its reader does not get. Tables tried: {n}; time ran "
    "out before all were tried (--time-budget).",
)
