"""The signed log without a store: Merkle trees against RFC 9162, entries, checkpoints, anchors, findings."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.security.audit.anchors import Anchor, AnchorTrouble, anchor_text, read_anchor
from observatory.security.audit.checkpoints import checkpoint_text, is_genuine, signed_checkpoint
from observatory.security.audit.entries import (
    ACT_LABELS,
    GENESIS,
    Act,
    Author,
    Content,
    Entry,
    Wanted,
    act_label,
    is_wanted,
    moment_text,
    row_digest,
    signed_entry,
)
from observatory.security.audit.findings import SENTENCES, Kind
from observatory.security.audit.fingerprint import Standing
from observatory.security.audit.merkle import (
    EMPTY_ROOT,
    Peaks,
    consistency_proof,
    is_consistent,
    leaf_hash,
    node_hash,
    root_of,
)
from observatory.security.audit.verification import Inspector, StoredRow, Verification
from observatory.security.signing import public_key

STORE = "11111111-1111-4111-8111-111111111111"
AUTHOR = Author("m1", "clinician", bytearray(range(32)))
KEYS = {"m1": public_key(AUTHOR.seed)}
STRANGER = Author("m1", "clinician", bytearray(32))
AT = "2026-04-20T09:00:00.000000+00:00"

# The inputs and roots of the reference tests of Certificate Transparency (RFC 6962, unchanged in RFC 9162 §2.1.1):
# https://github.com/google/certificate-transparency/blob/master/cpp/merkletree/merkle_tree_test.cc
LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
MANY = st.lists(st.binary(max_size=4), min_size=1, max_size=40)


def peaks_of(leaves: list[bytes]) -> Peaks:
    tree = Peaks()
    for leaf in leaves:
        tree = tree.appended(leaf)
    return tree


def test_roots_are_those_of_the_published_vectors() -> None:
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    for size, root in enumerate(ROOTS, start=1):
        assert root_of(LEAVES[:size]).hex() == root
        assert peaks_of(LEAVES[:size]).root.hex() == root


def test_the_consistency_proofs_of_the_example_tree_are_those_of_the_rfc() -> None:
    """RFC 9162 §2.1.5: seven leaves; PROOF(3, D7) = [c, d, g, l], PROOF(4, D7) = [l], PROOF(6, D7) = [i, j, k]."""
    leaves = [bytes([n]) for n in range(7)]
    a, b, c, d, e, f, j = (leaf_hash(leaf) for leaf in leaves)
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k, lower = node_hash(g, h), node_hash(i, j)
    assert consistency_proof(leaves, 3) == (c, d, g, lower)
    assert consistency_proof(leaves, 4) == (lower,)
    assert consistency_proof(leaves, 6) == (i, j, k)
    assert root_of(leaves) == node_hash(k, lower)


@given(MANY)
def test_a_growing_tree_has_the_root_of_the_whole(leaves: list[bytes]) -> None:
    assert peaks_of(leaves).root == root_of(leaves)
    assert len(peaks_of(leaves).hashes) == len(leaves).bit_count()


@given(MANY, st.data())
def test_a_longer_log_proves_that_it_begins_with_the_shorter(leaves: list[bytes], data: st.DataObject) -> None:
    size = data.draw(st.integers(1, len(leaves)))
    first, second = (size, root_of(leaves[:size])), (len(leaves), root_of(leaves))
    proof = consistency_proof(leaves, size)
    assert is_consistent(first, second, proof)
    assert not is_consistent((size, bytes(32)), second, proof)
    assert not is_consistent(first, (len(leaves), bytes(32)), proof)
    assert not is_consistent(first, second, [*proof, bytes(32)])
    if proof:
        place = data.draw(st.integers(0, len(proof) - 1))
        assert not is_consistent(first, second, [*proof[:place], bytes(32), *proof[place + 1 :]])
        assert not is_consistent(first, second, proof[:-1])


@pytest.mark.parametrize("size", [0, 8])
def test_there_is_no_proof_for_no_leaves_or_for_more_than_there_are(size: int) -> None:
    with pytest.raises(ValueError, match=str(size)):
        consistency_proof(LEAVES[:7], size)
    assert not is_consistent((size, ROOTS[0].encode()), (7, bytes(32)), ())


ROWS = {"case/1": StoredRow(2, b"rows of case 1"), "case/2": StoredRow(1, b"rows of case 2")}
ACTS = (
    (Act.CREATE, "", 0),
    (Act.RECORD, "case/1", 1),
    (Act.RECORD, "case/2", 1),
    (Act.READ, "case/2", 1),
    (Act.AMEND, "case/1", 2),
    (Act.LOCK, "", 0),
)


def log(author: Author = AUTHOR, acts: tuple[tuple[Act, str, int], ...] = ACTS) -> list[Entry]:
    """Case 1 recorded and amended, case 2 recorded and read."""
    entries: list[Entry] = []
    previous = GENESIS
    for number, (act, name, version) in enumerate(acts, start=1):
        has_rows = act in (Act.RECORD, Act.AMEND)
        salt = bytes([number]) * 16 if has_rows else b""
        rows = ROWS[name].rows if has_rows and version == ROWS[name].version else b"older"
        digest = row_digest(salt, rows) if has_rows else ""
        content = Content(number, AT, author.member, author.role, act.value, name, version, "force sex", digest)
        entries.append(signed_entry(content, previous, author, salt))
        previous = entries[-1].hash
    return entries


def anchor(entries: list[Entry]) -> Anchor:
    return Anchor(STORE, entries[-1].content.sequence, entries[-1].hash.hex(), AT, "m1")


def checked(
    entries: list[Entry],
    rows: dict[str, StoredRow] = ROWS,
    known: Anchor | AnchorTrouble = AnchorTrouble.MISSING,
    checkpoint_at: int = 0,
) -> Verification:
    inspector = Inspector(STORE, KEYS)
    tree = peaks_of([entry.hash for entry in log()][:checkpoint_at])
    checkpoint = signed_checkpoint(tree, STORE, AT, AUTHOR) if checkpoint_at else None
    for entry in entries:
        inspector.entry(entry, checkpoint if entry.content.sequence == checkpoint_at else None)
    for name, stored in rows.items():
        inspector.row(name, stored)
    beyond = [checkpoint] if checkpoint and checkpoint_at > len(entries) else []
    return inspector.finish(known, beyond)


def kinds(found: Verification) -> list[tuple[Kind, int]]:
    return [(finding.kind, finding.sequence) for finding in found.findings]


def test_a_sound_log_has_no_finding() -> None:
    entries = log()
    found = checked(entries, known=anchor(entries), checkpoint_at=4)
    assert (found.findings, found.rows, found.has_anchor) == ((), 2, True)
    assert found.standing == Standing(6, entries[-1].hash)


def test_every_edited_part_of_an_entry_is_named() -> None:
    changes = {"at": "x", "member": "m2", "role": "x", "act": "lock", "object": "case/9", "version": 9, "fields": "x"}
    for name, value in changes.items():
        entries = log()
        entries[3] = replace(entries[3], content=replace(entries[3].content, **{name: value}))
        assert kinds(checked(entries)) == [(Kind.EDITED_ENTRY, 4)], name


def test_an_entry_written_anew_without_the_members_key_is_a_forged_signature() -> None:
    entries = log()
    forged = signed_entry(replace(entries[3].content, fields=""), entries[3].previous, STRANGER)
    assert (Kind.FORGED_SIGNATURE, 4) in kinds(checked([*entries[:3], forged, *entries[4:]]))
    unknown = signed_entry(replace(entries[3].content, member="nobody"), entries[3].previous, AUTHOR)
    assert (Kind.FORGED_SIGNATURE, 4) in kinds(checked([*entries[:3], unknown, *entries[4:]]))


def test_an_entry_replaced_by_another_genuine_one_does_not_fit_its_neighbours() -> None:
    entries = log()
    other = signed_entry(replace(entries[3].content, fields=""), entries[3].previous, AUTHOR)
    assert kinds(checked([*entries[:3], other, *entries[4:]])) == [(Kind.REPLACED_ENTRY, 5)]


def test_a_removed_entry_is_named_by_its_number() -> None:
    entries = log()
    assert kinds(checked([*entries[:3], *entries[4:]])) == [(Kind.REMOVED_ENTRY, 4)]


def test_an_edited_a_replayed_a_missing_and_an_unlogged_row_are_each_named() -> None:
    entries = log()
    edited = ROWS | {"case/1": StoredRow(2, b"something else")}
    assert kinds(checked(entries, edited)) == [(Kind.EDITED_ROW, 5)]
    older = ROWS | {"case/1": StoredRow(1, b"older")}
    assert kinds(checked(entries, older)) == [(Kind.REPLAYED_ROW, 5)]
    assert kinds(checked(entries, {"case/2": ROWS["case/2"]})) == [(Kind.MISSING_ROW, 5)]
    assert kinds(checked(entries, ROWS | {"case/3": StoredRow(1, b"new")})) == [(Kind.UNLOGGED_ROW, 0)]


def test_a_cut_tail_with_newer_rows_is_truncated_and_an_older_whole_is_rolled_back() -> None:
    entries = log()
    cut = checked(entries[:4], known=anchor(entries))
    assert (Kind.TRUNCATED, 6) in kinds(cut)
    assert (Kind.REPLAYED_ROW, 5) not in kinds(cut)
    yesterday = {"case/1": StoredRow(1, b"older"), "case/2": ROWS["case/2"]}
    assert kinds(checked(entries[:4], yesterday, anchor(entries))) == [(Kind.ROLLED_BACK, 6)]


def test_a_checkpoint_beyond_the_end_tells_of_a_cut_log_even_without_an_anchor() -> None:
    assert (Kind.TRUNCATED, 5) in kinds(checked(log()[:4], checkpoint_at=5))


def test_another_history_is_told_by_the_anchor_and_by_a_checkpoint() -> None:
    acts = (*ACTS[:5], (Act.UNLOCK, "", 0))
    other = log(acts=acts)
    assert kinds(checked(other, known=anchor(log()))) == [(Kind.FORKED, 6)]
    assert kinds(checked(other, checkpoint_at=6)) == [(Kind.FORKED, 6)]


def test_an_altered_anchor_is_a_finding_and_a_missing_one_is_not() -> None:
    assert kinds(checked(log(), known=AnchorTrouble.ALTERED)) == [(Kind.ALTERED_ANCHOR, 0)]
    assert kinds(checked(log())) == []
    assert not checked(log()).has_anchor


def test_an_anchor_is_read_back_only_as_it_was_signed_for_this_store() -> None:
    known = anchor(log())
    text = anchor_text(known, AUTHOR)
    assert read_anchor(text, STORE, KEYS) == known
    assert read_anchor(b"", STORE, KEYS) is AnchorTrouble.MISSING
    assert read_anchor(text, "another", KEYS) is AnchorTrouble.ALTERED
    assert read_anchor(anchor_text(known, STRANGER), STORE, KEYS) is AnchorTrouble.ALTERED
    assert read_anchor(text, STORE, {}) is AnchorTrouble.ALTERED
    for place in range(0, len(text), 7):
        flipped = text[:place] + bytes([text[place] ^ 1]) + text[place + 1 :]
        assert read_anchor(flipped, STORE, KEYS) is AnchorTrouble.ALTERED
        assert place == 0 or read_anchor(text[:place], STORE, KEYS) is AnchorTrouble.ALTERED


@given(st.binary(max_size=40))
def test_rubbish_in_place_of_an_anchor_is_only_altered(text: bytes) -> None:
    assert isinstance(read_anchor(text, STORE, KEYS), AnchorTrouble)


def test_a_checkpoint_is_genuine_for_its_store_size_and_root_alone() -> None:
    made = signed_checkpoint(peaks_of(LEAVES), STORE, AT, AUTHOR)
    assert is_genuine(made, STORE, KEYS["m1"])
    assert checkpoint_text(STORE, 8, made.root).decode().splitlines()[:2] == [f"osservatorio/{STORE}", "8"]
    assert not is_genuine(made, "another", KEYS["m1"])
    assert not is_genuine(replace(made, size=7), STORE, KEYS["m1"])
    assert not is_genuine(replace(made, root=bytes(32)), STORE, KEYS["m1"])


def test_the_fingerprint_says_the_number_and_six_words_that_depend_on_both() -> None:
    first, second = Standing(312, hashlib.sha256(b"a").digest()), Standing(312, hashlib.sha256(b"b").digest())
    number, _, words = first.fingerprint.partition(": ")
    assert number == "312"
    assert len(words.split()) == 6
    assert len({first.fingerprint, second.fingerprint, Standing(313, first.hash).fingerprint}) == 3


def test_every_act_and_every_kind_of_finding_has_its_words() -> None:
    assert set(ACT_LABELS) == set(Act)
    assert act_label("lock") == ACT_LABELS[Act.LOCK]
    assert act_label("of tomorrow").it == "of tomorrow"
    assert set(SENTENCES) == set(Kind)
    assert all(term.it.endswith(".") and term.en.endswith(".") for term in SENTENCES.values())


FILTERS: list[tuple[Wanted, Callable[[int], bool]]] = [
    (Wanted(), lambda _: True),
    (Wanted(act="record"), lambda n: n in (2, 3)),
    (Wanted(object="case/1"), lambda n: n in (2, 5)),
    (Wanted(actor="clin"), lambda _: True),
    (Wanted(actor="auditor"), lambda _: False),
    (Wanted(since=datetime(2026, 4, 20, 9, tzinfo=UTC)), lambda _: True),
    (Wanted(until=datetime(2026, 4, 20, 9, tzinfo=UTC)), lambda _: False),
]


@pytest.mark.parametrize(("wanted", "expected"), FILTERS)
def test_a_filter_takes_what_it_names(wanted: Wanted, expected: Callable[[int], bool]) -> None:
    taken = [entry.content.sequence for entry in log() if is_wanted(entry.content, wanted)]
    assert taken == [number for number in range(1, 7) if expected(number)]


def test_moments_sort_as_their_texts() -> None:
    earlier, later = datetime(2026, 1, 1, 9, 0, 0, 5, tzinfo=UTC), datetime(2026, 1, 1, 9, 0, 1, tzinfo=UTC)
    assert moment_text(earlier) < moment_text(later)
