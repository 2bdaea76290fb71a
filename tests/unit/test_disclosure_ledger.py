"""The ledger on the disk: only ever added to, whole or refused, and never passed over in silence."""

import shutil
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from observatory.disclosure.files_protect import Order, protect_files
from observatory.disclosure.files_verify import Mismatch, check_ledger, check_tables
from observatory.disclosure.ledger import COUNTS_FILE, INDEX_FILE, BrokenLedger, Ledger
from observatory.disclosure.verifier import verify


@pytest.fixture
def order(samples: ModuleType, tmp_path: Path) -> Order:
    paths = samples.write_inputs(tmp_path / "in")
    hierarchies = {name: path for name, path in paths.items() if name != "counts"}
    return Order(
        paths["counts"], hierarchies, ("force,age",), tmp_path / "out", ledger=tmp_path / "ledger",
        budget_seconds=0, seed=1,
    )  # fmt: skip


def test_a_release_enters_the_ledger_with_its_files(order: Order) -> None:
    done = protect_files(order)
    ledger = Ledger(order.ledger)
    [(entry, certificate)] = ledger.releases()
    assert (entry.number, entry.act, entry.certificate) == (1, "release", done.digest)
    assert certificate.sum == done.digest
    kept = {path.name: path.read_bytes() for path in entry.folder(order.ledger).iterdir()}
    assert kept.pop(COUNTS_FILE) == order.counts.read_bytes()
    assert kept == {path.name: path.read_bytes() for path in order.out.iterdir()}
    check_ledger(certificate, order.ledger)


def test_withdrawn_releases_still_count(order: Order) -> None:
    protect_files(order)
    ledger = Ledger(order.ledger)
    assert ledger.withdraw(1).act == "withdrawal"
    assert len(ledger.entries()) == 2
    assert len(list(ledger.releases())) == 1
    with pytest.raises(BrokenLedger, match="not a release"):
        ledger.withdraw(2)


def test_any_changed_byte_of_the_ledger_is_noticed(order: Order) -> None:
    protect_files(order)
    ledger = Ledger(order.ledger)
    ledger.withdraw(1)
    index = order.ledger / INDEX_FILE
    whole = index.read_bytes()
    for place in range(len(whole)):
        index.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(BrokenLedger):
            ledger.entries()
    lines = whole.splitlines(keepends=True)
    index.write_bytes(lines[1])
    with pytest.raises(BrokenLedger, match="entry 1"):
        ledger.entries()


def test_a_ledger_whose_certificate_was_changed_or_lost_is_refused(order: Order) -> None:
    protect_files(order)
    ledger = Ledger(order.ledger)
    path = order.ledger / "0001" / "release.oscert"
    path.write_bytes(path.read_bytes().replace(b"53", b"54", 1))
    with pytest.raises(BrokenLedger, match="entry 1"):
        list(ledger.releases())
    path.unlink()
    with pytest.raises(BrokenLedger, match="entry 1"):
        list(ledger.releases())


def test_another_release_meanwhile_stops_this_one(order: Order) -> None:
    protect_files(order)
    ledger = Ledger(order.ledger)
    with pytest.raises(BrokenLedger, match="Meanwhile"):
        ledger.append(order.out, "0" * 64, ())
    assert len(ledger.entries()) == 1


def test_a_folder_that_holds_something_else_is_no_ledger(order: Order) -> None:
    order.ledger.mkdir()
    (order.ledger / "mine.txt").write_text("mine")
    with pytest.raises(BrokenLedger, match="not a ledger"):
        protect_files(order)
    assert not order.out.exists()


def test_a_certificate_that_forgets_an_earlier_release_is_refused(order: Order, tmp_path: Path) -> None:
    protect_files(order)
    alone = Order(order.counts, order.hierarchies, ("age",), tmp_path / "other", budget_seconds=0, seed=1)
    protect_files(alone)
    with (alone.out / "release.oscert").open("rb") as file:
        certificate = verify(file)
    with pytest.raises(Mismatch, match="does not take into account"):
        check_ledger(certificate, order.ledger)


def test_a_ledger_that_lost_its_last_release_is_noticed_by_who_holds_the_certificate(order: Order) -> None:
    protect_files(order)
    second = replace(order, tables=("age", "force@1,age@1"), out=order.out.with_name("second"))
    protect_files(second)
    index = order.ledger / "ledger.jsonl"
    index.write_bytes(b"".join(index.read_bytes().splitlines(keepends=True)[:-1]))
    with (order.out / "release.oscert").open("rb") as file:
        check_ledger(verify(file), order.ledger)
    with (second.out / "release.oscert").open("rb") as file, pytest.raises(Mismatch, match="lost its last entries"):
        check_ledger(verify(file), order.ledger)


def test_a_table_that_was_changed_beside_its_certificate_is_noticed(order: Order) -> None:
    protect_files(order)
    with (order.out / "release.oscert").open("rb") as file:
        certificate = verify(file)
    assert check_tables(certificate, order.out) == 1
    table = order.out / "table-1.csv"
    table.write_text(table.read_text().replace("TOTAL,TOTAL,53,A", "TOTAL,TOTAL,54,A"))
    with pytest.raises(Mismatch, match=r"table-1\.csv"):
        check_tables(certificate, order.out)
    table.unlink()
    assert check_tables(certificate, order.out) == 0


def test_a_later_release_is_protected_and_certified_together_with_the_earlier_ones(order: Order) -> None:
    first = protect_files(order)
    second = protect_files(replace(order, tables=("age", "force@1,age@1"), out=order.out.with_name("second")))
    [_, (entry, certificate)] = Ledger(order.ledger).releases()
    assert entry.certificate == second.digest
    assert [rule["digest"] for rule in certificate.releases] == ["", first.digest]
    check_ledger(certificate, order.ledger)
    again, before = second.protection.tables[1], first.protection.tables[0]
    assert {at: again[at].value for at in again.cells} == {at: before[at].value for at in again.cells}


def test_other_counts_than_those_of_an_earlier_release_need_those_that_the_ledger_kept(order: Order) -> None:
    protect_files(order)
    shutil.rmtree(order.out)
    order.counts.write_text(order.counts.read_text().replace("CC,35-44,6", "CC,35-44,7"))
    [(entry, _)] = Ledger(order.ledger).releases()
    (entry.folder(order.ledger) / COUNTS_FILE).unlink()
    with pytest.raises(BrokenLedger, match="missing or not its own"):
        protect_files(order)
    assert not order.out.exists()


def test_figures_that_others_published_and_insiders_are_in_the_certificate(order: Order, tmp_path: Path) -> None:
    known = tmp_path / "known.csv"
    known.write_text("force,n\nPS,18\n", encoding="utf-8")
    protect_files(replace(order, known=known))
    [(_, certificate)] = Ledger(order.ledger).releases()
    assert [rule["threshold"] for rule in certificate.releases] == [3, 0]
    protect_files(replace(order, insiders=("force",), ledger=None, out=tmp_path / "insiders"))
    with (tmp_path / "insiders" / "release.oscert").open("rb") as file:
        assert verify(file).releases[0]["insiders"] == ["force"]
