"""The versions of a shared instrument: adopted by decision, each closing the one before it."""

from dataclasses import replace
from datetime import date, timedelta

from observatory.procedures.procedure import Procedure, ProcedureVersion

ADOPTED = "AD"


def adopted(procedure: Procedure, version: ProcedureVersion) -> Procedure:
    """The instrument with a version adopted, in place of the draft of the same id or as a new one; its status follows.

    The version names its decision, the day of adoption and the first day of validity.
    """
    others = tuple(each for each in procedure.versions if each.id != version.id)
    first = min((day for each in (*others, version) if (day := each.adopted_on)), default=None)
    grown = replace(procedure, status=ADOPTED, adopted_on=procedure.adopted_on or first, versions=(*others, version))
    return succeeded(grown)


def succeeded(procedure: Procedure) -> Procedure:
    """Each version without an end ends on the day before the next one begins; a version without a beginning waits."""
    closed = tuple(_closed(version, procedure.versions) for version in procedure.versions)
    return procedure if closed == procedure.versions else replace(procedure, versions=closed)


def version_on(procedure: Procedure, day: date) -> ProcedureVersion | None:
    """The version in force on that day."""
    begun = (v for v in procedure.versions if v.valid_from and v.valid_from <= day)
    valid = (version for version in begun if not version.valid_to or day <= version.valid_to)
    return max(valid, key=lambda version: version.valid_from or date.min, default=None)


def next_number(procedure: Procedure) -> int:
    return max((version.number or 0 for version in procedure.versions), default=0) + 1


def overlaps(procedure: Procedure) -> tuple[int, ...]:
    """The versions, by place, that are still valid when the next one begins."""
    return tuple(
        place
        for place, version in enumerate(procedure.versions)
        if version.valid_to and (after := _next_start(version, procedure.versions)) and version.valid_to >= after
    )


def _closed(version: ProcedureVersion, every: tuple[ProcedureVersion, ...]) -> ProcedureVersion:
    after = _next_start(version, every)
    if version.valid_to is not None or after is None:
        return version
    return replace(version, valid_to=after - timedelta(days=1))


def _next_start(version: ProcedureVersion, every: tuple[ProcedureVersion, ...]) -> date | None:
    starts = (each.valid_from for each in every if each.id != version.id)
    return min((s for s in starts if s and version.valid_from and s > version.valid_from), default=None)
