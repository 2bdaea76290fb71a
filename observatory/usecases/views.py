"""The views at the left of the window: ready-made selections, each with how many records it holds.

To add a view: one line in the function of its entity.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from observatory.cases.completeness import incomplete_selection
from observatory.cases.overdue import overdue_selection
from observatory.fields import Entity
from observatory.periods import Month
from observatory.ports import UnitOfWork
from observatory.selection import EVERYTHING, TIME_FIELD, Selection
from observatory.terms import Term

ALL = Term("Tutti", "All")
_ALL_FEMININE = Term("Tutte", "All")
_THIS_YEAR = Term("Quest’anno", "This year")
_LAST_12_MONTHS = Term("Ultimi 12 mesi", "Last 12 months")


@dataclass(frozen=True, slots=True)
class View:
    """A named selection; `name` is stable and serves the window's memory."""

    name: str
    label: Term
    selection: Selection


def views(entity: Entity, today: date) -> tuple[View, ...]:
    """The views of an entity, the one with all its records first."""
    return _VIEWS[entity.name](today)


def view_counts(unit: UnitOfWork, entity: Entity, several: Iterable[View]) -> Iterator[tuple[str, int]]:
    """How many records each view holds, beside the view's name, one after the other."""
    records = unit.records(entity.name)
    return ((view.name, records.count(view.selection)) for view in several)


def _cases(today: date) -> tuple[View, ...]:
    month = Month.of(today)
    return (
        View("all", ALL, EVERYTHING),
        View("this_year", _THIS_YEAR, _since("case", f"{month.year:04d}-01")),
        View("last_12_months", _LAST_12_MONTHS, _since("case", str(month - 11))),
        View("to_complete", Term("Da completare", "To complete"), incomplete_selection()),
        View("pending", Term("Da accertare", "Pending"), _where("status", "SO", "AC")),
        View("overdue", Term("Conferme in ritardo", "Overdue confirmations"), overdue_selection(today)),
        View("deaths", Term("Decessi", "Deaths"), _where("event_type", "SU", "SI")),
        View("attempts", Term("Tentativi", "Attempts"), _where("event_type", "TE", "TI", "TA")),
        View("signals", Term("Ideazione e disagio", "Ideation and distress"), _where("event_type", "ID", "DS")),
        View("set_aside", Term("Esclusi e duplicati", "Ruled out and duplicates"), _where("status", "ES", "DU")),
    )


def _interventions(today: date) -> tuple[View, ...]:
    month = Month.of(today)
    postvention = tuple(f"V{number:02d}" for number in range(1, 9))
    return (
        View("all", ALL, EVERYTHING),
        View("this_year", _THIS_YEAR, _since("intervention", f"{month.year:04d}-01")),
        View("last_12_months", _LAST_12_MONTHS, _since("intervention", str(month - 11))),
        View("in_progress", Term("In corso", "In progress"), _where("outcome", "IC")),
        View("individual", Term("Individuali", "Individual"), _where("scope", "IN")),
        View("firearm", Term("Misure sull’arma", "Firearm measures"), _where("kind", "S12", "T06")),
        View("postvention", Term("Postvention", "Postvention"), _where("kind", *postvention)),
    )


def _meetings(today: date) -> tuple[View, ...]:
    first = f"{Month.of(today) - 11}-01"
    tomorrow = date.fromordinal(today.toordinal() + 1)
    return (
        View("all", _ALL_FEMININE, EVERYTHING),
        View("this_year", _THIS_YEAR, Selection(since=f"{today.year:04d}-01-01", until=f"{today.year:04d}-12-31")),
        View("last_12_months", _LAST_12_MONTHS, Selection(since=first, until=today.isoformat())),
        View("planned", Term("In programma", "Planned"), Selection(since=tomorrow.isoformat(), descending=False)),
        View("ordinary", Term("Ordinarie", "Ordinary"), _where("kind", "OR")),
        View("thematic", Term("Confronti tematici", "Thematic"), _where("kind", "CO")),
    )


def _strengths(today: date) -> tuple[View, ...]:
    return (
        View("all", _ALL_FEMININE, EVERYTHING),
        View("this_year", _THIS_YEAR, _since("strength", f"{today.year:04d}-Q1")),
        View("last_4_quarters", Term("Ultimi 4 trimestri", "Last 4 quarters"), _last_quarters(today)),
        View("provisional", Term("Provvisorie", "Provisional"), _where("status", "PROV")),
        View("whole_forces", Term("Forze intere", "Whole forces"), _whole_forces()),
    )


def _case_links(_today: date) -> tuple[View, ...]:
    active = ("status", frozenset({"AT"}))
    return (
        View("all", ALL, EVERYTHING),
        View("active", Term("Attivi", "Active"), _where("status", "AT")),
        View("same_event", Term("Stesso evento", "Same event"), Selection(where=(("kind", frozenset({"SE"})), active))),
        View(
            "same_person", Term("Stessa persona", "Same person"), Selection(where=(("kind", frozenset({"SP"})), active))
        ),
        View("revoked", Term("Revocati", "Revoked"), _where("status", "RE")),
    )


def _recommendations(today: date) -> tuple[View, ...]:
    return (
        View("all", _ALL_FEMININE, EVERYTHING),
        View("this_year", _THIS_YEAR, Selection(since=f"{today.year:04d}-01-01", until=f"{today.year:04d}-12-31")),
        View("drafts", Term("Bozze", "Drafts"), _where("status", "BO")),
        View("open", Term("Aperte", "Open"), _where("status", "DE", "TR")),
        View("closed", Term("Chiuse o sostituite", "Closed or superseded"), _where("status", "CH", "SO")),
    )


def _procedures(_today: date) -> tuple[View, ...]:
    return (
        View("all", ALL, EVERYTHING),
        View("adopted", Term("Adottati", "Adopted"), _where("status", "AD")),
        View("agreements", Term("Intese tecniche", "Technical agreements"), _where("kind", "IT")),
        View("guidelines", Term("Linee guida", "Guidelines"), _where("kind", "LG")),
        View("specifications", Term("Disciplinari tecnici", "Technical specifications"), _where("kind", "DT")),
    )


def _indicators(_today: date) -> tuple[View, ...]:
    return (
        View("all", ALL, EVERYTHING),
        View("to_judge", Term("Da giudicare", "To be judged"), Selection(without=("verdict",))),
        View("judged", Term("Giudicati", "Judged"), _where("verdict", "EF", "VE", "NS", "PE", "NV")),
    )


def _signals(_today: date) -> tuple[View, ...]:
    return (
        View("all", ALL, EVERYTHING),
        View("open", Term("Da esaminare", "To be examined"), _where("outcome", "NE", "VE", "AP")),
        View("confirmed", Term("Cluster confermati", "Confirmed clusters"), _where("outcome", "CL")),
        View("closed", Term("Chiusi", "Closed"), _where("outcome", "CH")),
    )


def _where(field: str, *codes: str) -> Selection:
    return Selection(where=((field, frozenset(codes)),))


def _since(entity: str, first: str) -> Selection:
    return Selection(since=first, order_by=TIME_FIELD[entity])


def _last_quarters(today: date) -> Selection:
    return _since("strength", (Month.of(today) - 12).quarter.code)


def _whole_forces() -> Selection:
    return Selection(without=("sex", "age_band", "rank_category", "macro_region"))


_VIEWS: Mapping[str, Callable[[date], tuple[View, ...]]] = {
    "case": _cases,
    "intervention": _interventions,
    "meeting": _meetings,
    "strength": _strengths,
    "case_link": _case_links,
    "recommendation": _recommendations,
    "procedure": _procedures,
    "indicator": _indicators,
    "signal": _signals,
}
