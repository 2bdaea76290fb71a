"""What active links make of the cases: events and persons, as connected components.

Cases linked as the same event are one event, and hence one person; cases linked as the same person, or with the same
person code, are one person. «Possible» joins nothing, «ruled out» joins nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from observatory.cases.case import Case
from observatory.links.case_link import CaseLink
from observatory.links.kinds import SAME_EVENT, SAME_PERSON, active, pair_of

Groups = Mapping[str, frozenset[str]]
"""For every case the ids of its group, its own included."""


@dataclass(frozen=True, slots=True)
class Components:
    """The events and the persons behind some cases."""

    events: Groups
    persons: Groups

    def counts(self) -> "Counts":
        """How many different events and persons there are."""
        return Counts(len(self.events), len(set(self.events.values())), len(set(self.persons.values())))


@dataclass(frozen=True, slots=True)
class Counts:
    """The same records counted three ways; persons are at most as many as events, events as many as cases.

    A person whose cases carry neither a code nor a link counts once for each event: the number is an upper bound.
    """

    cases: int
    events: int
    persons: int


def components(cases: Iterable[Case], links: Iterable[CaseLink]) -> Components:
    """Events and persons of these cases; links that lead elsewhere are passed over."""
    known = {case.id: case for case in cases}
    within = [link for link in links if pair_of(link) <= known.keys()]
    events = [pair_of(link) for link in active(within, SAME_EVENT)]
    persons = [pair_of(link) for link in active(within, SAME_EVENT, SAME_PERSON)]
    return Components(_groups(known, events), _groups(known, (*persons, *_same_codes(known.values()))))


def _same_codes(cases: Iterable[Case]) -> Iterator[frozenset[str]]:
    """Each case with the first that has its person code."""
    first: dict[str, str] = {}
    for case in cases:
        if case.person_code:
            yield frozenset({case.id, first.setdefault(case.person_code, case.id)})


def _groups(ids: Iterable[str], pairs: Iterable[frozenset[str]]) -> Groups:
    """Connected components: the smaller group always joins the larger."""
    members = {name: {name} for name in ids}
    for pair in pairs:
        small, large = sorted((members[name] for name in (min(pair), max(pair))), key=len)
        if small is not large:
            large |= small
            members.update(dict.fromkeys(small, large))
    frozen = {id(group): frozenset(group) for group in members.values()}
    return {name: frozen[id(group)] for name, group in members.items()}
