"""The records known on a day, and the lists and tallies of them that several tables rest on: each is made once."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from observatory.cases.case import Case
from observatory.cases.counting import counts_in_rates, is_event, is_pending, is_serving
from observatory.evaluation.record_answers import follow_ups, repeats
from observatory.interventions.intervention import Intervention, is_of_force
from observatory.periods import Month

_TALLIED = attrgetter("force", "event_type", "position", "status", "month")
"""What a case counts as: few combinations of many cases."""

ByMonth = Mapping[Month, Sequence[Case]]


@dataclass(frozen=True, eq=False)
class Known:
    """Cases and interventions as known at the end of a day."""

    cases: Sequence[Case]
    interventions: Sequence[Intervention]

    @cached_property
    def events(self) -> tuple[Case, ...]:
        """The cases that summaries count."""
        return tuple(case for case in self.cases if is_event(case))

    @cached_property
    def by_month(self) -> ByMonth:
        """The events, by when they happened."""
        found: dict[Month, list[Case]] = {}
        for case in self.events:
            found.setdefault(month_of(case), []).append(case)
        return found

    @cached_property
    def suicides(self) -> ByMonth:
        """Deaths by suicide of serving personnel, by when they happened."""
        return {month: list(filter(counts_in_rates, cases)) for month, cases in self.by_month.items()}

    @cached_property
    def tally(self) -> Counter[tuple[str, str, Month]]:
        """How many events by force, kind and month."""
        examples = {_TALLIED(case): case for case in self.events}
        found: Counter[tuple[str, str, Month]] = Counter()
        for at, number in Counter(map(_TALLIED, self.events)).items():
            case = examples[at]
            found[str(case.force), kind_of(case), month_of(case)] += number
        return found

    @cached_property
    def acts(self) -> tuple[Intervention, ...]:
        """The interventions that count."""
        return tuple(one for one in self.interventions if is_of_force(one))

    @cached_property
    def attempts(self) -> Counter[tuple[tuple[str, ...], Month]]:
        """How many attempts by whether another or a death followed, and by month; see `repeats`."""
        return Counter(((answer,), month) for answer, month in repeats(self.events))

    @cached_property
    def follow_ups(self) -> Counter[tuple[tuple[str, ...], Month]]:
        """How many follow-ups by what became of them and when they were due; see `follow_ups`."""
        return follow_ups(self.acts)


def month_of(case: Case) -> Month:
    return Month.parse(case.month or "1900-01")


def kind_of(case: Case) -> str:
    """The kind of event counted.

    Deaths by suicide of serving personnel, confirmed (SUC) or pending (SUP), of leavers (SL); interrupted attempts of
    both kinds together (TX); otherwise the event type.
    """
    if case.event_type == "SU":
        if not is_serving(case):
            return "SL"
        return "SUP" if is_pending(case) else "SUC"
    return "TX" if case.event_type in ("TI", "TA") else str(case.event_type)
