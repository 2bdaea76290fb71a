"""What a link says of two cases, and which links hold: the words that the rest of this package reasons with."""

from collections.abc import Iterable, Iterator

from observatory.links.case_link import CaseLink
from observatory.links.validation import ACTIVE

SAME_EVENT, SAME_PERSON, POSSIBLE, EXCLUDED = "SE", "SP", "PO", "NO"
"""Codes of the list `link_kind`. Each answers for the whole pair: whoever finds two events of one person says «same
person», so that «ruled out» means neither the same event nor the same person."""

BY_CODE, BY_LIAISONS, BY_LIKENESS = "CF", "RF", "CS"
"""Codes of the list `link_basis`."""

Pair = frozenset[str]
"""The ids of two cases, in no order."""


def pair_of(link: CaseLink) -> Pair:
    """The two cases; fewer than two ids where retention has taken one away."""
    return frozenset(end for end in (link.case_a, link.case_b) if end)


def active(links: Iterable[CaseLink], *kinds: str) -> Iterator[CaseLink]:
    """The links that hold and have both their cases, of these kinds or of any."""
    for link in links:
        if link.status == ACTIVE and len(pair_of(link)) > 1 and (not kinds or link.kind in kinds):
            yield link


def other_end(link: CaseLink, case_id: str) -> str | None:
    """The case at the other end; None where retention has taken it away."""
    return link.case_b if link.case_a == case_id else link.case_a
