"""Inter-force meetings and what became of their decisions (T12): no person is concerned, so nothing is hidden."""

from collections import Counter
from collections.abc import Iterable

from observatory.codelists import codelist
from observatory.disclosure.tables import TOTAL
from observatory.meetings.meeting import Decision, Meeting
from observatory.periods import Month, Window
from observatory.summary import windows
from observatory.summary.content import Axis, Item, Observation, PublishedTable
from observatory.summary.facts import Facts
from observatory.summary.published import Observations, axis, grid, time_axis
from observatory.terms import Term

OPEN = ("AP", "CO")
OVERDUE = "SC"
_STATES = ("AP", "CO", "SC", "AT", "VE", "AN")


def held_in(facts: Facts, window: Window) -> tuple[Meeting, ...]:
    return tuple(m for m in facts.meetings if m.held_on and Month.of(m.held_on) in window)


def until_now(facts: Facts) -> Window:
    """Everything until the end of the period."""
    return Window(Month(1990, 1), facts.windows.last)


def decisions(facts: Facts) -> tuple[Decision, ...]:
    """All decisions taken until the end of the period."""
    return tuple(d for m in held_in(facts, until_now(facts)) for item in m.agenda for d in item.decisions)


def state(decision: Decision, facts: Facts) -> str:
    """The decision's state on the summary's day: open or in progress past its due date is overdue."""
    late = decision.due_on is not None and decision.due_on < facts.as_of
    return OVERDUE if decision.status in OPEN and late else str(decision.status)


def by_state(facts: Facts) -> Counter[str]:
    return Counter(state(d, facts) for d in decisions(facts))


def t12(facts: Facts) -> tuple[PublishedTable, ...]:
    """Nothing where no meeting was held, no decisions where none was taken."""
    meetings = (_meetings(facts),) if held_in(facts, until_now(facts)) else ()
    return (*meetings, _decisions(facts)) if decisions(facts) else meetings


def _meetings(facts: Facts) -> PublishedTable:
    w = facts.windows
    columns = tuple(dict.fromkeys((w.current, w.rolling))) if facts.profile.short else (w.rolling,)
    kinds = [code.code for code in codelist("meeting_type")]
    rows = axis("meeting", "meeting_type", kinds)
    observations: Observations = {}
    for window in columns:
        held = Counter(str(m.kind) for m in held_in(facts, window))
        at = windows.code(window)
        observations |= {(kind, at): Observation(held[kind]) for kind in kinds}
        observations[TOTAL, at] = Observation(held.total())
    title = Term("Riunioni interforze tenute", "Inter-force meetings held")
    return PublishedTable("T12a", title, windows.label(w.rolling), (rows, time_axis(columns)), observations)


def _decisions(facts: Facts) -> PublishedTable:
    taken = decisions(facts)
    cells = Counter((str(d.element), state(d, facts)) for d in taken)
    rows = axis("element", "element", {element for element, _ in cells})
    columns = axis("state", "decision_status", _STATES)
    columns = Axis(columns.name, columns.title, _in_order(columns.items))
    observations = grid(rows, columns, lambda element, at: Observation(_sum(cells, element, at)))
    return PublishedTable(
        "T12b",
        Term("Decisioni per elemento di prevenzione e stato", "Decisions by prevention element and state"),
        Term("fino {last}", "up {last}").with_values(last=windows.up_to(facts.windows.last)),
        (rows, columns),
        observations,
        notes=(_STATES_NOTE,),
    )


def _in_order(items: Iterable[Item]) -> tuple[Item, ...]:
    by_code = {item.code: item for item in items}
    return tuple(by_code[code] for code in (*_STATES, TOTAL))


def _sum(cells: Counter[tuple[str, str]], element: str, at: str) -> int:
    return sum(n for (e, s), n in cells.items() if element in (e, TOTAL) and at in (s, TOTAL))


_STATES_NOTE = Term(
    "Scaduta: aperta o in corso oltre il termine alla data dei dati. Verificata: l’effetto è stato misurato.",
    "Overdue: open or in progress past its due date on the day of the data. Verified: the effect was measured.",
)
