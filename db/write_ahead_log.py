"""What SQLite's write-ahead log holds of committed pages, read without SQLite (https://www.sqlite.org/fileformat2.html)."""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from observatory.security.page_cipher import PAGE_BYTES

_HEADER, _FRAME_HEADER = struct.Struct(">8I"), struct.Struct(">6I")
_LITTLE, _BIG = 0x377F0682, 0x377F0683
_FRAME_BYTES = _FRAME_HEADER.size + PAGE_BYTES

Sum = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CommittedPages:
    """The newest committed version of each page, still encrypted, and how many pages the database then has.

    `frames` were used; `left` were written but never committed, or do not follow from those before.
    """

    pages: Mapping[int, bytes] = field(default_factory=dict)
    page_count: int = 0
    frames: int = 0
    left: int = 0


def committed(log: bytes) -> CommittedPages:
    """Read a log as SQLite recovers it: up to the last commit before the first frame that is not whole."""
    order, header = _order(log)
    if not order:
        return CommittedPages()
    known: dict[int, bytes] = {}
    pending: dict[int, bytes] = {}
    size = used = 0
    for count, (number, after_commit, page) in enumerate(_frames(log, order, header), 1):
        pending[number] = page
        if after_commit:
            known |= pending
            pending, size, used = {}, after_commit, count
    return CommittedPages(known, size, used, _written(log, header) - used)


def _order(log: bytes) -> tuple[str, tuple[int, ...]]:
    """The byte order of the sums, empty where there is no log that could be used."""
    if len(log) < _HEADER.size:
        return "", ()
    header = _HEADER.unpack_from(log)
    order = {_LITTLE: "<", _BIG: ">"}.get(header[0], "")
    is_whole = order and header[2] == PAGE_BYTES and _summed(log[:24], (0, 0), order) == header[6:8]
    return (order, header) if is_whole else ("", ())


def _frames(log: bytes, order: str, header: tuple[int, ...]) -> Iterator[tuple[int, int, bytes]]:
    running: Sum = header[6], header[7]
    for at in range(_HEADER.size, len(log) - _FRAME_BYTES + 1, _FRAME_BYTES):
        number, after_commit, *salts, first, second = _FRAME_HEADER.unpack_from(log, at)
        page = log[at + _FRAME_HEADER.size : at + _FRAME_BYTES]
        running = _summed(page, _summed(log[at : at + 8], running, order), order)
        if tuple(salts) != header[4:6] or running != (first, second) or not number:
            return
        yield number, after_commit, page


def _written(log: bytes, header: tuple[int, ...]) -> int:
    """Frames of this generation of the log, whole or not; older ones behind them carry other salts."""
    starts = range(_HEADER.size, len(log) - _FRAME_HEADER.size + 1, _FRAME_BYTES)
    return sum(_FRAME_HEADER.unpack_from(log, at)[2:4] == header[4:6] for at in starts)


def _summed(content: bytes, running: Sum, order: str) -> Sum:
    first, second = running
    for even, odd in struct.iter_unpack(f"{order}2I", content):
        first = (first + even + second) & 0xFFFFFFFF
        second = (second + odd + first) & 0xFFFFFFFF
    return first, second
