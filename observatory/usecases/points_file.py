"""The main points of a summary as a small TOML file to edit: one `[[point]]` each, with its words in both languages."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from observatory.errors import WrongUse
from observatory.summary.content import Edit, Summary
from observatory.terms import Language, Term

LARGEST_FILE = 64 * 1024
_ENTRIES = {"sentence", "it", "en"}


def points_lines(summary: Summary, language: Language) -> Iterator[str]:
    """The main points as they stand, ready to be edited; read again unchanged they change nothing."""
    yield from (f"# {line}" for line in _ABOUT.in_(language).splitlines())
    numbers = [edit.sentence for edit in summary.edits] or range(1, len(summary.sentences) + 1)
    for number, point in zip(numbers, summary.main_points, strict=True):
        yield from ("", "[[point]]", f"sentence = {number}")
        yield from (f"{each.value} = {json.dumps(point.in_(each), ensure_ascii=False)}" for each in Language)


def read_points(path: Path) -> tuple[Edit, ...]:
    """How the file edits the main points.

    Raises `WrongUse` for a file that cannot be read, is too large, or holds anything but points.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
        data = tomllib.loads(content[:LARGEST_FILE].decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        raise WrongUse(_UNREADABLE) from None
    points = data.get("point")
    if len(content) > LARGEST_FILE or set(data) != {"point"} or not isinstance(points, list) or not points:
        raise WrongUse(_UNREADABLE)
    return tuple(_edit(each, place) for place, each in enumerate(points, start=1))


def _edit(told: Mapping[str, Any], place: int) -> Edit:
    is_point = isinstance(told, dict) and type(told.get("sentence")) is int and set(told) <= _ENTRIES
    words = [told.get(each.value, "") for each in Language] if is_point else [None]
    if not all(isinstance(each, str) for each in words):
        raise WrongUse(_BAD.with_values(place=place))
    return Edit(told["sentence"], told.get("it", ""), told.get("en", ""))


_ABOUT = Term(
    "Un blocco per punto, nell’ordine in cui si stampano: spostarli, toglierne, riscriverne le parole.\n"
    "«sentence» dice quale frase generata; una lingua vuota o non riscritta tiene la frase generata.\n"
    "Solo numeri che la sintesi stampa; poi: observatory summary … --points FILE",
    "One block a point, in the order in which they are printed: move them, take some out, word them anew.\n"
    "“sentence” says which generated sentence; a language that is empty or not worded anew keeps it.\n"
    "Only numbers that the summary prints; then: observatory summary … --points FILE",
)
_UNREADABLE = Term(
    "Il file dei punti non si legge: serve un TOML con blocchi [[point]], come lo stampa --show-points. Nulla è stato "
    "preparato.",
    "The file of points cannot be read: it has to be TOML with blocks [[point]], as --show-points prints it. Nothing "
    "was prepared.",
)
_BAD = Term(
    "Punto {place}: servono «sentence» (un numero intero) e le parole in «it» e «en». Nulla è stato preparato.",
    "Point {place}: “sentence” (a whole number) and the words in “it” and “en” are needed. Nothing was prepared.",
)
