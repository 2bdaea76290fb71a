"""Sealing of narratives and drafts: AES-256-GCM, each value bound to the table, row and column it stands in.

0x01 | nonce (12 bytes) | ciphertext                                   under the only key, or the first (number 0)
0x02 | number of the key (2 bytes, big-endian) | nonce | ciphertext
"""

import json
import os
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from observatory.errors import NotAllowed, TamperedStore
from observatory.terms import Term

_FIRST, _NUMBERED = b"\x01", b"\x02"
_NUMBER_BYTES = 2
_NONCE_BYTES = 12


class Seal:
    """Seals text under the newest of some keys and opens it under whichever sealed it; their owner may wipe them.

    Without any key it opens nothing: whoever has it cannot read these texts.
    """

    def __init__(self, keys: Mapping[int, bytearray]) -> None:
        self._keys = keys

    @property
    def can_open(self) -> bool:
        return bool(self._keys)

    def close(self, text: str, place: tuple[str, ...]) -> bytes:
        """The sealed text. `place` (table, row, column) must be the same to open it; raises `NotAllowed`."""
        if not self._keys:
            raise NotAllowed(NO_KEY)
        number = max(self._keys)
        key = self._keys[number]
        if not any(key):
            raise ValueError("the key was wiped")
        nonce = os.urandom(_NONCE_BYTES)
        head = _NUMBERED + number.to_bytes(_NUMBER_BYTES) if number else _FIRST
        return head + nonce + AESGCM(key).encrypt(nonce, text.encode(), _bound(place))

    def open(self, sealed: bytes, place: tuple[str, ...]) -> str:
        """The text; raises `TamperedStore` if it was altered or moved from another place, `NotAllowed` without keys."""
        if not self._keys:
            raise NotAllowed(NO_KEY)
        number, rest = _numbered(sealed)
        nonce, ciphertext = rest[:_NONCE_BYTES], rest[_NONCE_BYTES:]
        try:
            return AESGCM(self._keys[number]).decrypt(nonce, ciphertext, _bound(place)).decode()
        except (InvalidTag, ValueError, KeyError) as error:
            raise TamperedStore(_MOVED) from error


def _numbered(sealed: bytes) -> tuple[int, bytes]:
    if sealed[:1] == _FIRST:
        return 0, sealed[1:]
    if sealed[:1] == _NUMBERED:
        return int.from_bytes(sealed[1 : 1 + _NUMBER_BYTES]), sealed[1 + _NUMBER_BYTES :]
    raise TamperedStore(_MOVED)


def _bound(place: tuple[str, ...]) -> bytes:
    return b"osservatorio/sealed/v1|" + json.dumps(place, separators=(",", ":")).encode()


_MOVED = Term(
    "Un testo sigillato è stato alterato o spostato: non viene mostrato. L’archivio non è stato modificato; "
    "avvisare l’amministratore.",
    "A sealed text was altered or moved: it is not shown. The store was not changed; tell the administrator.",
)
NO_KEY = Term(
    "Manca la chiave dei testi riservati: il proprio ruolo non li comprende, o la chiave arriva quando apre l’archivio "
    "un membro che l’ha già. Nulla è stato registrato.",
    "The key of sealed texts is missing: the role does not include them, or the key comes when a member who has it "
    "opens the store. Nothing was recorded.",
)
