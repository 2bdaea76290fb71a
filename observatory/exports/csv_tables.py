"""The tables of a summary as tidy CSV with their metadata: one line per observation, codes, decimal point, UTF-8."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from observatory.exports.cells import STATUS_MEANING, as_csv, confidentiality, inert, published_digits
from observatory.exports.csv_metadata import CODES_FILE, CSVW_FILE, LISTS, PACKAGE_FILE, TABLES_FILE, csvw, data_package
from observatory.exports.folders import listed_before, place_together
from observatory.exports.read_me import read_me
from observatory.summary.content import Observation, PublishedTable, Summary
from observatory.terms import Language, Term

READ_ME_FILE = Term("LEGGIMI.txt", "README.txt")
MEASURED = ("OBS_VALUE", "OBS_STATUS", "CONF_STATUS")
_OURS = re.compile(r"T[0-9A-Za-z]*\.csv")
_EXPLANATION = Term(
    "Ogni file T….csv contiene una tavola, un dato per riga: le colonne con i codici (spiegati in codes.csv; _T è il "
    "totale), OBS_VALUE (vuoto se non pubblicato, punto decimale), OBS_STATUS e CONF_STATUS (F libero, N non "
    "pubblicabile). Titoli e periodi delle tavole sono in tables.csv. csv-metadata.json (CSVW) e datapackage.json "
    "(Data Package, con le impronte SHA-256) descrivono i file per i programmi.",
    "Each file T….csv holds one table, one value a line: columns of codes (explained in codes.csv; _T is the total), "
    "OBS_VALUE (empty where not published, decimal point), OBS_STATUS and CONF_STATUS (F free, N not for publication). "
    "Titles and windows of the tables are in tables.csv. csv-metadata.json (CSVW) and datapackage.json (Data Package, "
    "with SHA-256 hashes) describe the files to programs.",
)


def write_csv(summary: Summary, language: Language, folder: Path) -> tuple[Path, ...]:
    """Write one CSV per table, `codes.csv`, `tables.csv`, a read-me and the metadata; returns the files.

    All or nothing: on trouble the folder is as it was. Files of an earlier export are replaced, those it listed and
    this one does not have are removed, and foreign files are left alone. Raises `FileTrouble`.
    """
    contents = tables_as_csv(summary)
    contents[CSVW_FILE] = csvw(summary, language)
    contents[READ_ME_FILE.in_(language)] = _read_me(summary, language).encode()
    contents[PACKAGE_FILE] = data_package(summary, language, contents)
    place_together(folder, contents, _leftovers(folder))
    return tuple(folder / name for name in contents)


def tables_as_csv(summary: Summary) -> dict[str, bytes]:
    """One file for each table, and what explains their codes and titles."""
    files = {file_of(table): _table(table) for table in summary.tables}
    files[CODES_FILE] = _codes(summary.tables)
    files[TABLES_FILE] = _tables(summary.tables)
    return {name: text.encode() for name, text in files.items()}


def file_of(table: PublishedTable) -> str:
    return f"{table.id}.csv"


def ordered(table: PublishedTable) -> Iterable[tuple[tuple[str, ...], Observation, str]]:
    """Coordinates, observation and printed digits, in the order of the axes; what does not exist is not there."""
    order = [{item.code: number for number, item in enumerate(axis.items)} for axis in table.axes]
    decimals: list[Mapping[str, int]] = [{item.code: item.decimals for item in axis.items} for axis in table.axes]
    for key in sorted(table.observations, key=lambda k: [o[code] for o, code in zip(order, k, strict=True)]):
        places = max((d[code] for d, code in zip(decimals, key, strict=True)), default=0)
        yield key, table.observations[key], published_digits(table.observations[key], places)


def _leftovers(folder: Path) -> tuple[str, ...]:
    ours = listed_before(folder, TABLES_FILE, _OURS)
    return (*ours, READ_ME_FILE.it, READ_ME_FILE.en) if ours else ()


def _table(table: PublishedTable) -> str:
    return as_csv((*(axis.name for axis in table.axes), *MEASURED), _lines(table))


def _lines(table: PublishedTable) -> Iterable[Sequence[str]]:
    for key, observation, digits in ordered(table):
        yield (*(inert(c) for c in key), digits, observation.status.value, confidentiality(observation))


def _codes(tables: Iterable[PublishedTable]) -> str:
    """Every code under its axis with the tables it has that meaning in: some tables name a code differently."""
    found: dict[tuple[str, str, str, str], list[str]] = {}
    for table in tables:
        for axis in table.axes:
            for item in axis.items:
                meaning = (axis.name, inert(item.code), inert(item.label.it), inert(item.label.en))
                found.setdefault(meaning, []).append(table.id)
    return as_csv(LISTS[CODES_FILE].columns, ((*m, " ".join(ids)) for m, ids in found.items()))


def _tables(tables: Iterable[PublishedTable]) -> str:
    rows = [(t.id, t.title.it, t.title.en, t.window.it, t.window.en, file_of(t)) for t in tables]
    return as_csv(LISTS[TABLES_FILE].columns, ([inert(cell) for cell in row] for row in rows))


def _read_me(summary: Summary, language: Language) -> str:
    statuses = [f"{status.value}  {meaning.in_(language)}" for status, meaning in STATUS_MEANING]
    listed = [f"{t.id}  {t.title.in_(language)} ({t.window.in_(language)})" for t in summary.tables]
    return read_me(summary, language, (_EXPLANATION.in_(language), "", *statuses), listed)
