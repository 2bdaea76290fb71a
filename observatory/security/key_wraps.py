"""Keys sealed to members: HPKE to each one's X25519 key, so that letting somebody in needs nobody's passphrase."""

from collections.abc import Iterable

from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from observatory.security.key_container import Json, as_bytes, as_text

_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


def receiving_key(seed: bytes | bytearray) -> bytes:
    """The 32 public bytes to which keys are sealed."""
    return X25519PrivateKey.from_private_bytes(bytes(seed)).public_key().public_bytes_raw()


def wrap(store: str, member: str, kem: bytes, named: tuple[str, bytes | bytearray]) -> Json:
    """A key under its name, sealed to a member of a store."""
    name, key = named
    public = X25519PublicKey.from_public_bytes(kem)
    return {
        "member": member,
        "key": name,
        "sealed": as_text(_SUITE.encrypt(bytes(key), public, _info(store, member, name))),
    }


def unwrapped(store: str, wraps: Iterable[Json], member: str, seed: bytes | bytearray) -> dict[str, bytes]:
    """The member's keys by name; raises `InvalidTag` for one that was altered or moved."""
    private = X25519PrivateKey.from_private_bytes(bytes(seed))
    return {
        each["key"]: _SUITE.decrypt(as_bytes(each["sealed"]), private, _info(store, member, each["key"]))
        for each in wraps
        if each["member"] == member
    }


def _info(store: str, member: str, name: str) -> bytes:
    return f"osservatorio/wrap/v1|{store}|{member}|{name}".encode()
