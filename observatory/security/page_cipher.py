"""SQLCipher 4's pages on `cryptography` alone: what reads a store whose own library is gone.

A page is AES-256-CBC ciphertext, a random IV of 16 bytes and an HMAC-SHA-512 over ciphertext, IV and page number; the
MAC's key is PBKDF2-HMAC-SHA-512 of the key in 2 rounds, its salt the database's with every byte XOR 0x3a. Page 1 starts
with the salt in clear. Source: https://www.zetetic.net/sqlcipher/design/
"""

import hmac
import os

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

PAGE_BYTES = 4096
RESERVED_BYTES = 80
SQLITE_HEADER = b"SQLite format 3\x00"
_IV_BYTES, _MAC_BYTES, _SALT_BYTES = 16, 64, 16
_BODY = PAGE_BYTES - RESERVED_BYTES


class PageCipher:
    """Opens and closes single pages under a raw key of 32 bytes and a salt of 16."""

    def __init__(self, key: bytes | bytearray, salt: bytes) -> None:
        self._cipher = AES256(bytes(key))
        self._salt = salt
        derived = PBKDF2HMAC(algorithm=SHA512(), length=32, salt=bytes(byte ^ 0x3A for byte in salt), iterations=2)
        self._mac_key = derived.derive(bytes(key))

    def opened(self, number: int, page: bytes) -> bytes | None:
        """The plain page, its reserved bytes zero; None when its MAC does not hold. Pages count from 1."""
        start = _SALT_BYTES if number == 1 else 0
        ciphertext, iv = page[start:_BODY], page[_BODY : _BODY + _IV_BYTES]
        if not self.is_genuine(number, page):
            return None
        decryptor = Cipher(self._cipher, CBC(iv)).decryptor()
        plain = decryptor.update(ciphertext) + decryptor.finalize()
        return (SQLITE_HEADER if start else b"") + plain + bytes(RESERVED_BYTES)

    def is_genuine(self, number: int, page: bytes) -> bool:
        """Whether the MAC of a whole page holds."""
        start = _SALT_BYTES if number == 1 else 0
        told = self._mac(number, page[start : _BODY + _IV_BYTES])
        return len(page) == PAGE_BYTES and hmac.compare_digest(told, page[-_MAC_BYTES:])

    def closed(self, number: int, plain: bytes) -> bytes:
        """The page under a fresh IV."""
        start = _SALT_BYTES if number == 1 else 0
        iv = os.urandom(_IV_BYTES)
        encryptor = Cipher(self._cipher, CBC(iv)).encryptor()
        ciphertext = encryptor.update(plain[start:_BODY]) + encryptor.finalize()
        return self._salt[:start] + ciphertext + iv + self._mac(number, ciphertext + iv)

    def _mac(self, number: int, content: bytes) -> bytes:
        return hmac.digest(self._mac_key, content + number.to_bytes(4, "little"), "sha512")
