"""A question to the store: a measure by some dimensions over a window, if the content model can protect its answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from observatory.codelists import codelist
from observatory.errors import WrongUse
from observatory.periods import MONTHS_OF, Period, Window
from observatory.summary.counted import EVENTS
from observatory.summary.facts import Profile
from observatory.terms import Term

YEAR_MONTHS, POOLED_MONTHS = 12, 36


class Measure(StrEnum):
    """What is asked of the events: their number, rate, ratio to the general population, or share of the known."""

    COUNT = "count"
    RATE = "rate"
    SMR = "smr"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Dimension:
    """A characteristic that events can be told by: the cube that counts it, its place there, and its published list."""

    name: str
    title: Term
    cube: str
    place: int
    list_name: str
    inside_only: bool = False


def _dimension(name: str, cube: str, place: int, list_name: str, *, inside_only: bool = False) -> Dimension:
    title = codelist(list_name).title if name not in _TITLES else _TITLES[name]
    return Dimension(name, title, cube, place, list_name, inside_only)


_TITLES = {
    "type": Term("Tipo di evento", "Event type"),
    "sex": Term("Sesso", "Sex"),
    "age": Term("Fascia d’età", "Age band"),
    "on_duty": Term("In servizio al momento dell’evento", "On duty at the time"),
}
DIMENSIONS: Mapping[str, Dimension] = {
    each.name: each
    for each in (
        _dimension("force", EVENTS, 0, "force"),
        _dimension("type", EVENTS, 1, "event_type"),
        _dimension("sex", "T5", 0, "sex"),
        _dimension("age", "T5", 1, "age_published"),
        _dimension("rank", "T6a", 0, "rank_published"),
        _dimension("seniority", "T6b", 0, "seniority"),
        _dimension("position", "T6c", 0, "position"),
        _dimension("method", "T7a", 0, "method_published"),
        _dimension("place", "T7c", 0, "place", inside_only=True),
        _dimension("on_duty", "T7d", 0, "answer", inside_only=True),
    )
}
STEPS = {"year": "A", "half-year": "S", "four-months": "T", "quarter": "Q"}
"""Ways to divide the window, each with the kind of its periods."""

MEASURE_LABELS: Mapping[Measure, Term] = {
    Measure.COUNT: Term("Numero", "Number"),
    Measure.RATE: Term("Tasso per 100 000", "Rate per 100,000"),
    Measure.SMR: Term("Rapporto con la popolazione generale", "Ratio to the general population"),
    Measure.SHARE: Term("Percentuale sui noti", "Share of the known"),
}
STEP_LABELS = {
    "year": Term("anno", "year"),
    "half-year": Term("semestre", "half-year"),
    "four-months": Term("quadrimestre", "four-month period"),
    "quarter": Term("trimestre", "quarter"),
}
_BY = Term("{measure}, per {by}", "{measure}, by {by}")
_DENOMINATED = frozenset({"force", "sex", "age"})


@dataclass(frozen=True, slots=True)
class Question:
    """A measure, the dimensions it is asked by in their printed order, and whole periods. Raises `WrongUse` if none."""

    measure: Measure
    by: tuple[str, ...]
    window: Window

    def __post_init__(self) -> None:
        unknown = [name for name in self.by if name not in DIMENSIONS and name not in STEPS]
        if unknown or len(set(self.by)) < len(self.by):
            raise WrongUse(_UNKNOWN.with_values(known=", ".join((*DIMENSIONS, *STEPS))))
        if len([name for name in self.by if name in STEPS]) > 1 or len({d.cube for d in self.dimensions}) > 1:
            raise WrongUse(_APART)
        if not _is_whole(self.window, "Q" if self.step is None else STEPS[self.step]):
            raise WrongUse(_WINDOW)
        self._refuse_measure()

    def _refuse_measure(self) -> None:
        names = {each.name for each in self.dimensions}
        if self.measure is not Measure.COUNT and "type" in names:
            raise WrongUse(_ONLY_COUNTED)
        if self.measure is Measure.RATE and not names <= _DENOMINATED:
            raise WrongUse(_NO_DENOMINATOR)
        if self.measure is Measure.SMR and not names <= {"force"}:
            raise WrongUse(_ONLY_FORCES)
        if self.measure is Measure.SHARE and len(names) != 1:
            raise WrongUse(_ONE_AT_A_TIME)

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """Without time, in the order asked."""
        return tuple(DIMENSIONS[name] for name in self.by if name in DIMENSIONS)

    @property
    def step(self) -> str | None:
        """How the window is divided."""
        return next((name for name in self.by if name in STEPS), None)

    @property
    def steps(self) -> tuple[Window, ...]:
        """The parts of the window, the oldest first; the whole window alone where it is not divided."""
        if self.step is None:
            return (self.window,)
        months = MONTHS_OF[STEPS[self.step]]
        return tuple(
            Window(self.window.first + n, self.window.first + (n + months - 1))
            for n in range(0, len(self.window), months)
        )

    @property
    def cube(self) -> str:
        """What counts the events by these characteristics."""
        return next((each.cube for each in self.dimensions), EVENTS)

    @property
    def code(self) -> str:
        """As `rate:force,year`."""
        return f"{self.measure.value}:{','.join(self.by)}"

    def refuse_beyond(self, profile: Profile) -> None:
        """Raises `WrongUse` for what an audience may not have: the limits of its summary are those of its questions."""
        names = {each.name for each in self.dimensions}
        if any(each.inside_only for each in self.dimensions) and not profile.internal:
            raise WrongUse(_INSIDE)
        if "force" in names and not profile.by_force:
            raise WrongUse(_NO_FORCES)
        if len(self.steps[0]) < YEAR_MONTHS and (not profile.short or names - {"type"}):
            raise WrongUse(_SHORT)
        is_close = len(self.by) > 1 or len(self.window) < POOLED_MONTHS
        if self.cube != EVENTS and not profile.crossed and is_close:
            raise WrongUse(_CROSSED)


def question_from(code: str, window: Window) -> Question:
    """From `Question.code`; raises `WrongUse` for what this version does not know."""
    measure, _, by = code.partition(":")
    return Question(Measure(measure), tuple(name for name in by.split(",") if name), window)


def question_words(code: str) -> Term:
    """In words: the measure, and what it is told by."""
    measure, _, by = code.partition(":")
    what = MEASURE_LABELS[Measure(measure)]
    names = [STEP_LABELS.get(name) or DIMENSIONS[name].title for name in by.split(",") if name]
    told = Term(", ".join(_small(name.it) for name in names), ", ".join(_small(name.en) for name in names))
    return _BY.with_values(measure=what, by=told) if names else what


def _small(title: str) -> str:
    return title[:1].lower() + title[1:]


def parse_window(text: str) -> Window:
    """From `2019..2023`, `2021-Q1..2022-Q4` or one period; raises `WrongUse` for anything else, or a single month."""
    first, _, last = text.partition("..")
    ends = Period.parse(first), Period.parse(last or first)
    window = Window(ends[0].window.first, ends[1].window.last)
    if "M" in (ends[0].kind, ends[1].kind) or window.last < window.first:
        raise WrongUse(_WINDOW)
    return window


def _is_whole(window: Window, kind: str) -> bool:
    months = MONTHS_OF[kind]
    return (window.first.number - 1) % months == 0 and window.last.number % months == 0 and window.first <= window.last


_UNKNOWN = Term(
    "Dimensioni possibili, ciascuna una volta: {known}. Nulla è stato fatto.",
    "Possible dimensions, each once: {known}. Nothing was done.",
)
_APART = Term(
    "Queste dimensioni si contano a parte e non si incrociano: force con type, sex con age, oppure una sola altra; in "
    "più una sola divisione del tempo. Un incrocio più fitto farebbe riconoscere i casi. Nulla è stato fatto.",
    "These dimensions are counted apart and not crossed: force with type, sex with age, or one other alone; besides "
    "one division of time only. A closer crossing would make cases recognisable. Nothing was done.",
)
_WINDOW = Term(
    "Indicare una finestra di periodi interi, dal primo all’ultimo (2019..2023, 2021-Q1..2022-Q4): trimestri almeno, e "
    "anni interi se si divide per anno. Nulla è stato fatto.",
    "Give a window of whole periods, from the first to the last (2019..2023, 2021-Q1..2022-Q4): quarters at least, and "
    "whole years where it is divided by year. Nothing was done.",
)
_ONLY_COUNTED = Term(
    "I tipi di evento si possono soltanto contare: tassi e percentuali sono dei decessi per suicidio in servizio. "
    "Nulla è stato fatto.",
    "Event types can only be counted: rates and shares are of deaths by suicide of serving personnel. Nothing was "
    "done.",
)
_NO_DENOMINATOR = Term(
    "Il tasso si dà per force, sex e age: per le altre dimensioni non c’è un denominatore. Usare share. Nulla è stato "
    "fatto.",
    "Rates are given by force, sex and age: for other dimensions there is no denominator. Use share. Nothing was done.",
)
_ONLY_FORCES = Term(
    "Il confronto con la popolazione generale si dà per force e per tempo. Nulla è stato fatto.",
    "The comparison with the general population is given by force and time. Nothing was done.",
)
_ONE_AT_A_TIME = Term(
    "Le percentuali si danno per una sola dimensione, oltre al tempo. Nulla è stato fatto.",
    "Shares are given by one dimension, besides time. Nothing was done.",
)
_INSIDE = Term(
    "Luogo e servizio al momento dell’evento restano dentro l’Osservatorio. Nulla è stato fatto.",
    "Place and duty at the time stay inside the Observatory. Nothing was done.",
)
_NO_FORCES = Term(
    "Per l’esterno le Forze non si distinguono. Nulla è stato fatto.",
    "Outside, forces are not told apart. Nothing was done.",
)
_SHORT = Term(
    "Periodi più brevi di dodici mesi si danno solo per le quattro Forze insieme, e dentro l’Osservatorio o nella nota "
    "interforze. Nulla è stato fatto.",
    "Periods shorter than twelve months are given for the four forces together only, inside the Observatory or in the "
    "inter-force note. Nothing was done.",
)
_CROSSED = Term(
    "Fuori dai membri si dà una caratteristica per volta, su almeno tre anni insieme. Nulla è stato fatto.",
    "Beyond members one characteristic is given at a time, over at least three years together. Nothing was done.",
)
