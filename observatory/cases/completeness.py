"""How much of a case is known: the share of its mandatory fields that tell something."""

from observatory.cases.case import Case
from observatory.cases.counting import NOT_TELLING, is_known
from observatory.cases.fields import CASE
from observatory.codelists import codelist
from observatory.fields import Field
from observatory.selection import UNANSWERED, Condition, Selection

FIREARM = "FUO"
WITHOUT_METHOD = frozenset({"AP", "ID", "DS"})
"""Event types for which rule V2 asks no method."""


def mandatory_fields(case: Case) -> tuple[str, ...]:
    """The fields that this case must answer: the required ones, the method (V2) and the firearm's ownership (V3)."""
    names = tuple(field.name for field in CASE.fields if field.required)
    method = ("method",) if case.event_type not in WITHOUT_METHOD else ()
    ownership = ("firearm_ownership",) if case.method == FIREARM else ()
    return names + method + ownership


def completeness(case: Case) -> int:
    """Per cent of the mandatory fields that are known, rounded down; «not known» and «not collected» are not."""
    names = mandatory_fields(case)
    return 100 * sum(is_known(getattr(case, name)) for name in names) // len(names)


def incomplete_conditions() -> tuple[Condition, ...]:
    """The conditions of which an incomplete case meets at least one."""
    required = ((field.name, _unknown_codes(field) | {UNANSWERED}) for field in CASE.fields if field.required)
    conditional = ((name, _unknown_codes(CASE[name])) for name in ("method", "firearm_ownership"))
    return (*required, *conditional)


def _unknown_codes(field: Field) -> frozenset[str]:
    if not field.is_coded:
        return frozenset()
    return frozenset(code for code in NOT_TELLING if code in codelist(field.codelist))


def incomplete_selection() -> Selection:
    """The recorded cases whose completeness is under 100."""
    return Selection(any_of=(incomplete_conditions(),))
