"""Members who sign: with the key of the open store, or with one that their own passphrase has just opened."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from observatory.security.members import Member
from observatory.security.signing import sign


def _stays() -> None:
    """The open store wipes its own keys."""


@dataclass(frozen=True, slots=True, repr=False)
class SigningWitness:
    """`observatory.security.members.Witness`; `wipe` forgets the key where nobody else will."""

    member: Member
    seed: bytearray
    wipe: Callable[[], None] = _stays

    def sign(self, purpose: bytes, message: bytes) -> bytes:
        """The Ed25519 signature (64 bytes); raises `ValueError` once the key is wiped."""
        if not any(self.seed):
            raise ValueError("the key was wiped")
        return sign(self.seed, purpose, message)

    def close(self) -> None:
        self.wipe()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
