"""The tables of a summary for statistical offices: SDMX-CSV 2.0 data beside their SDMX-ML 3.0 structure."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from observatory.exports.cells import STATUS_MEANING, as_csv, confidentiality, inert
from observatory.exports.csv_tables import ordered
from observatory.exports.folders import listed_before, place_together
from observatory.exports.read_me import read_me
from observatory.exports.sdmx_flows import FREQ, TIME_PERIOD, Flow, Flows, flows_of
from observatory.exports.sdmx_structure import flow_name, structure
from observatory.summary.content import Summary
from observatory.terms import Language, Term

STRUCTURE_FILE = "structure.xml"
FLOWS_FILE = "dataflows.csv"
READ_ME_FILE = Term("LEGGIMI-SDMX.txt", "README-SDMX.txt")
_OURS = re.compile(r"T[0-9A-Za-z]*\.sdmx\.csv")
_INFORMATION = "I"
"""Action of SDMX-CSV 2.0: the data are told, nothing is asked to be done with them."""

_EXPLANATION = Term(
    "structure.xml (SDMX-ML 3.0) contiene liste di codici, concetti, strutture e flussi; ogni file T….sdmx.csv "
    "(SDMX-CSV 2.0) contiene i dati di un flusso, elencati in dataflows.csv. OBS_VALUE è vuoto se il dato non è "
    "pubblicato; OBS_STATUS dice perché; CONF_STATUS è N per ogni dato oscurato, F per gli altri. TIME_PERIOD: 2025-Q3 "
    "trimestre, 2025-T3 quadrimestre, 2025 anno, 2023-01-01/P36M trentasei mesi.",
    "structure.xml (SDMX-ML 3.0) holds code lists, concepts, structures and dataflows; each file T….sdmx.csv "
    "(SDMX-CSV 2.0) holds the data of one dataflow, listed in dataflows.csv. OBS_VALUE is empty where a value is not "
    "published; OBS_STATUS says why; CONF_STATUS is N for every hidden value, F for the others. TIME_PERIOD: 2025-Q3 a "
    "quarter, 2025-T3 a four-month period, 2025 a year, 2023-01-01/P36M thirty-six months.",
)
_UNTOLD = Term(
    "Solo nelle tabelle CSV, perché il loro periodo non ha una forma in SDMX: {tables}.",
    "Only among the CSV tables, since their period has no form in SDMX: {tables}.",
)


def write_sdmx(summary: Summary, language: Language, folder: Path) -> tuple[Path, ...]:
    """Write structure, data, list of dataflows and a read-me in the language; returns the files.

    All or nothing, as `write_csv`. Raises `FileTrouble`.
    """
    told = flows_of(summary)
    files = {STRUCTURE_FILE: structure(summary, told)}
    files |= {file_of(flow): _data(flow, told).encode() for flow in told.flows}
    files[FLOWS_FILE] = _flows(told).encode()
    files[READ_ME_FILE.in_(language)] = _read_me(summary, told, language).encode()
    place_together(folder, files, _leftovers(folder))
    return tuple(folder / name for name in files)


def file_of(flow: Flow) -> str:
    return f"{flow.table.id}.sdmx.csv"


def _leftovers(folder: Path) -> tuple[str, ...]:
    ours = listed_before(folder, FLOWS_FILE, _OURS)
    return (*ours, READ_ME_FILE.it, READ_ME_FILE.en) if ours else ()


def _data(flow: Flow, told: Flows) -> str:
    names = (FREQ, *(dimension.id for dimension in flow.dimensions), TIME_PERIOD)
    header = ("STRUCTURE", "STRUCTURE_ID", "ACTION", *names, "OBS_VALUE", "OBS_STATUS", "CONF_STATUS")
    return as_csv(header, _lines(flow, told))


def _lines(flow: Flow, told: Flows) -> Iterable[Sequence[str]]:
    known = ("dataflow", flow_name(flow, told), _INFORMATION)
    for key, observation, digits in ordered(flow.table):
        frequency, period = flow.time_at(key)
        codes = (key[dimension.place] for dimension in flow.dimensions)
        yield (*known, frequency, *codes, period, digits, observation.status.value, confidentiality(observation))


def _flows(told: Flows) -> str:
    rows = (
        (flow_name(flow, told), t.id, t.title.it, t.title.en, t.window.it, t.window.en, file_of(flow))
        for flow in told.flows
        for t in (flow.table,)
    )
    header = ("dataflow", "table", "title_it", "title_en", "window_it", "window_en", "file")
    return as_csv(header, ([inert(cell) for cell in row] for row in rows))


def _read_me(summary: Summary, told: Flows, language: Language) -> str:
    explanation = [_EXPLANATION.in_(language)]
    if told.untold:
        tables = ", ".join(table.id for table in told.untold)
        explanation.append(_UNTOLD.with_values(tables=tables).in_(language))
    statuses = [f"{status.value}  {meaning.in_(language)}" for status, meaning in STATUS_MEANING]
    listed = [f"{flow.id}  {flow.table.title.in_(language)} ({flow.table.window.in_(language)})" for flow in told.flows]
    return read_me(summary, language, (*explanation, "", *statuses), listed)
