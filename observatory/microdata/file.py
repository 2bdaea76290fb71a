"""A record file: what would leave, how safe it is, and what of it the ledger remembers."""

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from observatory.cases.case import Case
from observatory.cases.counting import counts_in_rates, is_event
from observatory.codelists import FORCES, codelist
from observatory.microdata.columns import ALL, COLUMNS, Column, leaves_of
from observatory.microdata.generalised import Promise, Source, Values, diversity, grouped
from observatory.microdata.search import Found
from observatory.microdata.suppression import BLANK
from observatory.periods import Period, Window
from observatory.summary.finest import METHODS, covered
from observatory.summary.known import month_of
from observatory.summary.record_files import Group, RecordFile, suicide_codes
from observatory.summary.recount import Atom, recounted
from observatory.terms import Term


@dataclass(frozen=True)
class Microdata:
    """The rows as they would leave, in an order that tells nothing, with what was asked and what is reached."""

    window: Window
    promise: Promise
    found: Found
    records: tuple[Values, ...]
    """The finest values; they never leave."""

    @property
    def levels(self) -> tuple[tuple[Column, int], ...]:
        """Of every column, those that are left out too."""
        return tuple(zip(COLUMNS, self.found.node, strict=True))

    @property
    def columns(self) -> tuple[tuple[Column, int], ...]:
        """Those that leave, with their level."""
        return tuple((column, level) for column, level in self.levels if level < len(column.levels) - 1)

    @cached_property
    def rows(self) -> tuple[Values, ...]:
        """Sorted by what they say: their order is known to whoever has them, and tells nothing else."""
        return tuple(sorted(self._told(*kind) for kind in self.found.blanks.told.elements()))

    def _told(self, quasi: Values, sensitive: Values) -> Values:
        own, also = iter(quasi), iter(sensitive)
        values = [next(also) if column.is_sensitive else next(own) for column in COLUMNS]
        left = zip(self.levels, values, strict=True)
        return tuple(value for (column, level), value in left if level < len(column.levels) - 1)

    @property
    def k(self) -> int:
        """The size of the smallest group."""
        return min(group.total() for group in grouped(self.found.blanks.told).values())

    @property
    def l(self) -> int:  # noqa: E743 - the name that the literature gives it
        """The fewest known values of a sensitive column in a group; 0 where no such column leaves."""
        is_told = any(column.is_sensitive for column, _ in self.columns)
        return min(map(diversity, grouped(self.found.blanks.told).values())) if is_told else 0

    @property
    def text(self) -> str:
        """The file itself."""
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(column.name for column, _ in self.columns)
        writer.writerows(self.rows)
        return stream.getvalue()

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def label_of(column: Column, value: str) -> Term:
    """A value in words."""
    return _BLANKED if value == BLANK else column.labels(value)


def concerned(cases: Iterable[Case], window: Window) -> tuple[Case, ...]:
    """Deaths by suicide of serving personnel of the four forces in the window: whom a record file is about."""
    return tuple(c for c in cases if is_event(c) and counts_in_rates(c) and month_of(c) in window)


def source_of(cases: Sequence[Case]) -> Source:
    return Source(COLUMNS, tuple(leaves_of(case) for case in cases))


def without(source: Source, name: str) -> Source:
    """The same records, of which this column can only be left out."""
    columns = tuple(replace(c, levels=c.levels[-1:]) if c.name == name else c for c in source.columns)
    return Source(columns, source.records)


def lifted(found: Found, source: Source) -> Found:
    """What was found where columns could only be left out, by the levels of all columns."""
    levels = zip(found.node, source.columns, COLUMNS, strict=True)
    node = tuple(len(full.levels) - len(own.levels) + level for level, own, full in levels)
    return replace(found, node=node)


def as_told(source: Source, cases: Sequence[Case], found: Found, window: Window) -> RecordFile:
    """The groups of equal records that a reader will know, as the ledger of the summaries counts them."""
    members: dict[tuple[Values, Values], list[Case]] = {}
    for kind, case in zip(source.rows(found.node), cases, strict=True):
        members.setdefault(kind, []).append(case)
    inside: dict[tuple[Values, str], list[Case]] = {}
    method = _place("method") - len(source.quasi)
    for (kind, pattern), count in sorted(found.blanks.choices.items()):
        taken = [members[kind].pop() for _ in range(count)]
        told = tuple(BLANK if n in pattern else value for n, value in enumerate(kind[0]))
        inside.setdefault((told, kind[1][method]), []).extend(taken)
    groups = (_group(quasi, told, found, (window, tuple(of))) for (quasi, told), of in sorted(inside.items()))
    return RecordFile(window, tuple(groups))


def _group(quasi: Values, method: str, found: Found, of: tuple[Window, tuple[Case, ...]]) -> Group:
    window, cases = of
    of_column = dict(zip([c.name for c in COLUMNS if not c.is_sensitive], quasi, strict=True)) | {"method": method}
    told = {name: _leaves(name, found.node[_place(name)], value) for name, value in of_column.items()}
    events = frozenset(at for force in told["force"] for at in suicide_codes(force))
    persons = frozenset((sex, age) for sex in told["sex"] for age in told["age"])
    methods = frozenset(at for code in told["method"] for at in covered("T7a", (code,)))
    ranks = frozenset((rank,) for rank in told["rank"])
    codes = {"events": events, "T5": persons, "T6a": ranks, "T7a": methods}
    return Group(_span(of_column["period"], window), codes, len(cases), _inside(cases))


def _inside(cases: tuple[Case, ...]) -> Counter[Atom]:
    return Counter({at: n for at, n in recounted(cases, ()).items() if at[0] in ("events", "T5", "T6a", "T7a")})


def _span(value: str, window: Window) -> Window:
    if value in (ALL, BLANK):
        return window
    own = Period.parse(value).window
    return Window(max(own.first, window.first), min(own.last, window.last))


def _leaves(name: str, level: int, value: str) -> tuple[str, ...]:
    """The codes of the summary that a value of the file may stand for."""
    if name not in _PUBLISHED:
        return ()
    everything = _PUBLISHED[name]()
    group = COLUMNS[_place(name)].levels[level].group
    return tuple(leaf for leaf in everything if value == BLANK or group(leaf) == value)


def _codes(list_name: str) -> tuple[str, ...]:
    return tuple(code.code for code in codelist(list_name))


_PUBLISHED: Mapping[str, Callable[[], tuple[str, ...]]] = {
    "force": lambda: FORCES,
    "sex": lambda: _codes("sex"),
    "age": lambda: _codes("age_published"),
    "rank": lambda: _codes("rank_published"),
    "method": lambda: METHODS,
}


def _place(name: str) -> int:
    return [column.name for column in COLUMNS].index(name)


_BLANKED = Term("cella tolta", "cell suppressed")
