"""The protected counts behind an answer: alone first, then without what everything released before forbids."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from observatory.cases.case import Case
from observatory.codelists import FORCES
from observatory.disclosure.audit import release
from observatory.disclosure.rules import Audience
from observatory.disclosure.tables import (
    HIDDEN,
    TOTAL,
    Classification,
    Coordinates,
    Cube,
    SafeCell,
    SafeTable,
    TableSpec,
)
from observatory.interventions.intervention import Intervention
from observatory.periods import Period, Window
from observatory.population.reference import ReferencePopulation
from observatory.population.strength import Strength
from observatory.progress import Progress, silent
from observatory.summary import windows
from observatory.summary.beside_file import without_changes
from observatory.summary.counted import EVENTS, Count
from observatory.summary.earlier import Earlier
from observatory.summary.facts import PROFILES
from observatory.summary.finest import CUBES, ELSE, FIREARM, KNOWN, METHODS, UNKNOWN
from observatory.summary.grid import Edition
from observatory.summary.known import Known
from observatory.summary.ledger import to_hide
from observatory.summary.question import Measure, Question
from observatory.summary.record_files import RecordFile
from observatory.summary.recount import Atom, Recounts
from observatory.summary.told import ASKED, Shape, Values, window_of
from observatory.summary.windows import Windows

TYPES = ("SU", "SL", "SI", "TE", "TX", "AP", "AL", "ID", "DS")
"""The kinds of event that are told apart; a suicide under investigation counts as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What an answer rests on: the records as known on a day, for an audience; `seed` is the store’s secret."""

    audience: Audience
    as_of: date
    seed: int
    cases: tuple[Case, ...]
    interventions: tuple[Intervention, ...]
    strengths: tuple[Strength, ...]
    files: tuple[RecordFile, ...] = ()
    reference: ReferencePopulation | None = None
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Suppression:
    """How many counts an answer has and hides, and how many of these only because of what was released before."""

    cells: int
    hidden: int
    beside: int


@dataclass(frozen=True, slots=True)
class SafeCells:
    """The counts of an answer that may be read."""

    question: Question
    table: SafeTable
    known: Mapping[Window, int | None]
    """The known answers by window, where shares are asked; None where they may not be told."""
    suppression: Suppression
    beside: frozenset[Count]
    """What is hidden only because of what else is told."""

    def at(self, codes: Mapping[str, str], window: Window) -> SafeCell:
        """The count with these codes by dimension, the others in total."""
        return self.table[(*_coordinates(self.question, codes), windows.code(window))]

    @property
    def values(self) -> Values:
        """What a release of it has to remember."""
        return _values(self.question, self.table, self.known)


def safe_cells(
    question: Question, ground: Ground, earlier: Sequence[Earlier], progress: Progress = silent
) -> SafeCells:
    """Count, protect and audit; then hide what readers of everything released before could work out with it.

    Raises `Unprotectable` if that cannot be done.
    """
    recounts = Recounts()
    counts = recounts.of(Known(ground.cases, ground.interventions))
    alone = _protected(question, ground, counts)
    edition = _edition(question, ground, counts, _values(question, alone, _known(question, alone)))
    hidden = to_hide(edition, without_changes(earlier, recounts), progress)
    cells = {at: HIDDEN if _count(question, at) in hidden else cell for at, cell in alone.cells.items()}
    table = SafeTable(alone.name, alone.dimensions, cells)
    known = {w: None if _known_count(question, w) in hidden else n for w, n in _known(question, table).items()}
    gone = [at for at, cell in cells.items() if cell.value is None]
    beside = frozenset(_count(question, at) for at in gone if alone.cells[at].value is not None)
    return SafeCells(question, table, known, Suppression(len(cells), len(gone), len(beside)), beside)


def _protected(question: Question, ground: Ground, counts: Counter[Atom]) -> SafeTable:
    cube = _cube(question, counts)
    spec = TableSpec(ASKED + question.cube, cube.dimensions, _shown(question, cube, ground.audience))
    return release(cube, (spec,), ground.audience.rule, seed=ground.seed).tables[0]


def _cube(question: Question, counts: Mapping[Atom, int]) -> Cube:
    """The events of the window at their finest codes, by step."""
    step_of = {month.ordinal: windows.code(step) for step in question.steps for month in step.months}
    found: Counter[Coordinates] = Counter()
    for (cube, codes, month), n in counts.items():
        if cube == question.cube and month in step_of:
            found[(*codes, step_of[month])] += n
    return Cube((*CUBES[question.cube], _time(question)), found)


def _time(question: Question) -> Classification:
    whole = windows.code(question.window)
    steps = (windows.code(step) for step in question.steps)
    return Classification("time", {whole: "", **{step: whole for step in steps if step != whole}})


def _shown(question: Question, cube: Cube, audience: Audience) -> dict[str, frozenset[str]]:
    """All codes of what is asked, the total of the rest; without a type, deaths by suicide of serving personnel."""
    asked = {each.place: each.name for each in question.dimensions}
    shown = {}
    for place, axis in enumerate(cube.classifications[:-1]):
        codes = printed_codes(asked[place], audience) if place in asked else ()
        rest = ("SU",) if axis.name == "kind" and place not in asked else (TOTAL,)
        shown[axis.name] = frozenset((*codes, *(() if asked.get(place) == "type" else rest)))
    return shown


def printed_codes(name: str, audience: Audience) -> tuple[str, ...]:
    """The codes of a dimension that an audience may have, without the total."""
    if name == "force":
        return FORCES
    if name == "type":
        return TYPES
    if name == "method":
        return METHODS if PROFILES[audience].internal else (FIREARM, ELSE, UNKNOWN)
    places = {"sex": ("T5", 0), "age": ("T5", 1), "rank": ("T6a", 0), "seniority": ("T6b", 0), "position": ("T6c", 0)}
    cube, place = places.get(name) or {"place": ("T7c", 0), "on_duty": ("T7d", 0)}[name]
    return CUBES[cube][place].leaves


def _coordinates(question: Question, codes: Mapping[str, str]) -> Coordinates:
    by_place = {each.place: codes.get(each.name, TOTAL) for each in question.dimensions}
    default = {1: "SU"} if question.cube == EVENTS else {}
    return tuple(by_place.get(n, default.get(n, TOTAL)) for n in range(len(CUBES[question.cube])))


def counted(question: Question, codes: Mapping[str, str], window: Window) -> Count:
    """The events with these codes by dimension, the others in total."""
    return Count(question.cube, _coordinates(question, codes), window)


def _count(question: Question, at: Coordinates) -> Count:
    return Count(question.cube, at[:-1], window_of(at[-1]))


def _known_count(question: Question, window: Window) -> Count:
    return counted(question, {question.dimensions[0].name: KNOWN}, window)


def _known(question: Question, table: SafeTable) -> dict[Window, int | None]:
    """The denominators of shares: the total less what is not known, where both may be told."""
    if question.measure is not Measure.SHARE:
        return {}
    return {window: _known_in(question, table, window) for window in dict.fromkeys((*question.steps, question.window))}


def _known_in(question: Question, table: SafeTable, window: Window) -> int | None:
    name, code = question.dimensions[0].name, windows.code(window)
    total = table[(*_coordinates(question, {}), code)].value
    unknown = table.cells.get((*_coordinates(question, {name: UNKNOWN}), code), SafeCell(0, HIDDEN.status)).value
    return None if total is None or unknown is None else total - unknown


def _values(question: Question, table: SafeTable, known: Mapping[Window, int | None]) -> Values:
    told: dict[str, float | int | None] = {"|".join(at): cell.value for at, cell in table.cells.items()}
    if question.cube != EVENTS:
        for window, n in known.items():
            told["|".join((*_known_count(question, window).codes, windows.code(window)))] = n
    return {ASKED + question.cube: told}


def _edition(question: Question, ground: Ground, counts: Counter[Atom], values: Values) -> Edition:
    year = Windows(Period("A", question.window.last.year))
    shape = Shape(year, PROFILES[ground.audience], ground.as_of, ground.as_of)
    return Edition(shape, ground.audience.threshold, values, counts, files=ground.files)
