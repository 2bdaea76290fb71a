"""Sealing of narratives and drafts: AES-256-GCM, each value bound to the table, row and column it stands in."""

import json
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from observatory.errors import TamperedStore
from observatory.terms import Term

_VERSION = b"\x01"
_NONCE_BYTES = 12


class Seal:
    """Seals and opens text under one key, which its owner may wipe."""

    def __init__(self, key: bytearray) -> None:
        self._key = key

    def close(self, text: str, place: tuple[str, ...]) -> bytes:
        """The sealed text: version, nonce, ciphertext. `place` (table, row, column) must be the same to open it."""
        if not any(self._key):
            raise ValueError("the key was wiped")
        nonce = os.urandom(_NONCE_BYTES)
        return _VERSION + nonce + AESGCM(self._key).encrypt(nonce, text.encode(), _bound(place))

    def open(self, sealed: bytes, place: tuple[str, ...]) -> str:
        """The text; raises `TamperedStore` if it was altered or moved from another place."""
        if sealed[:1] != _VERSION:
            raise TamperedStore(_MOVED)
        nonce, ciphertext = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        try:
            return AESGCM(self._key).decrypt(nonce, ciphertext, _bound(place)).decode()
        except (InvalidTag, ValueError) as error:
            raise TamperedStore(_MOVED) from error


def _bound(place: tuple[str, ...]) -> bytes:
    return b"osservatorio/sealed/v1|" + json.dumps(place, separators=(",", ":")).encode()


_MOVED = Term(
    "Un testo sigillato è stato alterato o spostato: non viene mostrato. L’archivio non è stato modificato; "
    "avvisare l’amministratore.",
    "A sealed text was altered or moved: it is not shown. The store was not changed; tell the administrator.",
)
