"""The keys of an open store, in memory that can be wiped."""

from dataclasses import dataclass


@dataclass(slots=True, repr=False)
class Keyring:
    """Keys of an unlocked store and what ties the key file to the database.

    `database` and `cipher_salt` open the database; `narrative` seals narratives, `draft` seals drafts; `sequence` and
    `digest` (SHA-256, hex) are those of the key file, `previous` the digest it replaced.
    """

    store_id: str
    database: bytearray
    cipher_salt: bytes
    narrative: bytearray
    draft: bytearray
    sequence: int
    digest: str
    previous: str

    def wipe(self) -> None:
        """Overwrite every key; the keyring is of no use afterwards."""
        for key in (self.database, self.narrative, self.draft):
            key[:] = bytes(len(key))
