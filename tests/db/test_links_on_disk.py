"""Links on an encrypted store: deciding and revoking writes no byte of the cases, candidates are those of memory."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from db import vault
from db.schema import CASE, CIRCUMSTANCE, SOURCE
from observatory.authorisation.links import may_link
from observatory.cases.case import Case, Circumstance, Source
from observatory.errors import Refused, WrongUse
from observatory.ports import Stamp, Store
from observatory.security.key_derivation import KdfCost
from observatory.selection import EVERYTHING
from observatory.usecases.known_cases import counted_cases
from observatory.usecases.link_cases import Decision, candidate_pairs, candidates_of, decide, revoke, ties_of

DAY = date(2026, 4, 20)
STAMP = Stamp(DAY, datetime(2026, 4, 20, 9, tzinfo=UTC), "clinician", "")
ONE = Case(
    id="a", event_type="SU", month="2026-03", precision="M", force="GF", macro_region="3", status="CO", sex="M",
    age_band="E4", rank_category="R2", place="AB", method="IMP", note="Nota", status_date=DAY,
    circumstances=(Circumstance(id="k", circumstance="C01", value="S"),), sources=(Source(id="f", source="F1"),),
)  # fmt: skip
CASES = (
    ONE,
    replace(ONE, id="b", force="CC", circumstances=(), sources=()),
    replace(ONE, id="c", month="2026-02", age_band="NN", circumstances=(), sources=()),
)


OF_CASES = (CASE, CIRCUMSTANCE, SOURCE)


def rows(store: Any) -> dict[str, list[tuple[Any, ...]]]:  # noqa: ANN401 - the encrypted store
    """Every byte of the cases, their children and their history, as they lie in the database."""
    connection = store._connections.lend("BEGIN")
    try:
        run = connection.connection.driver_connection.execute
        found = {t.name: run(str(select(t).order_by(t.c.id))).fetchall() for t in OF_CASES}
        found["revision"] = run("SELECT * FROM revision WHERE entity='case' ORDER BY 1").fetchall()
    finally:
        store._connections.take_back(connection)
    assert all(found.values())
    return found


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c"]), st.sampled_from(["a", "b", "c"]), st.sampled_from(["SE", "SP", "PO", "NO"])
    ),
    min_size=1,
    max_size=5,
)


def undo_all(store: Store) -> None:
    with store.begin() as unit:
        for link in unit.links.select(EVERYTHING):
            if link.status == "AT":
                revoke(unit, link.id, "Prova", STAMP)


def test_any_links_revoked_again_leave_every_byte_of_the_cases(tmp_path: Path) -> None:
    store = vault.create(tmp_path / "s", "cavallo nuvola pettine diciotto", cost=KdfCost(1024, 1, 1))
    with store.begin() as unit:
        for case in CASES:
            unit.cases.add(case, STAMP)
        unit.commit()
    before = rows(store)
    with store.begin() as unit:
        counted = counted_cases(unit, DAY)

    @settings(max_examples=12, deadline=None)
    @given(STEPS)
    def linked_and_unlinked(steps: list[tuple[str, str, str]]) -> None:
        for one, two, kind in steps:
            with store.begin() as unit:
                try:
                    decide(unit, Decision(one, two, kind), STAMP, confirmed_warnings=True)
                except (Refused, WrongUse):
                    continue
            assert rows(store) == before, "a link writes no case"
        undo_all(store)
        assert rows(store) == before
        with store.begin() as unit:
            assert counted_cases(unit, DAY) == counted

    linked_and_unlinked()
    store.close()


def test_candidates_and_ties_are_those_of_a_store_in_memory(store: Store) -> None:
    assert may_link(store.member, "SE")
    with store.begin() as unit:
        for case in CASES:
            unit.cases.add(case, STAMP)
        assert [each.case.id for each in candidates_of(unit, ONE).candidates] == ["b", "c"]
        pairs = {frozenset({case.id, found.case.id}) for case, found in candidate_pairs(unit)}
        assert pairs == {frozenset(pair) for pair in ("ab", "ac", "bc")}
        decide(unit, Decision("a", "b", "SE"), STAMP)
    with store.begin() as unit:
        ties = ties_of(unit, unit.cases.get("a"))
        assert [each.case.id for each in ties.linked if each.case] == ["b"]
        assert (ties.counts.cases, ties.counts.events, ties.counts.persons) == (2, 1, 1)
        assert [case.status for case in counted_cases(unit, DAY)] == ["CO", "DU", "CO"]
