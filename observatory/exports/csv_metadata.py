"""What programs read beside the CSV tables: CSV on the Web metadata, and a Data Package with hashes.

CSVW: https://www.w3.org/TR/tabular-metadata/. Data Package 2.0: https://datapackage.org. Both say the same of each
column: its codes as a closed list, its type, and that a code of every axis together names one line.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from observatory.exports.cells import FREE, NOT_FOR_PUBLICATION, STATUS_MEANING, inert, one_line
from observatory.reports.wording import PUBLISHER, locale_of
from observatory.summary.content import Axis, Cover, PublishedTable, Summary
from observatory.terms import Language, Term

CSVW_FILE = "csv-metadata.json"
"""The name by which CSV on the Web looks for metadata beside a table."""

PACKAGE_FILE = "datapackage.json"
CODES_FILE = "codes.csv"
TABLES_FILE = "tables.csv"


@dataclass(frozen=True, slots=True)
class ListFile:
    """A list beside the tables: its columns, and those that together name one line."""

    columns: tuple[str, ...]
    key: tuple[str, ...]


LISTS = {
    CODES_FILE: ListFile(("axis", "code", "it", "en", "tables"), ("axis", "code", "it", "en")),
    TABLES_FILE: ListFile(("id", "title_it", "title_en", "window_it", "window_en", "file"), ("id",)),
}

_STATUS = Term("Stato del dato", "Observation status")
_CONFIDENTIALITY = Term("Riservatezza", "Confidentiality status")
_VALUE = Term("Valore", "Value")
_STATUSES = tuple(status.value for status, _ in STATUS_MEANING)

Json = dict[str, Any]


def csvw(summary: Summary, language: Language) -> bytes:
    """The metadata of all tables and lists; names in both languages."""
    cover = summary.cover
    told: Json = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": language.value}],
        "dc:title": _both(cover.title),
        "dc:publisher": _both(PUBLISHER),
        "dc:rights": _both(cover.marking),
        "dc:date": cover.as_of.isoformat(),
        "dc:temporal": _both(cover.period),
        "dc:identifier": summary.digest,
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\n"], "header": True, "doubleQuote": True},
        "tables": [*map(_csvw_table, summary.tables), *(_csvw_list(name) for name in LISTS)],
    }
    return _bytes(told)


def _csvw_table(table: PublishedTable) -> Json:
    columns = [_csvw_column(axis.name, axis.title, tuple(inert(i.code) for i in axis.items)) for axis in table.axes]
    columns.append({"name": "OBS_VALUE", "titles": "OBS_VALUE", "dc:title": _both(_VALUE), "datatype": "decimal"})
    columns.append(_csvw_column("OBS_STATUS", _STATUS, _STATUSES))
    columns.append(_csvw_column("CONF_STATUS", _CONFIDENTIALITY, (FREE, NOT_FOR_PUBLICATION)))
    return {
        "url": f"{table.id}.csv",
        "dc:title": _both(table.title),
        "dc:temporal": _both(table.window),
        "tableSchema": {"columns": columns, "primaryKey": [axis.name for axis in table.axes]},
    }


def _csvw_column(name: str, title: Term, codes: tuple[str, ...]) -> Json:
    datatype = {"base": "string"} | ({"format": f"^({'|'.join(map(re.escape, codes))})$"} if codes else {})
    return {"name": name, "titles": name, "dc:title": _both(title), "required": True, "datatype": datatype}


def _csvw_list(name: str) -> Json:
    of = LISTS[name]
    described = [{"name": column, "titles": column, "datatype": "string"} for column in of.columns]
    return {"url": name, "tableSchema": {"columns": described, "primaryKey": list(of.key)}}


def _both(term: Term) -> list[Json]:
    return [{"@value": one_line(term.in_(language)), "@language": language.value} for language in Language]


def data_package(summary: Summary, language: Language, files: Mapping[str, bytes]) -> bytes:
    """The description of every file, with its size and SHA-256; titles in the language, labels of columns in both."""
    cover = summary.cover
    tables = {f"{table.id}.csv": table for table in summary.tables}
    told: Json = {
        "name": _name(cover),
        "id": summary.digest,
        "title": _one(Term("{a} – {b}", "{a} – {b}").with_values(a=cover.title, b=cover.period), language),
        "description": _one(cover.marking, language),
        "version": f"{cover.issue}.0.0{'-draft' if cover.is_draft else ''}",
        "created": f"{cover.as_of.isoformat()}T00:00:00Z",
        "language": locale_of(language).in_(language),
        "sources": [{"title": _one(PUBLISHER, language)}],
        "resources": [_resource(name, content, tables.get(name), language) for name, content in files.items()],
    }
    return _bytes(told)


def _name(cover: Cover) -> str:
    return f"osservatorio-{cover.period_code}-{cover.audience_code}".lower()


def _resource(name: str, content: bytes, table: PublishedTable | None, language: Language) -> Json:
    stem, _, form = name.rpartition(".")
    told: Json = {
        "name": f"{stem}-{form}".lower() if form != "csv" else stem.lower(),
        "path": name,
        "format": form,
        "mediatype": {"csv": "text/csv", "json": "application/json"}.get(form, "text/plain"),
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }
    if table is not None:
        told |= {"title": _one(table.title, language), "type": "table", "schema": _table_schema(table, language)}
    elif name in LISTS:
        told |= {"type": "table", "schema": _list_schema(name)}
    return told


def _table_schema(table: PublishedTable, language: Language) -> Json:
    fields = [_coded(axis.name, axis.title, _codes(axis), language) for axis in table.axes]
    fields.append({"name": "OBS_VALUE", "type": "number", "title": _one(_VALUE, language)})
    fields.append(_coded("OBS_STATUS", _STATUS, _STATUSES, language))
    fields.append(_coded("CONF_STATUS", _CONFIDENTIALITY, (FREE, NOT_FOR_PUBLICATION), language))
    return {"fields": fields, "primaryKey": [axis.name for axis in table.axes], "missingValues": [""]}


def _codes(axis: Axis) -> tuple[str, ...]:
    return tuple(inert(item.code) for item in axis.items)


def _coded(name: str, title: Term, codes: tuple[str, ...], language: Language) -> Json:
    constraints = {"required": True} | ({"enum": list(codes)} if codes else {})
    return {"name": name, "type": "string", "title": _one(title, language), "constraints": constraints}


def _list_schema(name: str) -> Json:
    of = LISTS[name]
    fields = [{"name": column, "type": "string"} for column in of.columns]
    return {"fields": fields, "primaryKey": list(of.key), "missingValues": [""]}


def _one(term: Term, language: Language) -> str:
    return one_line(term.in_(language))


def _bytes(told: Json) -> bytes:
    return (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode()
