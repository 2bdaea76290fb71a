"""Checkpoints: how long the log is and its Merkle root, signed, in the text form of transparency logs (C2SP)."""

import base64
from dataclasses import dataclass

from observatory.security.audit.entries import Author
from observatory.security.audit.merkle import Peaks
from observatory.security.signing import is_signed, sign

EVERY = 100
"""Entries from one checkpoint to the next; locking and releasing make one too."""

_PURPOSE = b"osservatorio/checkpoint/v1"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The log's first `size` entries have this root; `peaks` let the tree grow without reading them again."""

    size: int
    root: bytes
    peaks: tuple[bytes, ...]
    at: str
    member: str
    signature: bytes

    @property
    def tree(self) -> Peaks:
        return Peaks(self.size, self.peaks)


def signed_checkpoint(tree: Peaks, store: str, at: str, author: Author) -> Checkpoint:
    signature = sign(author.seed, _PURPOSE, checkpoint_text(store, tree.size, tree.root))
    return Checkpoint(tree.size, tree.root, tree.hashes, at, author.member, signature)


def is_genuine(checkpoint: Checkpoint, store: str, key: bytes) -> bool:
    """Whether the owner of the key signed it for this store."""
    text = checkpoint_text(store, checkpoint.size, checkpoint.root)
    return is_signed(key, _PURPOSE, text, checkpoint.signature)


def checkpoint_text(store: str, size: int, root: bytes) -> bytes:
    """Origin, size and root, one a line: what is signed."""
    return f"osservatorio/{store}\n{size}\n{base64.b64encode(root).decode()}\n".encode()
