"""An attacker who has the whole export at once: all tables in one linear program, counts recounted from the records.

Own reading of the files, own classes of events, own solver: nothing here comes from the protection it attacks.
"""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import coo_array

from observatory.exports.csv_tables import write_csv
from observatory.summary.build import build_summary
from observatory.summary.content import Summary
from observatory.summary.facts import Facts
from observatory.terms import Language

FORCES = ("PS", "CC", "GF", "PP")
DEATHS, OTHERS = ("SUC", "SUP", "SL", "SI"), ("TE", "TX", "AP", "AL", "ID", "DS")
KINDS = {"SU": ("SUC", "SUP"), "DEATH": DEATHS, "OTHER": OTHERS}
TOTAL = "_T"
Group = tuple[str, ...]
"""What an unknown number counts: a table's own classes, or `event` with force, kind and month."""
Row = dict[str, str]


@dataclass
class Export:
    """Every line of every table, with the windows that the lines name."""

    rows: Mapping[str, list[Row]]
    last: int

    @classmethod
    def read(cls, folder: Path, last: str) -> "Export":
        rows = {}
        for path in folder.glob("T*.csv"):
            with path.open(encoding="utf-8", newline="") as file:
                rows[path.stem] = list(csv.DictReader(file))
        year, month = last.split("-")
        return cls(rows, int(year) * 12 + int(month) - 1)

    def pooled(self) -> range:
        return range(self.last - 35, self.last + 1)

    def rolling(self) -> range:
        return range(self.last - 11, self.last + 1)


def months(code: str) -> range:
    """The months of a window's code, as numbers: 2025, 2025-Q4, 2025-T3, 2025-S2, 2024-04--2025-03."""
    year = int(code[:4]) * 12
    if "--" in code:
        to = code.split("--")[1]
        return range(year + int(code[5:7]) - 1, int(to[:4]) * 12 + int(to[5:7]))
    if match := re.fullmatch(r"\d{4}-([QTS])(\d)", code):
        length = {"Q": 3, "T": 4, "S": 6}[match[1]]
        return range(year + length * (int(match[2]) - 1), year + length * int(match[2]))
    assert re.fullmatch(r"\d{4}", code), code
    return range(year, year + 12)


def events(force: str, kind: str, of: Iterable[int]) -> list[Group]:
    forces = FORCES if force == TOTAL else (force,)
    return [("event", *at) for at in product(forces, KINDS.get(kind, (kind,)), map(str, of))]


@dataclass
class Attack:
    """Unknown counts, what the files say of sums of them, and the sums worth knowing."""

    truth: Mapping[Group, int]
    known: list[tuple[list[Group], list[Group], int]] = field(default_factory=list)
    """Sums whose difference is told: some groups less some others make this number."""
    hidden: dict[str, list[Group]] = field(default_factory=dict)

    def tell(self, name: str, groups: list[Group], row: Row) -> None:
        if row["OBS_VALUE"]:
            assert int(row["OBS_VALUE"]) == self.count(groups), (name, row)
            self.known.append((groups, [], int(row["OBS_VALUE"])))
        else:
            assert row["OBS_STATUS"] == "Q", (name, row)
            self.hidden[f"{name} {'|'.join(v for k, v in row.items() if not k.isupper())}"] = groups

    def same(self, groups: list[Group], others: list[Group]) -> None:
        assert self.count(groups) == self.count(others), (groups[:3], others[:3])
        self.known.append((groups, others, 0))

    def count(self, groups: Iterable[Group]) -> int:
        return sum(self.truth.get(group, 0) for group in groups)

    def solve(self, threshold: int) -> dict[str, tuple[int, float, float]]:
        """Each protected count that is narrowed, with what it is and between which limits it must lie."""
        groups = sorted({g for a, b, _ in self.known for g in (*a, *b)} | {g for s in self.hidden.values() for g in s})
        column, width = merged(groups, [s for a, b, _ in self.known for s in (a, b)] + list(self.hidden.values()))
        entries = [(r, column[g], s) for r, (a, b, _) in enumerate(self.known) for p, s in ((a, 1), (b, -1)) for g in p]
        rows, columns, signs = (np.array(part) for part in zip(*entries, strict=True))
        matrix = coo_array((signs, (rows, columns)), shape=(len(self.known), width)).tocsr()
        matrix.data = np.sign(matrix.data)
        found = {}
        for name, wanted in self.hidden.items():
            count = self.count(wanted)
            if 0 < count < threshold:
                costs = np.zeros(width)
                costs[[column[g] for g in wanted]] = 1
                low, high = (least(sign * costs, matrix, [n for *_, n in self.known]) for sign in (1, -1))
                if low > 1e-6 or -high < threshold - 1e-6:
                    found[name] = (count, low, -high)
        return found


def least(costs: np.ndarray, matrix: object, values: list[int]) -> float:
    answer = linprog(costs, A_eq=matrix, b_eq=values, bounds=(0, 10_000_000), method="highs")
    assert answer.status == 0, answer.message
    return float(answer.fun)


def merged(groups: list[Group], sums: list[list[Group]]) -> tuple[dict[Group, int], int]:
    """A column for each set of groups that no sum tells apart."""
    inside: dict[Group, list[int]] = {group: [] for group in groups}
    for number, told in enumerate(sums):
        for group in told:
            inside[group].append(number)
    kinds: dict[tuple[int, ...], int] = {}
    return {g: kinds.setdefault(tuple(n), len(kinds)) for g, n in inside.items()}, len(kinds)


RANKS = {"R0": "R01", "R1": "R01", "R2": "R2", "R3": "R3", "R4": "R45", "R5": "R45"}
AGES = {"E1": "A1", "E2": "A1", "E3": "A2", "E4": "A3", "E5": "A4", "E6": "A4"}
METHODS = ("FUO", "IMP", "PRE")
ONE_WAY = {"T5a": "sex", "T5b": "age", "T6a": "rank", "T6b": "seniority", "T6c": "position", "T7a": "method"}
ONE_WAY |= {"T7b": "ownership", "T7c": "place", "T7d": "on_duty", "T9": "macro_region"}


def kind(case: object) -> str:
    if case.event_type == "SU":
        if case.position in ("C1", "C2"):
            return "SL"
        return "SUP" if case.status in ("SO", "AC") else "SUC"
    return "TX" if case.event_type in ("TI", "TA") else case.event_type


def number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def told_of(case: object, *, broad: bool) -> Iterator[Group]:
    method = case.method if case.method in METHODS else "NN" if case.method in (None, "NN") else "ALT"
    age = AGES.get(case.age_band, "NN")
    yield from (("T5", case.sex or "NN", age), ("T5a", case.sex or "NN"), ("T5b", age))
    yield ("T6a", RANKS.get(case.rank_category, "NN"))
    yield from (("T6b", case.seniority or "NN"), ("T6c", case.position or "NN"), ("T7c", case.place or "NN"))
    yield "T9", case.macro_region or "NN"
    yield ("T7a", "ALT" if broad and method in ("IMP", "PRE") else method)
    yield ("T7d", case.on_duty if case.on_duty in ("S", "N") else "NN")
    inside = ("P1", "P2", "P3", "P4", "P5", "PM")
    yield ("I-06", {None: "NN", "NN": "NN"}.get(case.service_contact, "S" if case.service_contact in inside else "N"))
    yield from (("T8", code, said(case, code)) for code in CIRCUMSTANCES)
    if method == "FUO":
        yield ("T7b", case.firearm_ownership or "NN")


def done(facts: Facts, window: range) -> Iterator[Group]:
    for one in facts.interventions:
        if one.force in FORCES and one.start and one.kind and number(one.start) in window:
            yield ("T10a", one.kind[0], one.force)
            if one.kind[0] == "V":
                yield ("T10c", one.postvention_delay or "NN")
                yield ("I-10b", {None: "NN", "NN": "NN", "4": "S"}.get(one.coverage, "N"))
            if one.scope == "IN":
                yield ("contact", soon(one.days_from_signal))
            if one.firearm_measure not in (None, "W00", "W70", "NN"):
                yield ("T10b", one.firearm_measure)
                yield ("T10d", "firearm", str(one.firearm_days is not None))
                yield ("I-03", "NN" if one.days_from_signal is None else "N" if one.days_from_signal > 1 else "S")
                yield ("I-04", one.concurrent_support if one.concurrent_support in ("S", "N") else "NN")
                yield ("I-05", {None: "NN", "NN": "NN", "RE": "S"}.get(one.firearm_outcome, "N"))


def soon(days: int | None) -> str:
    return "N" if days is None else "3" if days <= 3 else "W" if days <= 7 else "L"


def followed(facts: Facts, window: range) -> Iterator[Group]:
    back = {"RP": "R", "RL": "R", "NA": "A", "TR": "A", "CE": "A", "DE": "A"}
    for one in facts.interventions:
        for each in one.follow_ups if one.force in FORCES and one.start and one.kind else ():
            if each.due_month and number(each.due_month) in window:
                answer = back.get(each.return_to_duty, "U") if each.done == "S" else "N" if each.done == "N" else "NN"
                yield ("I-07", each.due, answer)


def repeated(facts: Facts, window: range) -> Iterator[Group]:
    """Each attempt of the window against every other event of the same person, one pair after the other."""
    told = [c for c in facts.cases if c.force in FORCES and c.month and c.event_type and c.status not in ("ES", "DU")]
    told.sort(key=lambda case: (case.month, case.id))
    for place, case in enumerate(told):
        if case.event_type in ("TE", "TI", "TA") and number(case.month) in window:
            same = [n for n, c in enumerate(told) if case.person_code and c.person_code == case.person_code]
            same = [n for n in same if told[n].event_type in ("TE", "TI", "TA", "SU", "SI")]
            near = [n for n in same if n != place and abs(number(told[n].month) - number(case.month)) <= 12]
            is_first = case.person_code and not [n for n in near if n < place]
            yield ("I-09", "NN" if not is_first else "S" if near else "N")


def changed(facts: Facts) -> Iterator[Group]:
    before = {case.id: case for case in facts.cases_before}
    for case in facts.cases:
        if case.force in FORCES:
            yield ("T13a", change(before.get(case.id), case, facts), group(case))


def group(case: object) -> str:
    return "DEATH" if case.event_type in ("SU", "SI") else "OTHER"


def change(before: object, now: object, facts: Facts) -> str:
    if before is None:
        return "NONE" if (now.month or "1900-01") > f"{facts.previous.as_of:%Y-%m}" else "LATE"
    if now.status in ("ES", "DU") and before.status not in ("ES", "DU"):
        return "EXCLUDED"
    if now.event_type != before.event_type:
        return "RECLASSIFIED"
    return "CONFIRMED" if now.status == "CO" != before.status else "NONE"


def recount(facts: Facts, export: Export) -> Counter[Group]:
    """Every class that some table counts, recounted from the records."""
    counts: Counter[Group] = Counter()
    for case in facts.cases:
        if case.force in FORCES and case.month and case.event_type and case.status not in ("ES", "DU"):
            counts["event", case.force, kind(case), str(number(case.month))] += 1
            if kind(case) in ("SUC", "SUP") and number(case.month) in export.pooled():
                counts.update(told_of(case, broad=not facts.profile.internal))
    acting = export.rolling() if facts.profile.short else export.pooled()
    counts.update(done(facts, acting))
    counts.update(followed(facts, acting))
    older = (g for g in done(facts, range(export.last - 35, acting[0])) if g[0] == "T10a")
    counts.update(("T10a, years before", *group[1:]) for group in older)
    counts.update(repeated(facts, range(export.last - 23, export.last - 11)))
    counts.update(changed(facts))
    return counts


def besieged(facts: Facts, export: Export) -> Attack:
    """Everything that the files say of events, persons, interventions and revisions, as sums of the same unknowns."""
    attack = Attack(recount(facts, export))
    for name, row in (
        (n, r) for n, rows in export.rows.items() for r in rows if r.get("measure", "events") == "events"
    ):
        if name.startswith(("T1", "T2", "T3", "T4")) and name[:3] not in ("T10", "T12", "T13", "T14"):
            cell = events(row.get("force", TOTAL), row.get("kind", "SU"), told_in(name, row, export))
            attack.tell(name, cell, row)
    for row in (r for n in ("T3a", "T13b") for r in export.rows.get(n, ()) if r["measure"] == "pending"):
        attack.tell("pending", events(TOTAL, "SUP", months(row["time"])), row)
    for row in (r for r in export.rows.get("T13b", ()) if r["measure"] == "events"):
        attack.tell("T13b", events(TOTAL, "SU", months(row["time"])), row)
    for row in (r for r in export.rows.get("T14", ()) if r["measure"] == "events"):
        attack.tell("T14", events(TOTAL, "SU", months(row["window"])), row)
    for row in (r for r in export.rows.get("T13d", ()) if r["measure"] in ("events", "intervals")):
        attack.tell("T13d", events(TOTAL, row["kind"], export.pooled()), row)
    persons(attack, export)
    circumstances(attack, export)
    actions(attack, export)
    indicators(attack, export)
    chain(attack, export)
    crossed(attack, export, "T13a", "change", "kind")
    derived(attack, facts, export)
    return attack


def told_in(name: str, row: Row, export: Export) -> range:
    """The months that a line counts; tables by kind and force are of one window only."""
    if "time" in row:
        return months(row["time"])
    return export.rolling() if name == "T1b" else export.pooled()


def persons(attack: Attack, export: Export) -> None:
    pooled = events(TOTAL, "SU", export.pooled())
    for name in (n for n in ONE_WAY if n in export.rows):
        parts = one_way(attack, export, name, ONE_WAY[name])
        attack.same(parts, pooled if name != "T7b" else [("T7a", "FUO")])
    if "T5" in export.rows:
        attack.same(crossed(attack, export, "T5", "sex", "age"), pooled)
    for row in export.rows.get("T13c", ()):
        leaves = [g for g in attack.truth if g[0] == row["field"]]
        if row["measure"] == "known":
            attack.tell("T13c", [g for g in leaves if g[1] != "NN"], row)


def one_way(attack: Attack, export: Export, name: str, dimension: str) -> list[Group]:
    """The cells of a table over one classification; returns all its classes. A code without a line is a zero."""
    rows = [row for row in export.rows[name] if row.get("measure", "events") == "events"]
    leaves = [(name, row[dimension]) for row in rows if row[dimension] not in (TOTAL, "KNOWN")]
    assert not [g for g in attack.truth if g[0] == name and attack.truth[g] and g not in leaves], name
    groups = {TOTAL: leaves, "KNOWN": [leaf for leaf in leaves if leaf[1] != "NN"]}
    for row in rows:
        attack.tell(name, groups.get(row[dimension], [(name, row[dimension])]), row)
    return leaves


CIRCUMSTANCES = (*(f"C0{n}" for n in range(1, 9)), *(f"C{n}" for n in range(11, 22)), "C99")
SAID = {"yes": ("C", "O"), "crisis": ("C",), "no": ("N",), "unknown": ("NN",), "known": ("C", "O", "N")}


def said(case: object, code: str) -> str:
    """C: found, with a crisis within two weeks; O: found otherwise; N: absent; NN: nobody knows."""
    values = {(each.value, each.crisis) for each in case.circumstances if each.circumstance == code}
    found = {crisis for value, crisis in values if value == "S"}
    return ("C" if "S" in found else "O") if found else "N" if "N" in {value for value, _ in values} else "NN"


def circumstances(attack: Attack, export: Export) -> None:
    pooled = events(TOTAL, "SU", export.pooled())
    for code in dict.fromkeys(row["circumstance"] for row in export.rows.get("T8", ())):
        attack.same([("T8", code, answer) for answer in ("C", "O", "N", "NN")], pooled)
        attack.hidden[f"found without a crisis {code}"] = [("T8", code, "O")]
    for row in (r for r in export.rows.get("T8", ()) if r["measure"] in SAID):
        attack.tell("T8", [("T8", row["circumstance"], answer) for answer in SAID[row["measure"]]], row)


def crossed(attack: Attack, export: Export, name: str, down: str, across: str) -> list[Group]:
    rows = export.rows.get(name, [])
    codes = [dict.fromkeys(row[dimension] for row in rows) for dimension in (down, across)]
    leaves = [(name, *at) for at in product(codes[0], codes[1] if len(codes[1]) > 1 else FORCES)]
    leaves = [leaf for leaf in leaves if TOTAL not in leaf]
    assert not [g for g in attack.truth if g[0] == name and g not in leaves and "NONE" not in g], name
    for row in rows:
        attack.tell(name, [g for g in leaves if row[down] in (TOTAL, g[1]) and row[across] in (TOTAL, g[2])], row)
    return leaves


def actions(attack: Attack, export: Export) -> None:
    levels = crossed(attack, export, "T10a", "level", "force") if "T10a" in export.rows else []
    if "T10c" in export.rows:
        attack.same(one_way(attack, export, "T10c", "delay"), [g for g in levels if g[1] == "V"])
    if "T10b" in export.rows:
        taken = one_way(attack, export, "T10b", "firearm_measure")
        attack.same([("T10d", "firearm", "True"), ("T10d", "firearm", "False")], taken)


TIMED = {
    "contact": [("contact", each) for each in ("N", "3", "W", "L")],
    "firearm": [("T10d", "firearm", answer) for answer in ("False", "True")],
}
DUES = ("72H", "7G", "30G", "90G", "180G", "365G")


def indicators(attack: Attack, export: Export) -> None:
    """Rates of T10d and shares of T11, as sums of the same unknowns."""
    for row in (r for r in export.rows.get("T10d", ()) if r["measure"] in ("events", "intervals")):
        attack.tell("T10d", TIMED[row["interval"]][row["measure"] == "intervals" :], row)
    for row in (
        r for r in export.rows.get("T11", ()) if r["measure"] in SAID and not r["indicator"].startswith("I-12")
    ):
        attack.tell("T11", indicator(row["indicator"], row["measure"]), row)
    printed = {row["indicator"] for row in export.rows.get("T11", ())}
    taken = [g for g in attack.truth if g[0] == "T10b"]
    totals = {"I-03": taken, "I-04": taken, "I-05": taken, "I-06": events(TOTAL, "SU", export.pooled())}
    totals["I-10b"] = [g for g in attack.truth if g[0] == "T10a" and g[1] == "V"]
    a_year_back = range(export.last - 23, export.last - 11)
    totals["I-09"] = [*events(TOTAL, "TE", a_year_back), *events(TOTAL, "TX", a_year_back)]
    for name, total in totals.items():
        if name in printed:
            attack.same([(name, answer) for answer in ("S", "N", "NN")], total)


def chain(attack: Attack, export: Export) -> None:
    """The two steps of T12c that concern persons; what lies before the last twelve months is left by subtraction."""
    older = [g for g in attack.truth if g[0] == "T10a, years before"]
    begun = [*older, *(g for g in attack.truth if g[0] == "T10a")]
    counted = {"EVENTS": [e for kind in KINDS if kind != "SU" for e in events(TOTAL, kind, export.pooled())]}
    for row in (r for r in export.rows.get("T12c", ()) if r["step"] in ("EVENTS", "ACTIONS")):
        attack.tell("T12c", counted.get(row["step"], begun), row)
        attack.hidden["interventions of the years before"] = older


def indicator(name: str, measure: str) -> list[Group]:
    if name.startswith("I-02"):
        soon_enough = ["3"] if name == "I-02a" else ["3", "W"]
        late = [each for each in ("3", "W", "L") if each not in soon_enough]
        codes = {"yes": soon_enough, "no": late, "unknown": ["N"], "known": ["3", "W", "L"]}[measure]
        return [("contact", each) for each in codes]
    if name.startswith("I-07"):
        codes = {"yes": "RAU", "no": "N", "unknown": ("NN",), "known": "RAUN"}[measure]
        return [("I-07", name.removeprefix("I-07-"), each) for each in codes]
    if name == "I-08":
        codes = {"yes": "R", "no": "A", "unknown": "U", "known": "RA"}[measure]
        return [("I-07", due, each) for due in DUES for each in codes]
    if name == "I-10a":
        codes = {"yes": ["1"], "unknown": ["NN"], "known": ["1", "2", "3", "4"]}[measure]
        return [("T10c", each) for each in codes]
    codes = {"yes": ["S"], "no": ["N"], "unknown": ["NN"], "known": ["S", "N"]}[measure]
    return [(name, each) for each in codes]


def derived(attack: Attack, facts: Facts, export: Export) -> None:
    """Counts that nobody prints and that subtracting one printed count from another would tell."""
    if facts.profile.short:
        current = facts.windows.current
        first = current.first.year * 12 + current.first.number - 1
        year = range(max(current.last.year * 12, export.last - 11), first)
        for name in ("SU", "SUP", "SUC", "SL", "SI", "TE", "TX", "AP", "AL", "ID", "DS"):
            attack.hidden[f"year before the period {name}"] = events(TOTAL, name, year)
            attack.hidden[f"rest of twelve months {name}"] = events(
                TOTAL, name, range(export.last - 11, max(current.last.year * 12, export.last - 11))
            )
    if facts.profile.internal:
        attack.hidden["other deaths"] = [*events(TOTAL, "SL", export.pooled()), *events(TOTAL, "SI", export.pooled())]
        earlier = range(export.last - 35, export.last - 11)
        attack.hidden["other events, two years"] = events(TOTAL, "OTHER", earlier)
        attack.hidden["other deaths, two years"] = [*events(TOTAL, "SL", earlier), *events(TOTAL, "SI", earlier)]
        for name in ("contact", "firearm"):
            attack.hidden[f"intervals not known {name}"] = TIMED[name][:1]


def besieged_summary(summary: Summary, facts: Facts, folder: Path) -> Attack:
    write_csv(summary, Language.IT, folder)
    last = facts.windows.last
    return besieged(facts, Export.read(folder, f"{last.year}-{last.number:02d}"))


def narrowed(facts: Facts, summary: Summary, folder: Path) -> dict[str, tuple[int, float, float]]:
    return besieged_summary(summary, facts, folder).solve(THRESHOLDS[facts.audience])


@pytest.mark.parametrize(
    "asked",
    [
        ("members", "2025-Q4", 300, 1),
        ("members", "2025-T2", 60, 2),
        ("members", "2025", 1000, 3),
        ("interforce", "2025-Q4", 300, 3),
        ("interforce", "2025-S1", 1000, 3),
        ("external", "2025", 1000, 2),
    ],
)
def test_nobody_can_work_a_small_count_back_from_the_whole_export(
    sample_facts: Callable[..., Facts], tmp_path: Path, asked: tuple[str, str, int, int]
) -> None:
    """Events, persons, interventions, pending and revised cases together, and the counts left by subtraction."""
    audience, period, cases, seed = asked
    facts = sample_facts(period, audience, cases=cases, seed=seed, compared=True)
    assert narrowed(facts, build_summary(facts), tmp_path) == {}


def test_the_joint_attack_succeeds_where_only_the_small_counts_are_hidden(
    sample_facts: Callable[..., Facts], tmp_path: Path
) -> None:
    facts = sample_facts("2025-Q4", "members", cases=300)
    attack = besieged_summary(build_summary(facts), facts, tmp_path)
    told = [groups for groups in attack.hidden.values() if not 0 < attack.count(groups) < 3]
    attack.known += [(groups, [], attack.count(groups)) for groups in told]
    assert any(low == high == count for count, low, high in attack.solve(3).values())


@pytest.mark.parametrize("audience", ["members", "interforce", "external"])
def test_what_is_derived_from_a_hidden_count_is_hidden_in_tables_and_figures(
    sample_facts: Callable[..., Facts], audience: str
) -> None:
    """A share of a hidden number of known answers, a limit, a bar or a point would each give the count away."""
    facts = sample_facts("2025-Q4", audience, cases=300, compared=True)
    summary = build_summary(facts)
    hidden = 0
    for table in summary.tables:
        for at, shown in table.observations.items():
            base = {"pending": "pending", "known": "known"}.get(at[-1], "events")
            counted = table.observations.get((*at[:-1], base))
            from_elsewhere = ("person_years", "expected", "pending", "known")
            if counted is not None and counted.status == "Q" and at[-1] not in from_elsewhere:
                hidden += 1
                assert shown.value is None, (table.id, at)
            if at[-1] == "share" and (*at[:-1], "yes") in table.observations:
                rest = {table.observations[*at[:-1], name].value for name in ("yes", "known")}
                assert shown.value is None or None not in rest, table.id
            elif at[-1] == "share" and table.id != "T13c":
                assert table.observations["KNOWN", "events"].value is not None, table.id
    assert hidden
    for figure, drawn in ((f.id, [p.value for p in f.chart.series[0].points]) for f in summary.figures):
        if figure in ("F1", "F8"):
            at = {"F1": ("T3a", "events"), "F8": ("T3b", TOTAL)}[figure] if facts.profile.short else ("T3", TOTAL)
            printed = next(t for t in summary.tables if t.id == at[0]).observations
            assert drawn == [shown.value for place, shown in printed.items() if place[-1] == at[1]]


THRESHOLDS = {"members": 3, "interforce": 5, "external": 10}
