"""A record file on disk: the rows, what their codes mean, and what was done to them."""

import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from observatory.exports.cells import as_csv, inert
from observatory.exports.folders import staged
from observatory.microdata.columns import COLUMNS, Column
from observatory.microdata.file import Microdata, label_of
from observatory.terms import Language, Term

RECORDS_FILE, CODEBOOK_FILE, REPORT_FILE = "records.csv", "records-codebook.csv", "report.json"


def staged_records(data: Microdata, folder: Path, language: Language) -> AbstractContextManager[Callable[[], None]]:
    """The three files, ready to be moved into the folder together by the call. Raises as `staged`."""
    files = {RECORDS_FILE: data.text, CODEBOOK_FILE: _codebook(data, language), REPORT_FILE: _report(data)}
    return staged(folder, {name: text.encode() for name, text in files.items()})


def _codebook(data: Microdata, language: Language) -> str:
    """Every column with its level, and every value that occurs in it with its meaning."""
    heads = [term.in_(language) for term in _HEADS]
    return as_csv(
        heads, (row for n, (column, level) in enumerate(data.columns) for row in _lines(data, n, level, language))
    )


def _lines(data: Microdata, place: int, level: int, language: Language) -> Iterable[Sequence[str]]:
    column: Column = data.columns[place][0]
    for value in sorted({row[place] for row in data.rows}):
        told = (column.title, column.levels[level].name, label_of(column, value))
        yield [column.name, *(inert(term.in_(language)) for term in told[:2]), value, inert(told[2].in_(language))]


def _report(data: Microdata) -> str:
    return json.dumps(report_of(data), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def report_of(data: Microdata) -> dict[str, Any]:
    """What a reader of the file may know of how it was made."""
    return {
        "records": len(data.rows),
        "window": [str(data.window.first), str(data.window.last)],
        "k": {"asked": data.promise.k, "reached": data.k},
        "l": {"asked": data.promise.l, "reached": data.l},
        "levels": {
            column.name: column.levels[level].name.en for column, level in zip(COLUMNS, data.found.node, strict=True)
        },
        "cells_suppressed": data.found.blanks.cells,
        "loss": round(data.found.loss, 4),
        "is_least": data.found.is_least,
        "sha256": data.digest,
    }


_HEADS = (
    Term("colonna", "column"),
    Term("significato", "meaning"),
    Term("livello", "level"),
    Term("valore", "value"),
    Term("significato del valore", "meaning of the value"),
)
