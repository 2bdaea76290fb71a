"""What an attack on written files came to, in words: the same on the command line and in the window."""

from collections.abc import Iterator

from observatory.disclosure.files_attack import Attacker, Verdict
from observatory.terms import Term


def leak(found: Verdict, attacker: Attacker) -> Term | None:
    """That tables must not be published; None where nothing was narrowed."""
    return _LEAKS.with_values(**_numbers(found, attacker)) if found.narrow else None


def defence(found: Verdict, attacker: Attacker) -> Iterator[Term]:
    """What held, and for which cells or tables only the certificate speaks."""
    yield _SAFE.with_values(**_numbers(found, attacker))
    if found.aside:
        yield _ASIDE.with_values(n=found.aside)
    if found.undecided:
        yield _UNDECIDED.with_values(n=len(found.undecided))


def _numbers(found: Verdict, attacker: Attacker) -> dict[str, object]:
    return {"attacker": attacker, "n": len(found.narrow), "sensitive": found.sensitive, "exact": found.exact}


_LEAKS = Term(
    "L’attaccante {attacker} restringe {n} celle sensibili su {sensitive} oltre il loro intervallo ({exact} le legge "
    "esatte): non pubblicare queste tavole.",
    "Attacker {attacker} narrows {n} of {sensitive} sensitive cells beyond their interval ({exact} of them exactly): "
    "do not publish these tables.",
)
_SAFE = Term(
    "L’attaccante {attacker} non restringe alcuna delle {sensitive} celle sensibili oltre il suo intervallo.",
    "Attacker {attacker} narrows none of the {sensitive} sensitive cells beyond its interval.",
)
_ASIDE = Term(
    "Tavole del registro nate da altri conteggi, lasciate da parte: {n}. Per esse vale il certificato.",
    "Tables of the ledger made from other counts, left aside: {n}. For them the certificate speaks.",
)
_UNDECIDED = Term(
    "Per {n} di queste la ricerca con numeri interi non è arrivata in fondo: per esse vale il certificato.",
    "For {n} of them the search over whole numbers did not come to its end: for these the certificate speaks.",
)
