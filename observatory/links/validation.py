"""Rules of a link over its answers together: two different cases, and a revocation told whole."""

from collections.abc import Iterator
from datetime import date

from observatory.errors import Problem
from observatory.links.case_link import CaseLink
from observatory.terms import Term

ACTIVE, REVOKED = "AT", "RE"
_SAME_CASE = Term(
    "I due casi sono lo stesso: scegliere un altro caso.", "The two cases are the same one: choose another case."
)
_REVOKED_WITHOUT_DAY = Term(
    "Il collegamento è revocato: indicare la data della revoca.", "The link is revoked: give the date of revoking."
)
_REVOKED_WITHOUT_REASON = Term(
    "Il collegamento è revocato: indicare il motivo.", "The link is revoked: give the reason."
)
_REVOKED_STILL_ACTIVE = Term(
    "Vi è una data di revoca ma il collegamento è attivo: correggere lo stato o togliere la data.",
    "There is a date of revoking but the link is active: correct the status or clear the date.",
)
_REVOKED_BEFORE = Term(
    "La revoca precede la decisione: correggere una delle due date.",
    "The revoking is before the decision: correct one of the two dates.",
)


def case_link_problems(link: CaseLink, _today: date) -> Iterator[Problem]:
    """The rules over the answers of a link together."""
    if link.case_a and link.case_a == link.case_b:
        yield Problem("case_b", "same_case", _SAME_CASE)
    if link.status == REVOKED and not link.revoked_on:
        yield Problem("revoked_on", "revoked_without_day", _REVOKED_WITHOUT_DAY)
    if link.status == REVOKED and not link.revoked_reason:
        yield Problem("revoked_reason", "revoked_without_reason", _REVOKED_WITHOUT_REASON)
    if link.status == ACTIVE and link.revoked_on:
        yield Problem("status", "revoked_still_active", _REVOKED_STILL_ACTIVE)
    if link.revoked_on and link.decided_on and link.revoked_on < link.decided_on:
        yield Problem("revoked_on", "revoked_before", _REVOKED_BEFORE)
