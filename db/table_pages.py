"""Reads the rows of SQLite's tables straight from their pages, stepping over pages that are gone.

Source: https://www.sqlite.org/fileformat2.html, sections 1.6 and 2.1. Tables without rowid are not read.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from observatory.security.page_cipher import PAGE_BYTES, RESERVED_BYTES

Value = int | float | str | bytes | None
Row = tuple[int, tuple[Value, ...]]
"""Row id and values."""

_USABLE = PAGE_BYTES - RESERVED_BYTES
GONE = bytes(_USABLE) + b"\xff" * RESERVED_BYTES
"""Stands for a page that cannot be opened; one that is all zeros may be the end of a long value."""

_LEAF, _INTERIOR = 0x0D, 0x05
_MOST_LOCAL = _USABLE - 35
_LEAST_LOCAL = (_USABLE - 12) * 32 // 255 - 23
_INTEGER_BYTES = (0, 1, 2, 3, 4, 6, 8)
_REAL, _ZERO, _ONE, _FIRST_BLOB = 7, 8, 9, 12


class _UnreadableError(Exception):
    """A page, a cell or a value is not what it should be."""


@dataclass(frozen=True, slots=True)
class SchemaRow:
    """A line of sqlite_schema: `kind` is table, index, trigger or view."""

    kind: str
    name: str
    root: int
    sql: str


def schema(pages: bytes | bytearray) -> tuple[SchemaRow, ...]:
    """What the database says it holds, as far as it can be read; without SQLite's own tables."""
    lines = (values for _, values in rows(pages, 1))
    told = (SchemaRow(str(kind), str(name), _whole(root), str(sql)) for kind, name, _, root, sql in lines if sql)
    return tuple(line for line in told if not line.name.startswith("sqlite_"))


def rows(pages: bytes | bytearray, root: int) -> Iterator[Row]:
    """Every row of a table that can still be read, in the order of the row ids."""
    waiting, seen = [root], set[int]()
    while waiting:
        number = waiting.pop()
        if number in seen:
            continue
        seen.add(number)
        try:
            page, start = _page(pages, number), 100 if number == 1 else 0
            kind, cells = page[start], _cells(page, start)
            if kind == _INTERIOR:
                children = [*(_number(page, cell) for cell in cells), _number(page, start + 8)]
                waiting.extend(reversed(children))
        except (_UnreadableError, IndexError, struct.error):
            continue
        if kind == _LEAF:
            yield from _leaf(pages, page, cells)


def _leaf(pages: bytes | bytearray, page: bytes, cells: list[int]) -> Iterator[Row]:
    for cell in cells:
        try:
            length, at = _varint(page, cell)
            row_id, at = _varint(page, at)
            values = tuple(_values(_payload(pages, page, at, length)))
        except (_UnreadableError, IndexError, struct.error):
            continue
        yield row_id - (1 << 64) if row_id >> 63 else row_id, values


def _page(pages: bytes | bytearray, number: int) -> bytes:
    page = bytes(pages[(number - 1) * PAGE_BYTES : number * PAGE_BYTES])
    if number < 1 or len(page) < PAGE_BYTES:
        raise _UnreadableError
    return page


def _cells(page: bytes, start: int) -> list[int]:
    count = int.from_bytes(page[start + 3 : start + 5])
    first = start + (12 if page[start] == _INTERIOR else 8)
    if first + 2 * count > _USABLE:
        raise _UnreadableError
    return [int.from_bytes(page[at : at + 2]) for at in range(first, first + 2 * count, 2)]


def _payload(pages: bytes | bytearray, page: bytes, at: int, length: int) -> bytes:
    """The record's bytes, also those that did not fit into the leaf."""
    if length > len(pages):
        raise _UnreadableError
    if length <= _MOST_LOCAL:
        return page[at : at + length]
    local = _LEAST_LOCAL + (length - _LEAST_LOCAL) % (_USABLE - 4)
    local = local if local <= _MOST_LOCAL else _LEAST_LOCAL
    content, following = page[at : at + local], _number(page, at + local)
    while len(content) < length:
        overflow = _page(pages, following)
        if overflow == GONE:
            raise _UnreadableError
        content += overflow[4:_USABLE]
        following = _number(overflow, 0)
    return content[:length]


def _values(record: bytes) -> Iterator[Value]:
    end, at = _varint(record, 0)
    content = end
    while at < end:
        serial, at = _varint(record, at)
        value, content = _value(record, serial, content)
        yield value


def _value(record: bytes, serial: int, at: int) -> tuple[Value, int]:
    if serial >= _FIRST_BLOB:
        end = at + (serial - _FIRST_BLOB) // 2
        piece = record[at:end]
        if len(record) < end:
            raise _UnreadableError
        return (piece.decode(errors="replace") if serial % 2 else piece), end
    if serial in (_ZERO, _ONE):
        return serial - _ZERO, at
    if serial == _REAL:
        return struct.unpack_from(">d", record, at)[0], at + 8
    size = _INTEGER_BYTES[serial]
    return (int.from_bytes(record[at : at + size], signed=True) if size else None), at + size


def _varint(content: bytes, at: int) -> tuple[int, int]:
    number = 0
    for place in range(at, at + 8):
        number = number << 7 | content[place] & 0x7F
        if not content[place] & 0x80:
            return number, place + 1
    return number << 8 | content[at + 8], at + 9


def _number(page: bytes, at: int) -> int:
    return int(struct.unpack_from(">I", page, at)[0])


def _whole(value: Value) -> int:
    return value if isinstance(value, int) else 0
