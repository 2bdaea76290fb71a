"""The tables of a summary as tidy CSV: one line per observation, codes instead of labels, decimal point, UTF-8."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from observatory.exports.cells import STATUS_MEANING, as_csv, confidentiality, inert, published_digits
from observatory.exports.folders import place_together
from observatory.reports.wording import DRAFT, DRAFT_WHY, PERIOD, PUBLISHER, SYNTHETIC, SYNTHETIC_WHY, particulars
from observatory.summary.content import PublishedTable, Summary
from observatory.terms import Language, Term

CODES_FILE = "codes.csv"
TABLES_FILE = "tables.csv"
READ_ME_FILE = Term("LEGGIMI.txt", "README.txt")
_EXPLANATION = Term(
    "Ogni file T….csv contiene una tavola, un dato per riga: le colonne con i codici (spiegati in codes.csv; _T è il "
    "totale), OBS_VALUE (vuoto se non pubblicato, punto decimale), OBS_STATUS e CONF_STATUS (F libero, N non "
    "pubblicabile). Titoli e periodi delle tavole sono in tables.csv.",
    "Each file T….csv holds one table, one value a line: columns of codes (explained in codes.csv; _T is the total), "
    "OBS_VALUE (empty where not published, decimal point), OBS_STATUS and CONF_STATUS (F free, N not for publication). "
    "Titles and windows of the tables are in tables.csv.",
)


def write_csv(summary: Summary, language: Language, folder: Path) -> tuple[Path, ...]:
    """Write one CSV per table with `codes.csv`, `tables.csv` and a read-me in the language; returns the files.

    All or nothing: on trouble the folder is as it was. Files of an earlier export are replaced, those it listed and
    this one does not have are removed, and foreign files are left alone. Raises `FileTrouble`.
    """
    files = {_file_of(table): _table(table) for table in summary.tables}
    files[CODES_FILE] = _codes(summary.tables)
    files[TABLES_FILE] = _tables(summary.tables)
    files[READ_ME_FILE.in_(language)] = _read_me(summary, language)
    place_together(folder, {name: text.encode() for name, text in files.items()}, _leftovers(folder))
    return tuple(folder / name for name in files)


def _file_of(table: PublishedTable) -> str:
    return f"{table.id}.csv"


def _leftovers(folder: Path) -> tuple[str, ...]:
    """Files that an earlier export of ours left there, by its own list; none where the list cannot be read."""
    try:
        with (folder / TABLES_FILE).open(encoding="utf-8", newline="") as stream:
            listed = [row.get("file") or "" for row in csv.DictReader(stream)]
    except (OSError, ValueError, csv.Error):
        return ()
    ours = [name for name in listed if name.startswith("T") and name.endswith(".csv") and name[:-4].isalnum()]
    return (*ours, READ_ME_FILE.it, READ_ME_FILE.en) if listed else ()


def _table(table: PublishedTable) -> str:
    header = (*(axis.name for axis in table.axes), "OBS_VALUE", "OBS_STATUS", "CONF_STATUS")
    return as_csv(header, _lines(table))


def _lines(table: PublishedTable) -> Iterable[Sequence[str]]:
    """In the order of the axes; combinations that do not exist have no line."""
    order = [{item.code: number for number, item in enumerate(axis.items)} for axis in table.axes]
    decimals: list[Mapping[str, int]] = [{item.code: item.decimals for item in axis.items} for axis in table.axes]
    for key in sorted(table.observations, key=lambda k: [o[code] for o, code in zip(order, k, strict=True)]):
        observation = table.observations[key]
        places = max((d[code] for d, code in zip(decimals, key, strict=True)), default=0)
        digits = published_digits(observation, places)
        yield (*(inert(c) for c in key), digits, observation.status.value, confidentiality(observation))


def _codes(tables: Iterable[PublishedTable]) -> str:
    """Every code under its axis with the tables it has that meaning in: some tables name a code differently."""
    found: dict[tuple[str, str, str, str], list[str]] = {}
    for table in tables:
        for axis in table.axes:
            for item in axis.items:
                meaning = (axis.name, inert(item.code), inert(item.label.it), inert(item.label.en))
                found.setdefault(meaning, []).append(table.id)
    return as_csv(("axis", "code", "it", "en", "tables"), ((*m, " ".join(ids)) for m, ids in found.items()))


def _tables(tables: Iterable[PublishedTable]) -> str:
    rows = [(t.id, t.title.it, t.title.en, t.window.it, t.window.en, _file_of(t)) for t in tables]
    header = ("id", "title_it", "title_en", "window_it", "window_en", "file")
    return as_csv(header, ([inert(cell) for cell in row] for row in rows))


def _read_me(summary: Summary, language: Language) -> str:
    cover = summary.cover
    lines = [cover.marking, cover.title, PUBLISHER]
    text = [line.in_(language) for line in lines]
    if cover.is_draft:
        text += ["", f"{DRAFT.in_(language)}. {DRAFT_WHY.in_(language)}"]
    named = ((PERIOD, cover.period), *particulars(cover))
    text += ["", *(f"{name.in_(language)}: {value.in_(language)}" for name, value in named)]
    if cover.synthetic:
        text += ["", f"{SYNTHETIC.in_(language)}: {SYNTHETIC_WHY.in_(language)}"]
    text += ["", _EXPLANATION.in_(language), ""]
    text += [f"{status.value}  {meaning.in_(language)}" for status, meaning in STATUS_MEANING]
    text += ["", *(f"{t.id}  {t.title.in_(language)} ({t.window.in_(language)})" for t in summary.tables)]
    if summary.notes:
        text += ["", *(note.in_(language) for note in summary.notes)]
    return "\n".join([*text, "", cover.marking.in_(language), ""])
