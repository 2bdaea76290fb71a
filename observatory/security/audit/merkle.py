"""Merkle trees as RFC 9162 §2.1 defines them: roots, and proofs that a longer log holds a shorter one unchanged."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

EMPTY_ROOT = hashlib.sha256().digest()


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\0" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Peaks:
    """The complete subtrees of a growing tree, largest first: enough to append leaves and to tell the root."""

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def appended(self, data: bytes) -> "Peaks":
        """With one more leaf."""
        hashes, carried, rest = list(self.hashes), leaf_hash(data), self.size
        while rest & 1:
            carried = node_hash(hashes.pop(), carried)
            rest >>= 1
        return Peaks(self.size + 1, (*hashes, carried))

    @property
    def root(self) -> bytes:
        if not self.hashes:
            return EMPTY_ROOT
        *others, folded = self.hashes
        for peak in reversed(others):
            folded = node_hash(peak, folded)
        return folded


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The Merkle tree hash, straight from its definition."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaf_hash(leaves[0])
    split = _split(len(leaves))
    return node_hash(root_of(leaves[:split]), root_of(leaves[split:]))


def consistency_proof(leaves: Sequence[bytes], size: int) -> tuple[bytes, ...]:
    """The proof that the first `size` leaves (at least one) are the beginning of all of them (RFC 9162 §2.1.4.1)."""
    if not 0 < size <= len(leaves):
        raise ValueError(size)
    return tuple(_subproof(leaves, size, is_whole=True))


def _subproof(leaves: Sequence[bytes], size: int, *, is_whole: bool) -> list[bytes]:
    if size == len(leaves):
        return [] if is_whole else [root_of(leaves)]
    split = _split(len(leaves))
    if size <= split:
        return [*_subproof(leaves[:split], size, is_whole=is_whole), root_of(leaves[split:])]
    return [*_subproof(leaves[split:], size - split, is_whole=False), root_of(leaves[:split])]


def is_consistent(first: tuple[int, bytes], second: tuple[int, bytes], proof: Sequence[bytes]) -> bool:
    """Whether the proof shows the second tree (size, root) to begin with the first (RFC 9162 §2.1.4.2)."""
    (size, root), (longer, longer_root) = first, second
    if size == longer:
        return not proof and root == longer_root
    path = [root, *proof] if size & (size - 1) == 0 else list(proof)
    if not 0 < size < longer or not path:
        return False
    at, last = size - 1, longer - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    older = newer = path[0]
    for step in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            older, newer = node_hash(step, older), node_hash(step, newer)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            newer = node_hash(newer, step)
        at, last = at >> 1, last >> 1
    return last == 0 and older == root and newer == longer_root


def _split(count: int) -> int:
    """The largest power of two below the count."""
    return 1 << ((count - 1).bit_length() - 1)
