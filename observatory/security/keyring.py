"""The keys of an open store, in memory that can be wiped."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from observatory.security.certificates import Roster, current, present
from observatory.security.key_derivation import KdfCost, expand
from observatory.security.members import Member
from observatory.security.roles import Compartment, Role

K = TypeVar("K", int, str)

Generations = dict[int, bytearray]
"""The keys of a compartment by number: the newest seals, all open."""


@dataclass(slots=True, repr=False)
class Keyring:
    """What a member's passphrase or the paper key opened.

    `member` opened the store and signs with `signing` (an Ed25519 seed, see `signing.py`); `receive` is their X25519
    seed, `trust` the root's public key. `root_key` is the store's secret in this `epoch`, from which `database` comes;
    `cipher_salt` goes with it. `narratives` are the keys of sealed texts, only of the compartments that the member's
    role reads; `drafts` the keys of drafts by member, usually only their own. `sequence` and `digest` (SHA-256, hex)
    are those of the key file, `previous` the digest it replaced. `cost` is that of the passphrase's slot, none if a
    paper key opened the store.
    """

    store_id: str
    member: str
    roster: Roster
    epoch: int
    signing: bytearray
    receive: bytearray
    trust: bytes
    root_key: bytearray
    cipher_salt: bytes
    sequence: int
    digest: str
    previous: str
    narratives: dict[Compartment, Generations] = field(default_factory=dict)
    drafts: dict[str, bytearray] = field(default_factory=dict)
    cost: KdfCost | None = None
    database: bytearray = field(init=False)

    def __post_init__(self) -> None:
        self.database = bytearray(expand(bytes(self.root_key), self._purpose(b"osservatorio/database/v1")))

    def _purpose(self, name: bytes) -> bytes:
        return name + f"|{self.store_id}|{self.epoch}".encode()

    def store_draft_key(self) -> bytearray:
        """The one draft key of a store of version 1, in which all drafts were its only member's."""
        return bytearray(expand(bytes(self.root_key), self._purpose(b"osservatorio/drafts/v1")))

    @property
    def me(self) -> Member:
        """Who opened the store."""
        return current(self.roster)[self.member].as_member

    @property
    def members(self) -> Mapping[str, bytes]:
        """The public signing keys of all members, past ones included, by id."""
        return {certificate.member: certificate.sig for certificate in self.roster}

    @property
    def roles_held(self) -> Mapping[str, frozenset[str]]:
        """All roles that each member ever held, by id."""
        held: dict[str, frozenset[str]] = {}
        for certificate in self.roster:
            # Every entry of version 1 said «clinician», those of the sheet too.
            roles = {*certificate.roles, *((Role.CLINICIAN,) if Role.RECOVERY in certificate.roles else ())}
            held[certificate.member] = held.get(certificate.member, frozenset()) | roles
        return held

    @property
    def people(self) -> tuple[Member, ...]:
        """The members of now by name, without the sheet of paper."""
        now = (certificate.as_member for certificate in present(self.roster))
        return tuple(sorted((m for m in now if Role.RECOVERY not in m.roles), key=lambda m: m.name.casefold()))

    @property
    def everyone(self) -> tuple[Member, ...]:
        """Whoever is or was a member, the sheet of paper included; those of the past have no roles."""
        return tuple(certificate.as_member for certificate in current(self.roster).values())

    @property
    def sheet(self) -> str:
        """The recovery sheet in force, as `PaperKey.sheet`; empty if there is none."""
        now = present(self.roster)
        return next((c.member for c in now if Role.RECOVERY in c.roles), "")

    @property
    def draft(self) -> bytearray:
        """The key of the member's own drafts."""
        return self.drafts[self.member]

    def copied(self) -> "Keyring":
        """The same keys in memory of their own."""
        return replace(
            self,
            signing=bytearray(self.signing),
            receive=bytearray(self.receive),
            root_key=bytearray(self.root_key),
            narratives={c: {n: bytearray(key) for n, key in held.items()} for c, held in self.narratives.items()},
            drafts={member: bytearray(key) for member, key in self.drafts.items()},
        )

    def in_new_epoch(self, root_key: bytes, cipher_salt: bytes) -> "Keyring":
        """The same member under new keys of the store; this keyring is of no use afterwards."""
        copy = self.copied()
        self.wipe()
        return replace(copy, epoch=copy.epoch + 1, root_key=bytearray(root_key), cipher_salt=cipher_salt)

    def keep(self, due: set[str]) -> None:
        """Forget the sealed keys whose names, as the key file has them, are not among these."""
        for compartment, generations in self.narratives.items():
            _keep(generations, {n for n in generations if f"{compartment}/{n}" in due})
        self.narratives = {compartment: held for compartment, held in self.narratives.items() if held}
        _keep(self.drafts, {member for member in self.drafts if f"draft/{member}" in due})

    def follow(self, newer: "Keyring") -> None:
        """Take over what a new key file changed; `newer` is of no use afterwards.

        Keys that both have stay in their place, for whoever holds them; the others are wiped or taken over.
        """
        for changed in ("member", "roster", "epoch", "cipher_salt", "sequence", "digest", "previous", "cost", "trust"):
            setattr(self, changed, getattr(newer, changed))
        for name in ("signing", "receive", "root_key", "database"):
            getattr(self, name)[:] = getattr(newer, name)
        for compartment in Compartment:
            _take_over(self.narratives.setdefault(compartment, {}), newer.narratives.get(compartment, {}))
        _take_over(self.drafts, newer.drafts)
        newer.wipe()

    def wipe(self) -> None:
        """Overwrite every key; the keyring is of no use afterwards."""
        for key in self._keys():
            key[:] = bytes(len(key))

    def _keys(self) -> Iterator[bytearray]:
        yield from (self.database, self.root_key, self.signing, self.receive)
        for generations in self.narratives.values():
            yield from generations.values()
        yield from self.drafts.values()


def _keep(mine: dict[K, bytearray], names: set[K]) -> None:
    for gone in mine.keys() - names:
        key = mine.pop(gone)
        key[:] = bytes(len(key))


def _take_over(mine: dict[K, bytearray], theirs: dict[K, bytearray]) -> None:
    _keep(mine, set(theirs))
    for name, key in theirs.items():
        if name in mine:
            mine[name][:] = key
        else:
            mine[name] = bytearray(key)
