"""The next piece is read while one is worked on, never more, and what goes wrong is told."""

from collections.abc import Iterator
from threading import Event, get_ident

import pytest

from db.read_ahead import read_ahead


def test_pieces_come_in_order_and_from_another_thread() -> None:
    found = list(read_ahead(lambda piece: (piece, get_ident()), range(5)))
    assert [piece for piece, _ in found] == list(range(5))
    assert len({thread for _, thread in found} - {get_ident()}) == 1
    assert list(read_ahead(str, [])) == []


def test_it_is_one_piece_ahead_and_no_further() -> None:
    begun: list[int] = []
    second = Event()

    def read(piece: int) -> int:
        begun.append(piece)
        if piece == 1:
            second.set()
        return piece

    pieces = read_ahead(read, range(9))
    assert next(pieces) == 0
    assert second.wait(5)
    assert begun == [0, 1]
    pieces.close()  # type: ignore[attr-defined]


def test_a_failure_is_raised_where_its_piece_would_stand() -> None:
    def read(piece: int) -> int:
        return 10 // piece

    pieces: Iterator[int] = read_ahead(read, [5, 0, 1])
    assert next(pieces) == 2
    with pytest.raises(ZeroDivisionError):
        next(pieces)
