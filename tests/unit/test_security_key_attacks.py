"""Whoever alters `vault.keys`, from outside or as a member: always a named refusal, never another exception."""

import hashlib
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import cycle
from typing import Any

import pytest

from observatory.errors import DamagedStore, ObservatoryError, StoreError, TamperedStore, WrongPassphrase
from observatory.security import certificates, key_derivation
from observatory.security.certificates import FORGED_ROLE, ROOT, Certificate, Issuer, Roster, extended
from observatory.security.key_container import MAGIC, Json, as_text, canonical, contained, read_body
from observatory.security.key_derivation import CEILING, FLOOR, KdfCost
from observatory.security.key_file import Change, is_due, new_key_file, open_key_file
from observatory.security.key_file_changes import supplied, with_member, with_roles, without_member
from observatory.security.key_wraps import receiving_key, wrap
from observatory.security.keyring import Keyring
from observatory.security.minting import minted
from observatory.security.paper_key import PaperKey
from observatory.security.roles import FOUNDER_ROLES, Compartment, Role
from observatory.security.signing import public_key
from observatory.security.slots import Login, Secret, new_slot, opened_slot
from observatory.security.store_keys import Newcomer

CHEAP = KdfCost(64, 1, 1)
WORDS = "cavallo nuvola pettine diciotto"
PAPER = PaperKey(bytes(range(20)))
FOUNDER = Login("titolare", WORDS)
ANNA, UGO, ADA = (Login(name, f"{WORDS} {name}") for name in ("anna", "ugo", "ada"))
SECRETS: tuple[Secret, ...] = (FOUNDER, ANNA, UGO, PAPER)


def history() -> Iterator[Change]:
    """A founder, a clinician, an analyst and a second administrator let in, who then becomes an auditor."""
    content, keyring = new_key_file(WORDS, CHEAP, PAPER)
    yield content, keyring
    for login, role in ((ANNA, Role.CLINICIAN), (UGO, Role.ANALYST), (ADA, Role.ADMINISTRATOR)):
        content, keyring = with_member(content, keyring, Newcomer(login.name, "", (role,)), login.passphrase, CHEAP)
        yield content, keyring
    yield with_roles(content, keyring, "ada", (Role.AUDITOR,), "")


@pytest.fixture(scope="module")
def versions() -> tuple[bytes, ...]:
    return tuple(content for content, _ in history())


@pytest.fixture(scope="module")
def content(versions: tuple[bytes, ...]) -> bytes:
    return versions[-1]


def summed(content: bytes) -> bytes:
    """The bytes under a checksum that holds, as anybody can make it."""
    return content[:-32] + hashlib.sha256(content[:-32]).digest()


def retold(content: bytes, body: Json, root: bytes | bytearray | None = None) -> bytes:
    """A file that says this: under the old MAC, or that of a member who has the root key."""
    if root is not None:
        return contained(body, root)
    text = canonical(body)
    return summed(MAGIC + content[7:8] + len(text).to_bytes(4) + text + content[-64:])


def refusal(content: bytes, secret: Secret) -> type[StoreError] | None:
    """What opening it says; anything but a refusal in words is an error of the test."""
    try:
        open_key_file(content, secret).wipe()
    except StoreError as error:
        return type(error)
    return None


def named_forged(content: bytes, *secrets: Secret) -> None:
    for secret in secrets or SECRETS:
        with pytest.raises(TamperedStore) as told:
            open_key_file(content, secret)
        assert told.value.message == FORGED_ROLE


# --- bytes ---


@pytest.mark.parametrize("secret", [UGO, PAPER])
def test_every_bit_pattern_and_truncation_is_damage(content: bytes, secret: Secret) -> None:
    for place in range(len(content)):
        for mask in (0x01, 0x80, 0xFF):
            altered = content[:place] + bytes([content[place] ^ mask]) + content[place + 1 :]
            assert refusal(altered, secret) is DamagedStore
        assert refusal(content[:place], secret) is DamagedStore
    for more in (b"\0", content, content[-32:]):
        assert refusal(content + more, secret) is DamagedStore


def test_every_byte_altered_under_a_checksum_that_holds_is_refused(content: bytes) -> None:
    """Also in one's own slot, where only the spare tells an altered one from a wrong passphrase."""
    masks = cycle((0x01, 0x20, 0x80))
    for place, mask in zip(range(len(content) - 32), masks, strict=False):
        altered = summed(content[:place] + bytes([content[place] ^ mask]) + content[place + 1 :])
        for secret in (UGO, PAPER):
            assert refusal(altered, secret) is not None, place


def test_every_truncation_under_a_checksum_that_holds_is_refused(content: bytes) -> None:
    for length in range(len(content) - 32):
        assert refusal(summed(content[:length] + bytes(32)), UGO) is not None


def parts(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
    """The path of every part of a body."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, each in items:
        yield from parts(each, (*path, name))


STRANGE: tuple[Any, ...] = (None, True, 0, -1, 2**70, 1.5, "", "è", "A" * 44, [], [[]], {}, {"": 0}, [None])


@pytest.mark.parametrize("is_member", [False, True])
def test_every_part_replaced_by_anything_is_refused_or_harmless(content: bytes, is_member: bool) -> None:
    """A member has the root key, and so the MAC; what they write may even open, for roles are signed."""
    root = open_key_file(content, UGO).root_key if is_member else None
    paths = [path for path in parts(read_body(content)) if path not in ((), ("v",))]
    for path in paths:
        for strange in STRANGE:
            body = read_body(content)
            place: Any = body
            for name in path[:-1]:
                place = place[name]
            place[path[-1]] = strange
            for secret in (FOUNDER, UGO):
                told = refusal(retold(content, body, root), secret)
                assert is_member or told is not None, (path, strange)


def test_every_part_taken_away_is_refused(content: bytes) -> None:
    for path in list(parts(read_body(content)))[1:]:
        body = read_body(content)
        place: Any = body
        for name in path[:-1]:
            place = place[name]
        del place[path[-1]]
        for secret in (FOUNDER, UGO, PAPER):
            assert refusal(retold(content, body), secret) is not None, path


# --- roles, by a member who has the root key ---


def rewritten(content: bytes, member: Keyring, roster: Roster, **changes: object) -> bytes:
    body = read_body(content) | changes
    body["members"] = certificates.public_part(roster)
    body["roster"] = certificates.sealed(roster, member.root_key, certificates.place_of_roster(body))
    return contained(body, member.root_key)


def own(keyring: Keyring, **changes: Any) -> Certificate:  # noqa: ANN401
    mine = certificates.current(keyring.roster)[keyring.member]
    return replace(mine, sequence=keyring.sequence, **changes)


Forgery = Callable[[Keyring], Roster]


def _with(issuer: str, **changes: Any) -> Forgery:  # noqa: ANN401
    """One certificate more, which names an issuer and is signed by the forger."""

    def forge(keyring: Keyring) -> Roster:
        named = {"": keyring.member, "sheet": PAPER.sheet, ROOT: ROOT}
        by = named.get(issuer) or next(c.member for c in keyring.roster if c.name == issuer)
        certificate = own(keyring, **({"roles": FOUNDER_ROLES} | changes))
        return extended(keyring.roster, keyring.store_id, certificate, Issuer(by, keyring.signing))

    return forge


def _relabelled(keyring: Keyring) -> Roster:
    return tuple(replace(c, roles=FOUNDER_ROLES) if c.member == keyring.member else c for c in keyring.roster)


def _founders_taken_over(keyring: Keyring) -> Roster:
    """The founder's certificate with the forger's keys in it."""
    mine = own(keyring)
    return (replace(keyring.roster[0], kem=mine.kem, sig=mine.sig), *keyring.roster[1:])


def _first_anew(keyring: Keyring) -> Roster:
    """A beginning of the forger's own, issued by a root they made up."""
    certificate = own(keyring, roles=FOUNDER_ROLES)
    return extended((), keyring.store_id, certificate, Issuer(ROOT, bytes(32))) + keyring.roster


def _past_replayed(keyring: Keyring) -> Roster:
    """The certificate by which the second administrator was one, once more at the end."""
    return (*keyring.roster, next(c for c in keyring.roster if c.name == "ada"))


def _of_another_store(keyring: Keyring) -> Roster:
    return extended(keyring.roster, "another", own(keyring), Issuer(keyring.member, keyring.signing))


FORGERIES: dict[str, Forgery] = {
    "issued by oneself": _with(""),
    "in the founder's name": _with("titolare"),
    "in the sheet's name": _with("sheet"),
    "in the root's name": _with(ROOT),
    "in the name of one who was administrator": _with("ada"),
    "somebody let in": _with("", member="new", name="nuovo", kem=bytes(32), sig=bytes(32)),
    "another member demoted": _with("", roles=(Role.AUDITOR,)),
    "one's own force": _with("", force="PS", roles=(Role.ANALYST,)),
    "roles changed in place": _relabelled,
    "the founder's keys replaced": _founders_taken_over,
    "a beginning of one's own": _first_anew,
    "an old certificate once more": _past_replayed,
    "signed for another store": _of_another_store,
    "reordered": lambda keyring: (*keyring.roster[:1], *reversed(keyring.roster[1:])),
    "two exchanged": lambda keyring: (*keyring.roster[:-2], *reversed(keyring.roster[-2:])),
    "one left out": lambda keyring: (*keyring.roster[:2], *keyring.roster[3:]),
    "the first left out": lambda keyring: keyring.roster[1:],
    "one twice": lambda keyring: (*keyring.roster, keyring.roster[-1]),
    "no root": lambda keyring: tuple(replace(c, issuer=keyring.roster[0].member) for c in keyring.roster),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_role_that_no_administrator_gave_is_named_to_everybody(content: bytes, name: str) -> None:
    forger = open_key_file(content, UGO)
    named_forged(rewritten(content, forger, FORGERIES[name](forger)))


def test_one_who_was_administrator_gives_no_roles_any_more(content: bytes) -> None:
    ada = open_key_file(content, ADA)
    for certificate in (
        own(ada, roles=(Role.ADMINISTRATOR,)),
        replace(certificates.current(ada.roster)[open_key_file(content, UGO).member], roles=FOUNDER_ROLES),
    ):
        roster = extended(ada.roster, ada.store_id, certificate, Issuer(ada.member, ada.signing))
        named_forged(rewritten(content, ada, roster))


@pytest.mark.parametrize(
    "change",
    [
        {"kem": bytes(32)},
        {"sig": bytes(32)},
        {"sequence": 0},
    ],
)
def test_not_even_an_administrator_gives_a_member_other_keys_or_an_earlier_number(
    content: bytes, change: dict[str, Any]
) -> None:
    founder = open_key_file(content, FOUNDER)
    theirs = certificates.current(founder.roster)[open_key_file(content, UGO).member]
    roster = extended(
        founder.roster, founder.store_id, replace(theirs, **change), Issuer(founder.member, founder.signing)
    )
    named_forged(rewritten(content, founder, roster))


def test_whoever_was_shut_out_is_never_a_member_again(content: bytes) -> None:
    founder = open_key_file(content, FOUNDER)
    ada = certificates.current(founder.roster)[open_key_file(content, ADA).member]
    later, keyring = without_member(content, founder, "ada")
    roster = extended(
        keyring.roster,
        keyring.store_id,
        replace(ada, sequence=keyring.sequence),
        Issuer(keyring.member, keyring.signing),
    )
    named_forged(rewritten(later, keyring, roster))


def test_a_root_of_one_s_own_is_caught_by_what_the_slots_pin(content: bytes) -> None:
    """All certificates issued anew, the file's root with them: others see their own root in their slot."""
    forger, seed = open_key_file(content, UGO), bytes(range(32))
    roster: Roster = ()
    for certificate in forger.roster:
        roles = FOUNDER_ROLES if certificate.member == forger.member else certificate.roles
        roster = extended(roster, forger.store_id, replace(certificate, roles=roles), Issuer(ROOT, seed))
    named_forged(rewritten(content, forger, roster, trust=as_text(public_key(seed))))
    named_forged(rewritten(content, forger, forger.roster, trust=as_text(public_key(seed))))
    named_forged(rewritten(content, forger, roster))


def test_a_public_part_that_differs_from_the_roster_is_named(content: bytes) -> None:
    forger = open_key_file(content, UGO)
    for change in (
        lambda members: members[1:],
        lambda members: [*members[:-1], members[-1] | {"sig": members[0]["sig"]}],
        lambda members: [*members, {"id": "x", "kem": members[0]["kem"], "sig": members[0]["sig"]}],
        lambda members: list(reversed(members)),
        lambda _: [],
    ):
        body = read_body(content)
        body["members"] = change(body["members"])
        named_forged(contained(body, forger.root_key))


def test_a_roster_under_another_place_or_key_is_refused(content: bytes, versions: tuple[bytes, ...]) -> None:
    """That of an older file, in which somebody was still administrator, belongs to that file."""
    forger = open_key_file(content, UGO)
    for old in versions[:-1]:
        body = read_body(content)
        body["roster"] = read_body(old)["roster"]
        for secret in SECRETS:
            assert refusal(contained(body, forger.root_key), secret) is TamperedStore


# --- slots and costs ---


def slot_of(body: Json, content: bytes, secret: Secret) -> Json:
    member = open_key_file(content, secret).member
    return next(slot for slot in body["slots"] if slot["member"] == member)


@pytest.mark.parametrize("names", [("sealed",), ("commitment",), ("salt",), ("member",), ("tag",), ("kdf",)])
@pytest.mark.parametrize("is_member", [False, True])
def test_slots_exchanged_in_any_part_open_nothing(content: bytes, names: tuple[str, ...], is_member: bool) -> None:
    root = open_key_file(content, ADA).root_key if is_member else None
    for one, other in ((UGO, FOUNDER), (UGO, PAPER), (ANNA, UGO)):
        body = read_body(content)
        mine, theirs = slot_of(body, content, one), slot_of(body, content, other)
        for name in names:
            mine[name], theirs[name] = theirs[name], mine[name]
        if mine["kdf"] == theirs["kdf"] and names == ("kdf",):
            continue
        for secret in (one, other):
            assert refusal(retold(content, body, root), secret) in (TamperedStore, WrongPassphrase)


def test_a_whole_slot_moved_under_another_name_is_named(content: bytes) -> None:
    """With its own salt and commitment it opens as far as the seal, which is bound to its member."""
    for change in ("member", "tag", "store"):
        body = read_body(content)
        slot = slot_of(body, content, UGO)
        slot[change] = slot_of(body, content, ANNA)[change] if change != "store" else "another"
        assert refusal(retold(content, body), Login("anna" if change == "tag" else "ugo", UGO.passphrase)) in (
            TamperedStore,
            WrongPassphrase,
        )


@pytest.mark.parametrize(
    "cost", [KdfCost(8, 1, 1), KdfCost(32, 1, 1), replace(FLOOR, passes=2), FLOOR, replace(FLOOR, memory=65535)]
)
def test_a_weakened_cost_does_not_open(content: bytes, cost: KdfCost) -> None:
    """The commitment is bound to it: whoever types the passphrase does not derive for the attacker."""
    for root in (None, open_key_file(content, ADA).root_key):
        body = read_body(content)
        slot_of(body, content, UGO)["kdf"] = {"memory": cost.memory, "passes": cost.passes, "lanes": cost.lanes}
        assert refusal(retold(content, body, root), UGO) is WrongPassphrase
        assert refusal(retold(content, body, root), ANNA) is (TamperedStore if root is None else None)


@pytest.mark.parametrize(
    "cost",
    [
        {"memory": 2**40, "passes": 3, "lanes": 4},
        {"memory": CEILING.memory + 1, "passes": 3, "lanes": 4},
        {"memory": 1024, "passes": CEILING.passes + 1, "lanes": 1},
        {"memory": 1024, "passes": 2**70, "lanes": 1},
        {"memory": 2**20, "passes": 3, "lanes": CEILING.lanes + 1},
        {"memory": 0, "passes": 0, "lanes": 0},
        {"memory": -1, "passes": 1, "lanes": 1},
        {"memory": 1e30, "passes": 3, "lanes": 4},
        {"memory": "1024", "passes": 3, "lanes": 4},
        {"memory": [1024], "passes": 3, "lanes": 4},
        {"memory": 1024, "passes": 3},
        {"memory": 1024, "passes": 3, "lanes": 4, "more": 1},
    ],
)
def test_a_bomb_is_refused_before_anything_is_derived(
    content: bytes, cost: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    def derived(**_: object) -> None:
        pytest.fail("derived")

    body = read_body(content)
    slot_of(body, content, UGO)["kdf"] = cost
    monkeypatch.setattr(key_derivation, "Argon2id", derived)
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    assert refusal(retold(content, body), UGO) is TamperedStore
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 4 * 1024
    assert time.perf_counter() - started < 1


# --- sealed keys ---


def test_sealed_keys_of_others_other_names_or_other_epochs_open_nothing(content: bytes) -> None:
    forger, founder = open_key_file(content, UGO), open_key_file(content, FOUNDER)
    rotated = read_body(without_member(content, founder, "ada")[0])["wraps"]
    ugo, anna = forger.member, open_key_file(content, ANNA).member

    def exchanged(body: Json, mine: tuple[str, str], theirs: tuple[str, str]) -> None:
        one, other = (next(w for w in body["wraps"] if (w["member"], w["key"]) == who) for who in (mine, theirs))
        one["sealed"], other["sealed"] = other["sealed"], one["sealed"]

    changes: tuple[Callable[[Json], Any], ...] = (
        lambda body: exchanged(body, (ugo, "root"), (anna, "root")),
        lambda body: exchanged(body, (ugo, "root"), (ugo, f"draft/{ugo}")),
        lambda body: body.update(wraps=rotated),
        lambda body: [w.update(sealed=r["sealed"]) for w, r in zip(body["wraps"], rotated, strict=False)],
        lambda body: body.update(wraps=[w for w in body["wraps"] if w["key"] != "root"]),
        lambda body: [w.update(key="cases/1") for w in body["wraps"] if w["key"] == f"draft/{ugo}"],
        lambda body: [w.update(member=ugo) for w in body["wraps"] if w["member"] == anna],
    )
    for change in changes:
        for root in (None, forger.root_key):
            body = read_body(content)
            change(body)
            assert refusal(retold(content, body, root), UGO) is TamperedStore


def test_a_root_key_of_one_s_own_for_others_is_not_that_of_the_roster(content: bytes) -> None:
    forger, key = open_key_file(content, UGO), bytes(range(32))
    body = read_body(content)
    founder = certificates.current(forger.roster)[open_key_file(content, FOUNDER).member]
    for each in body["wraps"]:
        if (each["member"], each["key"]) == (founder.member, "root"):
            each.update(wrap(forger.store_id, founder.member, founder.kem, ("root", key)))
    assert refusal(contained(body, forger.root_key), FOUNDER) is TamperedStore
    assert refusal(contained(body, key), FOUNDER) is TamperedStore


def test_a_slot_with_keys_of_one_s_own_for_another_member_opens_nothing(content: bytes) -> None:
    """The forger puts a passphrase of their choice on the founder's place: its keys are not the founder's."""
    forger = open_key_file(content, UGO)
    body = read_body(content)
    theirs = slot_of(body, content, FOUNDER)
    keyset = opened_slot(slot_of(body, content, UGO), UGO)
    place = {name: theirs[name] for name in ("store", "member", "tag")}
    body["slots"] = [new_slot(place, keyset, FOUNDER, CHEAP) if s is theirs else s for s in body["slots"]]
    for root in (None, forger.root_key):
        assert refusal(retold(content, body, root), FOUNDER) is TamperedStore
    assert receiving_key(keyset.receive) != certificates.current(forger.roster)[theirs["member"]].kem


def planted(content: bytes, forger: Keyring, name: str, told: Json | None) -> bytes:
    """A key that the forger knows, sealed to everybody who should have one of that name."""
    key, body = bytes(range(32)), read_body(content)
    body["wraps"] = [each for each in body["wraps"] if each["key"] != name]
    for certificate in certificates.present(forger.roster):
        if is_due(certificate, name):
            body["wraps"].append(wrap(forger.store_id, certificate.member, certificate.kem, (name, key)))
    body["minted"] |= {} if told is None else {name: told}
    return contained(body, forger.root_key)


@pytest.mark.parametrize("name", ["cases/1", "cases/2", "minutes/9", "draft/founder"])
def test_nobody_hands_out_a_key_of_texts_that_they_may_not_read(content: bytes, name: str) -> None:
    """An analyst who seals a key of their own to the clinicians would read whatever these write from then on."""
    forger, founder = open_key_file(content, UGO), open_key_file(content, FOUNDER)
    name = name.replace("founder", founder.member)
    signed = [
        minted(forger.store_id, (name, bytes(range(32))), sequence, Issuer(by, forger.signing))
        for by in (forger.member, founder.member, PAPER.sheet, ROOT)
        for sequence in (0, 1, forger.sequence, forger.sequence + 9)
    ]
    replayed = read_body(content)["minted"]["cases/1"]
    for told in (*signed, replayed, None):
        for secret in (FOUNDER, PAPER):
            assert refusal(planted(content, forger, name, told), secret) is TamperedStore


def test_a_clinician_s_new_key_stays_theirs_to_vouch_for_though_they_are_analysts_now(content: bytes) -> None:
    """What they made while they might holds; what they date back is older than the loss and renewed at once."""
    founder = open_key_file(content, FOUNDER)
    later, keyring = with_roles(content, founder, "anna", (Role.ANALYST,), "")
    anna = open_key_file(later, ANNA)
    told = minted(anna.store_id, ("cases/3", bytes(range(32))), anna.sequence - 1, Issuer(anna.member, anna.signing))
    dated_back = planted(later, anna, "cases/3", told)
    opened = open_key_file(dated_back, FOUNDER)
    change = supplied(dated_back, opened)
    assert change is not None
    assert max(change[1].narratives[Compartment.CASES]) == 4
    now = minted(anna.store_id, ("cases/3", bytes(range(32))), anna.sequence, Issuer(anna.member, anna.signing))
    assert refusal(planted(later, anna, "cases/3", now), FOUNDER) is TamperedStore
    assert keyring.sequence == anna.sequence


def test_whatever_a_member_s_mac_lets_open_can_be_written_on_or_is_refused_in_words(content: bytes) -> None:
    """No file that opens brings the program down at the next step."""
    root = open_key_file(content, UGO).root_key
    for path in [path for path in parts(read_body(content)) if path not in ((), ("v",))]:
        for strange in (None, 0, "A" * 44, [], {}):
            body = read_body(content)
            place: Any = body
            for name in path[:-1]:
                place = place[name]
            place[path[-1]] = strange
            altered = contained(body, root)
            with suppress(ObservatoryError):
                supplied(altered, open_key_file(altered, FOUNDER))
