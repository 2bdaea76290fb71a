"""Rules of a shared instrument over its answers together: versions numbered once, validity in order."""

from collections.abc import Iterator
from datetime import date

from observatory.errors import Problem
from observatory.procedures.procedure import Procedure
from observatory.procedures.versions import ADOPTED, overlaps
from observatory.terms import Term

_REPEATED_NUMBER = Term(
    "Il numero è già di un’altra versione: usarne uno diverso.",
    "The number already belongs to another version: use a different one.",
)
_ENDS_BEFORE = Term(
    "La validità finisce prima di cominciare: correggere una delle due date.",
    "The validity ends before it begins: correct one of the two dates.",
)
_OVERLAPS = Term(
    "La versione vale ancora quando comincia la successiva: farla finire il giorno prima, o lasciare vuoto.",
    "The version is still valid when the next one begins: let it end the day before, or leave it empty.",
)
_ADOPTED_WITHOUT_DAY = Term(
    "Il documento è adottato: indicare la data della prima adozione.",
    "The instrument is adopted: give the date on which it was first adopted.",
)


def procedure_problems(procedure: Procedure, _today: date) -> Iterator[Problem]:
    """The rules over the answers of a shared instrument together."""
    if procedure.status == ADOPTED and procedure.adopted_on is None:
        yield Problem("adopted_on", "adopted_without_day", _ADOPTED_WITHOUT_DAY)
    seen: set[int] = set()
    for index, version in enumerate(procedure.versions):
        if version.number in seen:
            yield Problem(f"versions[{index}].number", "repeated_number", _REPEATED_NUMBER)
        if version.number is not None:
            seen.add(version.number)
        if version.valid_from and version.valid_to and version.valid_to < version.valid_from:
            yield Problem(f"versions[{index}].valid_to", "ends_before", _ENDS_BEFORE)
    for index in overlaps(procedure):
        yield Problem(f"versions[{index}].valid_to", "overlaps", _OVERLAPS)
