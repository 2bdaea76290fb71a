"""Signatures of members: Ed25519, over bytes that name what they are for."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


def public_key(seed: bytes | bytearray) -> bytes:
    """The 32 bytes that verify what the seed signs."""
    return Ed25519PrivateKey.from_private_bytes(bytes(seed)).public_key().public_bytes_raw()


def sign(seed: bytes | bytearray, purpose: bytes, message: bytes) -> bytes:
    """The signature (64 bytes) of a message for one purpose; a signature for another purpose does not verify."""
    return Ed25519PrivateKey.from_private_bytes(bytes(seed)).sign(_bound(purpose, message))


def is_signed(public: bytes, purpose: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature is the key owner's, for this purpose and message."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, _bound(purpose, message))
    except (InvalidSignature, ValueError):
        return False
    return True


def _bound(purpose: bytes, message: bytes) -> bytes:
    return len(purpose).to_bytes(2) + purpose + message
