"""Erasing for good: nothing of a record is left in any table, page or log file, and the signed log knows it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from uuid import UUID

import pytest
from sqlalchemy import text

from db import cipher, vault
from db.memory import MemoryStore
from observatory.cases.case import Case, Circumstance, Source
from observatory.errors import NotFound
from observatory.interventions.intervention import FollowUp, Intervention
from observatory.meetings.meeting import ActionItem, AgendaItem, Decision, Meeting
from observatory.ports import Draft, Elapsed, ImportedRow, Stamp, Store
from observatory.procedures.procedure import Procedure
from observatory.recommendations.recommendation import Recommendation
from observatory.security.audit.entries import Wanted
from observatory.security.audit.findings import Kind
from observatory.security.key_derivation import KdfCost
from observatory.security.key_file import open_key_file
from observatory.security.page_cipher import PAGE_BYTES, PageCipher
from observatory.security.roles import Role
from observatory.security.slots import Login
from observatory.security.store_keys import Newcomer
from observatory.selection import EVERYTHING

WORDS, OTHER_WORDS = "cavallo nuvola pettine diciotto", "tavolo pioggia cestino ventidue"
CHEAP = KdfCost(1024, 1, 1)
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
STAMP = Stamp(date(2026, 11, 22), NOW, "administrator", "A")
EARLIER = Stamp(date(2014, 5, 6), datetime(2014, 5, 6, tzinfo=UTC), "clinician", "N")
CANARY = "Zanzottera"


def ident(number: int) -> str:
    return str(UUID(int=number << 64 | 0xABCDEF0123456789, version=4))


ERASED, KEPT, ACTION, UNRELATED = (ident(n) for n in (1, 2, 3, 4))


@pytest.fixture(params=["memory", "encrypted"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    made: Store = MemoryStore() if request.param == "memory" else vault.create(tmp_path / "s", WORDS, cost=CHEAP)
    yield made
    made.close()


def a_case(name: str, **values: object) -> Case:
    parts = {
        "circumstances": (Circumstance(id=f"{name[:-1]}c", circumstance="LAV", value="S"),),
        "sources": (Source(id=f"{name[:-1]}s", source="A"),),
        "note": CANARY,
    }
    return replace(Case(id=name, event_type="ID", month="2014-03", force="PS"), **{**parts, **values})  # type: ignore[arg-type]


def filled(store: Store) -> None:
    """Two cases, an intervention on one of them whose earlier version was on it too, drafts and an import."""
    action = Intervention(id=ACTION, kind="S01", start="2014-04", case_id=ERASED, note="resta")
    follow_up = FollowUp(id=ident(9), due="M1")
    with store.begin() as unit:
        unit.cases.add(a_case(ERASED), EARLIER)
        unit.cases.replace(a_case(ERASED, version=1, status="CO", note=f"{CANARY} ancora"), EARLIER)
        unit.cases.add(a_case(KEPT, note="altro"), EARLIER)
        unit.interventions.add(action, EARLIER)
        unit.interventions.replace(replace(action, version=1, outcome="CO", follow_ups=(follow_up,)), EARLIER)
        unit.interventions.add(Intervention(id=UNRELATED, kind="S01", start="2014-04", case_id=KEPT), EARLIER)
        for name in (ERASED, KEPT):
            unit.drafts.save(Draft(f"case:{name}", "case", name, 2, {"note": CANARY}, NOW))
        unit.imports.note("r", [ImportedRow("k1", "d", ERASED), ImportedRow("k2", "d", KEPT)])
        unit.imports.note("only", [ImportedRow("k", "d", ERASED)])
        unit.commit()


def erased(store: Store, *names: str, entity: str = "case") -> None:
    with store.begin() as unit:
        unit.erasure.erase(entity, names or (ERASED,), "distress", STAMP)
        unit.commit()


def test_a_record_goes_with_everything_that_hangs_on_it(store: Store) -> None:
    filled(store)
    with store.begin() as unit:
        assert set(unit.erasure.places(ERASED))
    erased(store)
    with store.begin() as unit:
        with pytest.raises(NotFound):
            unit.cases.get(ERASED)
        assert unit.cases.history(ERASED) == ()
        assert unit.erasure.places(ERASED) == ()
        assert unit.drafts.all("case")[0].record_id == KEPT
        assert unit.imports.rows("only") == {}
        assert set(unit.imports.rows("r")) == {"k2"}


def test_what_is_kept_is_as_it_was(store: Store) -> None:
    filled(store)
    with store.begin() as unit:
        before = (unit.cases.get(KEPT), unit.cases.history(KEPT), unit.interventions.history(UNRELATED))
    erased(store)
    with store.begin() as unit:
        assert (unit.cases.get(KEPT), unit.cases.history(KEPT), unit.interventions.history(UNRELATED)) == before


def test_whatever_referred_to_it_is_amended_and_keeps_the_rest(store: Store) -> None:
    filled(store)
    erased(store)
    with store.begin() as unit:
        action = unit.interventions.get(ACTION)
        assert (action.version, action.case_id, action.note, action.outcome) == (3, None, "resta", "CO")
        assert [child.id for child in action.follow_ups] == [ident(9)]
        history = unit.interventions.history(ACTION)
    assert [(revision.version, revision.record.case_id) for revision in history] == [(1, None), (2, None), (3, None)]
    assert [revision.record.note for revision in history] == ["resta"] * 3
    assert (history[-1].changed, history[-1].stamp) == (("case_id",), STAMP)


def test_the_log_keeps_a_tombstone_that_says_who_when_and_under_which_policy(store: Store) -> None:
    filled(store)
    erased(store)
    with store.begin() as unit:
        told = [entry.content for entry in unit.audit.entries(Wanted(act="erased"))]
    assert (f"case/{ERASED}", "distress", "") in [(one.object, one.fields, one.digest) for one in told]


def test_an_unknown_record_erases_nothing(store: Store) -> None:
    filled(store)
    with store.begin() as unit:
        with pytest.raises(NotFound):
            unit.erasure.erase("case", [ERASED, ident(77)], "distress", STAMP)
        unit.commit()
    with store.begin() as unit:
        assert unit.cases.count(EVERYTHING) == 2


def test_leaving_without_commit_erases_nothing(store: Store) -> None:
    filled(store)
    with store.begin() as unit:
        unit.erasure.erase("case", [ERASED], "distress", STAMP)
        assert unit.erasure.places(ERASED) == ()
    with store.begin() as unit:
        assert (unit.cases.get(ERASED).version, unit.interventions.get(ACTION).case_id) == (2, ERASED)
        assert len(unit.cases.history(ERASED)) == 2


def test_children_go_at_every_depth(store: Store) -> None:
    decision = Decision(id=ident(12), actions=(ActionItem(id=ident(13), text=CANARY),))
    meeting = Meeting(id=ident(10), held_on=date(2014, 1, 1), agenda=(AgendaItem(id=ident(11), decisions=(decision,)),))
    with store.begin() as unit:
        unit.meetings.add(meeting, EARLIER)
        unit.commit()
    erased(store, ident(10), entity="meeting")
    with store.begin() as unit:
        assert unit.erasure.places(*(ident(n) for n in (10, 11, 12, 13))) == ()


def test_a_reference_of_a_child_record_is_taken_out_of_every_version(store: Store) -> None:
    item = AgendaItem(id=ident(42), position=1, recommendation_id=ident(41), procedure_id=ident(43))
    with store.begin() as unit:
        unit.recommendations.add(Recommendation(id=ident(41), title="una"), EARLIER)
        unit.procedures.add(Procedure(id=ident(43), title="una"), EARLIER)
        before = unit.meetings.add(Meeting(id=ident(40), agenda=(item,), minutes=CANARY), EARLIER)
        unit.meetings.replace(replace(before, number=2), EARLIER)
        unit.commit()
    erased(store, ident(41), entity="recommendation")
    with store.begin() as unit:
        history = unit.meetings.history(ident(40))
        assert unit.meetings.get(ident(40)) == history[-1].record
        assert unit.erasure.places(ident(41)) == ()
    agendas = [revision.record.agenda for revision in history]
    assert agendas == [(replace(item, recommendation_id=None),)] * 3
    assert [revision.record.minutes for revision in history] == [CANARY] * 3
    assert (history[-1].changed, history[-1].stamp) == (("agenda",), STAMP)
    found = store.verify()
    assert found is None or found.findings == ()


def test_elapsed_tells_months_and_nothing_else(store: Store) -> None:
    with store.begin() as unit:
        for number, month in enumerate(("2010-01", "2014-03", "2014-04", None), start=20):
            unit.cases.add(a_case(ident(number), month=month), EARLIER)
        unit.cases.add(a_case(ident(30), event_type="SU", month="2010-01"), EARLIER)
        unit.interventions.add(Intervention(id=ident(31), start="2010-01", end="2020-01"), EARLIER)
        unit.interventions.add(Intervention(id=ident(32), start="2010-02"), EARLIER)
        unit.meetings.add(Meeting(id=ident(33), held_on=date(2012, 3, 4)), EARLIER)
        unit.drafts.save(Draft("case:x", "case", "x", 0, {}, datetime(2013, 1, 31, tzinfo=UTC)))
        where = ("event_type", frozenset({"ID", "DS"}))
        assert unit.erasure.elapsed(Elapsed("case", ("month",), "2014-03", where)) == {
            ident(20): "2010-01",
            ident(21): "2014-03",
        }
        assert set(unit.erasure.elapsed(Elapsed("case", ("month",), "2010-01"))) == {ident(20), ident(30)}
        assert unit.erasure.elapsed(Elapsed("intervention", ("end", "start"), "2015-01")) == {ident(32): "2010-02"}
        assert unit.erasure.elapsed(Elapsed("meeting", ("held_on",), "2012-03")) == {ident(33): "2012-03"}
        drafts = unit.erasure.elapsed(Elapsed("draft", ("saved_at",), "2013-01"))
        assert list(drafts.values()) == ["2013-01"]
        unit.erasure.erase("draft", drafts, "drafts", STAMP)
        assert unit.drafts.all("case") == ()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "s"
    vault.create(folder, WORDS, cost=CHEAP).close()
    return folder


def test_the_log_is_sound_after_an_erasure_and_the_history_still_only_grows(folder: Path) -> None:
    store = vault.open_(folder, WORDS)
    filled(store)
    erased(store)
    assert store.verify().findings == ()
    with store.begin() as unit:
        connection = unit.take_write_lock()
        triggers = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
        assert len(connection.execute(text(triggers)).all()) == 8
        for statement in ("DELETE FROM revision", "UPDATE revision SET role = 'x'"):
            with pytest.raises(Exception, match="append-only"):
                connection.execute(text(statement))
    store.close()
    store = vault.open_(folder, WORDS)
    assert store.verify().findings == ()
    store.close()


def test_whoever_cannot_read_a_narrative_erases_all_the_same_and_leaves_the_others_whole(folder: Path) -> None:
    store = vault.open_(folder, WORDS)
    filled(store)
    store.keys.add_member(Newcomer("Gino", "GF", (Role.ADMINISTRATOR,)), OTHER_WORDS, cost=CHEAP)
    name = store.member.name
    store.close()
    store = vault.open_(folder, Login("Gino", OTHER_WORDS))
    erased(store)
    with store.begin() as unit:
        assert unit.erasure.places(ERASED) == ()
    store.close()
    store = vault.open_(folder, Login(name, WORDS))
    assert store.verify().findings == ()
    with store.begin() as unit:
        assert [revision.record.note for revision in unit.interventions.history(ACTION)] == ["resta"] * 3
        action = unit.interventions.replace(unit.interventions.get(ACTION), STAMP)
        assert (action.version, action.note) == (4, "resta")
    store.close()


def test_the_triggers_are_put_back_as_they_were(folder: Path) -> None:
    def triggers() -> list[tuple[str, str]]:
        with raw(folder) as connection:
            query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
            return list(connection.execute(query).fetchall())

    before = triggers()
    store = vault.open_(folder, WORDS)
    filled(store)
    erased(store)
    store.close()
    assert triggers() == before


def raw(folder: Path):  # noqa: ANN201 - sqlcipher3 has no types
    """A connection behind the store's back."""
    return cipher.connect(folder / "vault.db", open_key_file((folder / "vault.keys").read_bytes(), WORDS))


def test_a_row_that_comes_back_is_found(folder: Path) -> None:
    store = vault.open_(folder, WORDS)
    filled(store)
    erased(store)
    store.close()
    connection = raw(folder)
    connection.execute("INSERT INTO \"case\" (id, version, month) VALUES (?, 1, '2014-03')", (ERASED,))
    connection.close()
    store = vault.open_(folder, WORDS)
    assert [(f.kind, f.object) for f in store.verify().findings] == [(Kind.RETURNED_ROW, f"case/{ERASED}")]
    store.close()


def test_a_row_that_somebody_deletes_without_the_log_is_still_missed(folder: Path) -> None:
    store = vault.open_(folder, WORDS)
    filled(store)
    erased(store)
    store.close()
    connection = raw(folder)
    connection.execute('DELETE FROM "case" WHERE id = ?', (KEPT,))
    connection.close()
    store = vault.open_(folder, WORDS)
    assert [(f.kind, f.object) for f in store.verify().findings] == [(Kind.MISSING_ROW, f"case/{KEPT}")]
    store.close()


def plain_pages(folder: Path) -> bytes:
    """Everything in the database's file and its write-ahead log, decrypted: used, free and superseded pages alike."""
    keyring = open_key_file((folder / "vault.keys").read_bytes(), WORDS)
    pages, content = PageCipher(keyring.database, keyring.cipher_salt), (folder / "vault.db").read_bytes()
    numbered = [(n // PAGE_BYTES + 1, content[n : n + PAGE_BYTES]) for n in range(0, len(content), PAGE_BYTES)]
    log = folder / "vault.db-wal"
    frames = log.read_bytes() if log.exists() else b""
    step = PAGE_BYTES + 24
    starts = range(32, len(frames) - step + 1, step)
    numbered += [(int.from_bytes(frames[at : at + 4]), frames[at + 24 : at + step]) for at in starts]
    opened = [pages.opened(number, page) for number, page in numbered]
    keyring.wipe()
    return b"".join(page for page in opened if page is not None)


def test_no_page_of_the_file_or_of_its_log_holds_what_was_erased(folder: Path) -> None:
    """Hundreds of records, so that pages split, merge and come free; what is in clear in them is looked for."""
    chance = Random(7)  # noqa: S311 - no secret
    going, staying = [ident(n) for n in range(100, 700)], [ident(n) for n in range(1000, 1400)]
    order = [*going, *staying]
    chance.shuffle(order)
    store = vault.open_(folder, WORDS)
    with store.begin() as unit:
        for name in order:
            icd10 = CANARY if name in set(going) else "X70"
            unit.cases.add(a_case(name, icd10=icd10), EARLIER)
            unit.interventions.add(Intervention(id=f"{name[:-2]}ff", start="2014-04", case_id=name), EARLIER)
        unit.imports.note("r", [ImportedRow(f"key {name}", CANARY, name) for name in going])
        unit.commit()
    assert CANARY.encode() in plain_pages(folder)
    erased(store, *going)
    content = plain_pages(folder)
    assert CANARY.encode() not in content
    assert [name for name in going if content.count(name.encode()) > told_in_log(store, name)] == []
    assert (folder / "vault.db-wal").stat().st_size == 0
    store.close()
    content = plain_pages(folder)
    assert CANARY.encode() not in content
    assert staying[0].encode() in content
    store = vault.open_(folder, WORDS)
    assert store.verify().findings == ()
    store.close()


def told_in_log(store: Store, name: str) -> int:
    """How often the log names a record: its entries are kept for ever, and stand in the file once each."""
    with store.begin() as unit:
        return unit.audit.count(Wanted(object=name))


def test_copies_from_before_a_change_of_tables_go_with_it(folder: Path) -> None:
    copy = folder / "vault-0002.db"
    copy.write_bytes(b"from before")
    store = vault.open_(folder, WORDS)
    filled(store)
    assert copy.exists()
    erased(store)
    assert not copy.exists()
    store.close()
