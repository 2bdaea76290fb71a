"""The keys of an open store, in memory that can be wiped."""

from collections.abc import Mapping
from dataclasses import dataclass

from observatory.security.key_derivation import KdfCost


@dataclass(slots=True, repr=False)
class Keyring:
    """Keys of an unlocked store and what ties the key file to the database.

    `member` opened the store and signs with `signing` (an Ed25519 seed, see `signing.py`); `members` are the public
    signing keys of all members by id. `database` and `cipher_salt` open the database; `narrative` seals narratives,
    `draft` seals drafts; `sequence` and `digest` (SHA-256, hex) are those of the key file, `previous` the digest it
    replaced. `cost` is that of the passphrase's slot, none if a paper key opened the store; `sheet` identifies the
    recovery sheet in force, empty if there is none.
    """

    store_id: str
    member: str
    members: Mapping[str, bytes]
    signing: bytearray
    database: bytearray
    cipher_salt: bytes
    narrative: bytearray
    draft: bytearray
    sequence: int
    digest: str
    previous: str
    cost: KdfCost | None = None
    sheet: str = ""

    def follow(self, newer: "Keyring") -> None:
        """Take over what a new key file changed: who signs, which file it is, which sheet is in force.

        `newer` is of no use afterwards. The store's own keys are the same in both.
        """
        for changed in ("member", "members", "sequence", "digest", "previous", "cost", "sheet"):
            setattr(self, changed, getattr(newer, changed))
        self.signing[:] = newer.signing
        newer.wipe()

    def wipe(self) -> None:
        """Overwrite every key; the keyring is of no use afterwards."""
        for key in (self.database, self.narrative, self.draft, self.signing):
            key[:] = bytes(len(key))
