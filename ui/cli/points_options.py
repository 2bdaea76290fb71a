"""The options of a command that edits the main points of a summary, and what is said of them."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from observatory.terms import Language, Term, same
from ui.cli.output import say
from ui.cli.verbs import Option

if TYPE_CHECKING:
    from observatory.summary.content import Edit, Summary

POINTS = (
    Option(
        ("--points",),
        Term(
            "file TOML con «In evidenza» nell’ordine e con le parole volute (predefinito: come l’ultima volta)",
            "TOML file with the main points in the order and words wanted (default: as they stood last)",
        ),
        {"type": Path, "metavar": "P.toml"},
    ),
    Option(
        ("--show-points",),
        Term(
            "prepara la sintesi e ne stampa «In evidenza» come file TOML da modificare",
            "prepare the summary and print its main points as a TOML file to edit",
        ),
        {"action": "store_true"},
    ),
)


def asked_points(asked: argparse.Namespace) -> "tuple[Edit, ...] | None":
    """How the main points are edited; None where no file says so. Raises `WrongUse`."""
    from observatory.usecases.points_file import read_points

    return None if asked.points is None else read_points(asked.points)


def show_points(summary: "Summary", language: Language) -> None:
    from observatory.usecases.points_file import points_lines

    for line in points_lines(summary, language):
        say(same(line), language)


def tell_languages(summary: "Summary", language: Language) -> None:
    """Where words were typed in one language only, the other keeps the generated sentences: that is said."""
    from observatory.summary.points import ONE_LANGUAGE, edited_in

    edited = edited_in(summary.edits)
    if len(edited) == 1:
        say(ONE_LANGUAGE[edited[0]], language)
