"""An attacker who has kept every edition of the summary: all their files in one linear program.

Own reading of the files and own recount of the records. He even knows what was registered between two editions, so
that all editions speak of the same unknowns. What he must not learn is set against what he knew before the last one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from random import Random
from types import ModuleType

import highspy
import numpy as np
from scipy.sparse import coo_array, csr_array

from observatory.exports.csv_tables import write_csv
from observatory.summary.content import Summary
from observatory.summary.facts import Facts
from observatory.terms import Language

Group = tuple[str, ...]
TOTAL = "_T"
THRESHOLDS = {"members": 3, "interforce": 5, "external": 10}
LISTS = {
    "T5": (("M", "F", "X", "NN"), ("A1", "A2", "A3", "A4", "NN")),
    "T6a": (("R01", "R2", "R3", "R45", "NN"),),
    "T6b": (("A1", "A2", "A3", "A4", "NN"),),
    "T6c": (("IS", "AS", "SS", "IN", "AL", "NN"),),
    "T7a": (("IMP", "PRE", "ALT", "NN", "FUO-SE", "FUO-SA", "FUO-PR", "FUO-PA", "FUO-NN"),),
    "T7c": (("AB", "CA", "UF", "VE", "PU", "SA", "AL", "NN"),),
    "T7d": (("S", "N", "NN"),),
    "T9": (("1", "2", "3", "4", "5", "9", "NN"),),
    "T8 C01": (("S-C", "S-O", "N", "NN"),),
    "T8 C11": (("S-C", "S-O", "N", "NN"),),
    "T10a": (("P", "S", "T", "V", "O"), ("PS", "CC", "GF", "PP")),
    "T10b": (("W10", "W20", "W21", "W30", "W40", "W41", "W42", "W50", "W60"),),
    "T10c": (("1", "2", "3", "4", "NN"),),
    "contact": (("S-3", "S-W", "S-L", "N"),),
    **dict.fromkeys(("I-03", "I-04", "I-05", "I-06", "I-09", "I-10b"), (("S", "N", "NN"),)),
    "I-07": (("72H", "7G", "30G", "90G", "180G", "365G"), ("S-R", "S-A", "S-U", "N", "NN")),
    "firearm": (("S", "N"),),
}
"""The codes of each kind of count, as the manual lists them; of the circumstances, which are alike, a common one and a
rare one."""

Made = tuple[Facts, Summary]
Cell = tuple[frozenset[Group], float | None]


Narrowed = tuple[frozenset[Group], int, float, float]
"""A sum, a direction, how far the sum reaches in it, and how far it should."""


@dataclass
class Reader:
    """Unknown counts of lasting records, what the editions say of sums of them, and the sums worth knowing."""

    lasting: Counter[Group]
    known: list[tuple[frozenset[Group], int]] = field(default_factory=list)
    equal: list[tuple[frozenset[Group], frozenset[Group]]] = field(default_factory=list)

    def count(self, groups: Iterable[Group]) -> int:
        return sum(self.lasting[group] for group in groups)

    def narrowed(self, wanted: dict[frozenset[Group], tuple[float, float]]) -> Iterator[Narrowed]:
        """Of sums that must seem possible so much lower and so much higher: those that do not, and by how much."""
        column, width = self.merged(wanted)
        rows = [(g, (), n) for g, n in dict(self.known).items()] + [
            (a, b, self.count(a) - self.count(b)) for a, b in dict.fromkeys(self.equal)
        ]
        entries = {(r, column[g]): s for r, (a, b, _) in enumerate(rows) for part, s in ((a, 1), (b, -1)) for g in part}
        at = np.array(list(entries), dtype=int).reshape(-1, 2)
        matrix = coo_array((list(entries.values()), (at[:, 0], at[:, 1])), shape=(len(rows), width)).tocsr()
        sums = {g: np.bincount(list({column[x] for x in g}), minlength=width).astype(float) for g in wanted}
        program = Program(matrix, [n for *_, n in rows])
        for sign, place in ((-1, 0), (1, 1)):
            goals = {g: self.count(g) + sign * shift[place] for g, shift in wanted.items() if shift[place] > 0}
            for group in self.missed(sums, goals, sign, program):
                end = float(sums[group] @ program.farthest(sign * sums[group]))
                if sign * (goals[group] - end) > 1e-6:
                    yield group, sign, end, goals[group]

    def merged(self, wanted: Iterable[frozenset[Group]]) -> tuple[dict[Group, int], int]:
        """A column for each set of groups that no sum tells apart."""
        inside: dict[Group, list[int]] = {}
        told = [*dict(self.known), *(side for pair in dict.fromkeys(self.equal) for side in pair), *wanted]
        for number, groups in enumerate(told):
            for group in groups:
                inside.setdefault(group, []).append(number)
        kinds: dict[tuple[int, ...], int] = {}
        return {g: kinds.setdefault(tuple(n), len(kinds)) for g, n in inside.items()}, len(kinds)

    @staticmethod
    def missed(
        sums: dict[frozenset[Group], np.ndarray], goals: dict[frozenset[Group], float], sign: int, program: "Program"
    ) -> list[frozenset[Group]]:
        """Those that one state of affairs after the other, each with as many as possible at their goal, leaves over.

        Of two that make up a known sum only one can be: so each time a draw decides which are tried.
        """
        left, draw, patience = list(goals), Random(0), 3  # noqa: S311 - the same every time
        while left and patience:
            tried = [g for g in left if draw.random() < 0.5] or left
            state = program.farthest(sign * sum(sums[g] for g in tried))
            still = [g for g in left if sign * (goals[g] - sums[g] @ state) > 1e-6]
            patience -= len(still) > len(left) * 0.9
            left = still
        return left


class Program:
    """All counts from zero to a thousand that agree with what was told; solved again from where it last ended."""

    def __init__(self, matrix: csr_array, told: Sequence[int]) -> None:
        height, width = matrix.shape
        model = highspy.HighsLp()
        model.num_row_, model.num_col_ = height, width
        model.col_lower_, model.col_upper_ = np.zeros(width), np.full(width, 1_000.0)
        model.row_lower_ = model.row_upper_ = np.array(told, dtype=float)
        model.col_cost_ = np.zeros(width)
        rows = model.a_matrix_
        rows.format_ = highspy.MatrixFormat.kRowwise
        rows.start_, rows.index_, rows.value_ = matrix.indptr, matrix.indices, matrix.data.astype(float)
        self.columns = np.arange(width, dtype=np.int32)
        self.solver = highspy.Highs()
        self.solver.silent()
        self.solver.passModel(model)

    def farthest(self, direction: np.ndarray) -> np.ndarray:
        """A state of affairs at which this sum is largest."""
        self.solver.changeColsCost(len(self.columns), self.columns, -direction)
        self.solver.run()
        assert self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return np.array(self.solver.getSolution().col_value)


def events(files: ModuleType, force: str, kind: str, of: Iterable[int]) -> frozenset[Group]:
    return frozenset(files.events(force, kind, of))


def leaves(name: str, codes: Sequence[str], window: Iterable[int]) -> frozenset[Group]:
    """The unknowns of a table's cell; codes of several leaves are named after the first letters of these."""
    under = [
        [leaf for leaf in axis if code in (TOTAL, leaf) or leaf.startswith(f"{code}-")]
        for axis, code in zip(LISTS[name], codes, strict=True)
    ]
    return frozenset((name, *at, str(month)) for at in product(*under) for month in window)


def recount(files: ModuleType, facts: Facts) -> Counter[Group]:
    """Every record at the finest that any edition tells apart, with its month."""
    counts: Counter[Group] = Counter()
    for case in facts.cases:
        if case.force in files.FORCES and case.month and case.event_type and case.status not in ("ES", "DU"):
            month = str(files.number(case.month))
            counts["event", case.force, files.kind(case), month] += 1
            if files.kind(case) in ("SUC", "SUP"):
                counts.update((*one, month) for one in persons_of(files, case))
    months = sorted({int(group[-1]) for group in counts})
    for month in range(months[0], months[-1] + 13):
        of_month = range(month, month + 1)
        counts.update((*renamed(group), str(month)) for group in files.done(facts, of_month))
        counts.update((*renamed(group), str(month)) for group in files.followed(facts, of_month))
        counts.update((*group, str(month)) for group in files.repeated(facts, of_month))
    return counts


def persons_of(files: ModuleType, case: object) -> Iterator[Group]:
    owner = case.firearm_ownership or "NN"
    for group in files.told_of(case, broad=False):
        if group[0] == "T7a" and group[1] == "FUO":
            yield ("T7a", f"FUO-{owner}")
        elif group[0] == "T8" and f"T8 {group[1]}" in LISTS:
            yield (f"T8 {group[1]}", {"C": "S-C", "O": "S-O"}.get(group[2], group[2]))
        elif group[0] in LISTS:
            yield group


def renamed(group: Group) -> Group:
    """By the codes of the lists above."""
    if group[0] == "T10d":
        return ("firearm", "S" if group[2] == "True" else "N")
    if group[0] == "contact" and group[1] != "N":
        return ("contact", f"S-{group[1]}")
    return (*group[:-1], f"S-{group[-1]}") if group[0] == "I-07" and group[-1] in "RAU" else group


def indicator(name: str, measure: str, windows: dict[str, range]) -> frozenset[Group]:
    """What a cell of T11 counts."""
    if name.startswith("I-02"):
        early = ("S-3",) if name == "I-02a" else ("S-3", "S-W")
        codes = {"yes": early, "no": {"S-3", "S-W", "S-L"} - set(early), "unknown": ("N",), "known": ("S",)}[measure]
        return frozenset().union(*(leaves("contact", (code,), windows["acting"]) for code in codes))
    if name == "I-08":
        codes = {"yes": ("S-R",), "no": ("S-A",), "unknown": ("S-U",), "known": ("S-R", "S-A")}[measure]
        return frozenset().union(*(leaves("I-07", (TOTAL, code), windows["acting"]) for code in codes))
    if name.startswith("I-07"):
        due = name.removeprefix("I-07-")
        return frozenset().union(*(leaves("I-07", (due, code), windows["acting"]) for code in SAID[measure]))
    if name == "I-10a":
        codes = {"yes": ("1",), "unknown": ("NN",), "known": ("1", "2", "3", "4")}[measure]
        return frozenset().union(*(leaves("T10c", (code,), windows["acting"]) for code in codes))
    window = windows.get(name, windows["acting"])
    return frozenset().union(*(leaves(name, (code,), window) for code in SAID[measure]))


def cells(files: ModuleType, facts: Facts, export: object) -> Iterator[Cell]:  # noqa: C901, PLR0912, PLR0915 - a case per table
    """What every line of every file counts, and what it says; a code without a line is a zero."""
    short = facts.profile.short
    pooled, acting = export.pooled(), export.rolling() if short else export.pooled()
    for name, rows in export.rows.items():
        seen = set()
        for row in rows:
            value, measure = float(row["OBS_VALUE"]) if row["OBS_VALUE"] else None, row.get("measure", "events")
            groups: frozenset[Group] | None = None
            if name.startswith(("T1", "T2", "T3", "T4")) and name[:3] not in ("T10", "T12", "T13", "T14"):
                kinds = {"events": row.get("kind", "SU"), "pending": "SUP"}
                if measure in kinds:
                    of = files.told_in(name, row, export)
                    groups = events(files, row.get("force", TOTAL), kinds[measure], of)
            elif name == "T14" and measure == "events":
                groups = events(files, TOTAL, "SU", files.months(row["window"]))
            elif name == "T13b":
                groups = events(files, TOTAL, {"pending": "SUP", "events": "SU"}[measure], files.months(row["time"]))
            elif name == "T13d" and measure in ("events", "intervals"):
                groups = events(files, TOTAL, row["kind"], pooled)
            elif name == "T13c" and measure in ("events", "known"):
                groups = answers(files, row["field"], measure, pooled)
            elif name == "T12c" and row["step"] in ("EVENTS", "ACTIONS"):
                of_both = events(files, TOTAL, "DEATH", pooled) | events(files, TOTAL, "OTHER", pooled)
                groups = of_both if row["step"] == "EVENTS" else leaves("T10a", [TOTAL, TOTAL], pooled)
            elif name == "T8" and measure in SAID and f"T8 {row['circumstance']}" in LISTS:
                cube = f"T8 {row['circumstance']}"
                groups = frozenset().union(*(leaves(cube, (code,), pooled) for code in SAID[measure]))
            elif name == "T10d" and measure in ("events", "intervals"):
                groups = leaves(row["interval"], [TOTAL if measure == "events" else "S"], acting)
            elif name == "T11" and measure in SAID and not row["indicator"].startswith("I-12"):
                windows = {"acting": acting, "I-06": pooled, "I-09": range(export.last - 23, export.last - 11)}
                groups = indicator(row["indicator"], measure, windows)
            elif name.startswith(("T5", "T6", "T7", "T9", "T10a", "T10b", "T10c")) and measure == "events":
                codes = tuple(v for k, v in row.items() if k not in NOT_CODES)
                seen.add(codes)
                groups = of_table(
                    name, codes, acting if name.startswith("T10") else pooled, broad=not facts.profile.internal
                )
            if groups is not None:
                yield groups, value
        if name.startswith(("T5", "T6", "T7", "T9")):
            yield from ((groups, 0) for groups in unseen(name, seen, pooled, broad=not facts.profile.internal))


SAID = {"yes": ("S",), "crisis": ("S-C",), "no": ("N",), "unknown": ("NN",), "known": ("S", "N")}
NOT_CODES = ("OBS_VALUE", "OBS_STATUS", "CONF_STATUS", "measure")


def answers(files: ModuleType, table: str, measure: str, pooled: range) -> frozenset[Group]:
    return (
        events(files, TOTAL, "SU", pooled) if measure == "events" else of_table(table, ("KNOWN",), pooled, broad=False)
    )


def of_table(  # noqa: PLR0911 - a case per table
    name: str, codes: Sequence[str], window: range, *, broad: bool
) -> frozenset[Group]:
    if name in ("T5a", "T5b"):
        if codes[0] == "KNOWN":
            return leaves("T5", (TOTAL, TOTAL), window) - of_table(name, ("NN",), window, broad=broad)
        return leaves("T5", (codes[0], TOTAL) if name == "T5a" else (TOTAL, codes[0]), window)
    if name == "T7b":
        if codes[0] == "KNOWN":
            return leaves("T7a", ("FUO",), window) - leaves("T7a", ("FUO-NN",), window)
        return leaves("T7a", ("FUO" if codes[0] == TOTAL else f"FUO-{codes[0]}",), window)
    if codes[0] == "KNOWN":
        return leaves(name, (TOTAL,), window) - leaves(name, ("NN",), window)
    if name == "T7a" and codes[0] == "ALT" and broad:
        return frozenset().union(*(leaves(name, (code,), window) for code in ("IMP", "PRE", "ALT")))
    return leaves(name, codes, window)


def unseen(name: str, seen: set[Group], pooled: range, *, broad: bool) -> Iterator[frozenset[Group]]:
    axes = {"T5a": LISTS["T5"][:1], "T5b": LISTS["T5"][1:], "T7b": (("SE", "SA", "PR", "PA", "NN"),)}
    lists = axes.get(name) or (
        LISTS[name] if name != "T7a" else (("FUO", "ALT", "NN") + (() if broad else ("IMP", "PRE")),)
    )
    for codes in product(*lists):
        if codes not in seen:
            yield of_table(name, codes, pooled, broad=broad)


def read(files: ModuleType, made: Sequence[Made], folder: Path) -> list[list[Cell]]:
    found = []
    for number, (facts, summary) in enumerate(made):
        own = folder / str(number)
        write_csv(summary, Language.IT, own)
        last = facts.windows.last
        found.append(list(cells(files, facts, files.Export.read(own, f"{last.year}-{last.number:02d}"))))
    return found


def learnt(files: ModuleType, made: Sequence[Made], folder: Path) -> Iterator[str]:
    """What each edition in turn, the first one by itself too, tells of counts that one of those so far protects."""
    told, counts = read(files, made, folder), [recount(files, facts) for facts, _ in made]
    for last in range(1, len(made) + 1):
        yield from newly_learnt(files, made[:last], told[:last], counts[:last])


def newly_learnt(
    files: ModuleType, made: Sequence[Made], told: Sequence[Sequence[Cell]], counts: Sequence[Counter[Group]]
) -> Iterator[str]:
    """The protected counts of any edition that all together narrow further than all but the last had done."""
    looked = [frozenset().union(*(groups for groups, _ in one)) for one in told]
    lasting: Counter[Group] = Counter()
    for group in frozenset().union(*looked):
        lasting[group] = min(count[group] for count, seen in zip(counts, looked, strict=True) if group in seen)
    reader = Reader(lasting, equal=list(ties(files, looked)))
    names, wanted = worth_knowing(reader, made, told, counts)
    found = list(reader.narrowed(wanted))
    known = were_known(reader, [cell for one in told[:-1] for cell in one], found)
    for groups, sign, end, goal in found:
        if (groups, sign) not in known:
            yield f"{names[groups]} {min(groups)}, {len(groups)}: {end} instead of {goal}"


Shifts = dict[frozenset[Group], tuple[float, float]]


def worth_knowing(
    reader: Reader, made: Sequence[Made], told: Sequence[Sequence[Cell]], counts: Sequence[Counter[Group]]
) -> tuple[dict[frozenset[Group], str], Shifts]:
    """Whose sums the small ones are and how far each must reach; what is told, the reader knows."""
    names: dict[frozenset[Group], str] = {}
    wanted: Shifts = {}
    for (facts, _), own, count in zip(made, told, counts, strict=True):
        threshold = THRESHOLDS[facts.audience]
        for groups, value in own:
            truth = sum(count[group] for group in groups)
            if value is not None:
                assert value == truth, (facts.windows.period.code, facts.audience, min(groups))
                reader.known.append((groups, reader.count(groups)))
            elif 0 < truth < threshold:
                lower, higher = wanted.get(groups, (0, 0))
                wanted[groups] = (max(lower, reader.count(groups)), max(higher, threshold - truth))
                names[groups] = f"{facts.windows.period.code} {facts.audience}"
    for groups in left_over(told):
        truth, threshold = reader.count(groups), min(THRESHOLDS[facts.audience] for facts, _ in made)
        if 0 < truth < threshold and groups not in wanted:
            wanted[groups], names[groups] = (truth, threshold - truth), "derived"
    public = dict(reader.known)
    return names, {groups: shift for groups, shift in wanted.items() if groups not in public}


def left_over(told: Sequence[Sequence[Cell]]) -> Iterator[frozenset[Group]]:
    """What is left of a window's events without those of another that begins or ends with it."""
    windows: dict[frozenset[Group], dict[frozenset[int], frozenset[Group]]] = {}
    for one in told:
        for groups, _ in one:
            if groups and min(groups)[0] == "event":
                codes, months = frozenset(g[:-1] for g in groups), frozenset(int(g[-1]) for g in groups)
                windows.setdefault(codes, {}).setdefault(months, groups)
    for same in windows.values():
        for (months, whole), (others, part) in product(same.items(), same.items()):
            if others < months and (min(months) == min(others) or max(months) == max(others)):
                yield whole - part


def were_known(
    reader: Reader, before: Sequence[Cell], found: Sequence[Narrowed]
) -> frozenset[tuple[frozenset[Group], int]]:
    """Those, with their direction, of which editions before the last had told as much already."""
    known = [(told, reader.count(told)) for told, value in before if value is not None]
    beyond: Shifts = {}
    for groups, sign, end, _ in found:
        down, up = beyond.get(groups, (0, 0))
        shift = sign * (end - reader.count(groups)) + 1e-3
        beyond[groups] = (shift, up) if sign < 0 else (down, shift)
    ends = Reader(reader.lasting, known, reader.equal).narrowed(beyond)
    return frozenset((groups, sign) for groups, sign, *_ in ends)


def ties(files: ModuleType, looked: Sequence[frozenset[Group]]) -> Iterator[tuple[frozenset[Group], frozenset[Group]]]:
    """Month by month: deaths by any characteristic, postvention by delay, measures by what is known of their end."""
    seen = {(group[0], int(group[-1])) for one in looked for group in one}
    for name, month in sorted(seen):
        if name in ("T5", "T6a", "T6b", "T6c", "T7a", "T7c", "T7d", "T9", "I-06") or name.startswith("T8 "):
            yield leaves(name, [TOTAL] * len(LISTS[name]), [month]), events(files, TOTAL, "SU", [month])
        if name == "T10c":
            yield leaves("T10c", [TOTAL], [month]), leaves("T10a", ["V", TOTAL], [month])
        if name in ("firearm", "I-03", "I-04", "I-05"):
            yield leaves(name, [TOTAL], [month]), leaves("T10b", [TOTAL], [month])
        if name == "I-10b":
            yield leaves(name, [TOTAL], [month]), leaves("T10a", ["V", TOTAL], [month])
        if name == "I-09":
            yield (
                leaves(name, [TOTAL], [month]),
                events(files, TOTAL, "TE", [month]) | events(files, TOTAL, "TX", [month]),
            )
