"""Which cases count: as suicides, as pending, in rates; said once for validation, statistics and summaries."""

from observatory.cases.case import Case
from observatory.codelists import FORCES, NOT_KNOWN, codelist

SUICIDE, UNDETERMINED_DEATH = "SU", "SI"
SUSPECTED, PENDING, CONFIRMED, RECLASSIFIED = "SO", "AC", "CO", "RI"
COUNTABLE = (SUSPECTED, PENDING, CONFIRMED, RECLASSIFIED)
"""The statuses that count; ruled out and duplicate do not."""

NOT_TELLING = (NOT_KNOWN, "NC")
"""Answers that are given and tell nothing: not known, not collected."""


def is_countable(case: Case) -> bool:
    """Whether the event counts at all: neither ruled out nor a duplicate."""
    return case.status in COUNTABLE


def is_event(case: Case) -> bool:
    """Whether summaries count it: countable, of one of the four forces, with its month and type."""
    return is_countable(case) and case.force in FORCES and case.month is not None and case.event_type is not None


def is_countable_suicide(case: Case) -> bool:
    """A death by suicide, suspected, pending, confirmed or reclassified; not ruled out, not a duplicate."""
    return case.event_type == SUICIDE and is_countable(case)


def is_pending(case: Case) -> bool:
    """Suspected or under inquiry: counted, and shown in a column of its own."""
    return case.status in (SUSPECTED, PENDING)


def is_serving(case: Case) -> bool:
    """Whether the person belonged to the strength; who left the service is recorded and shown apart.

    A position not known counts as serving, as the list's attribute `in_rates` says.
    """
    positions = codelist("position")
    return case.position is None or (
        case.position in positions and positions[case.position].attributes["in_rates"] == "1"
    )


def counts_in_rates(case: Case) -> bool:
    """Rule V9: a countable suicide of somebody serving in one of the four forces."""
    return is_countable_suicide(case) and is_serving(case) and case.force in FORCES


def is_known(value: str | None) -> bool:
    """Whether a coded value tells something: answered, and neither «not known» nor «not collected»."""
    return value not in (None, *NOT_TELLING)
