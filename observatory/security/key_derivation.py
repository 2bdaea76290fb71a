"""From a passphrase or a paper key to the two keys of a slot: Argon2id or, for 160 random bits, a hash; then HKDF."""

import hashlib
import time
from dataclasses import dataclass

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from observatory.errors import TamperedStore
from observatory.security.passphrases import normal
from observatory.terms import Term

KEY_BYTES = 32
SALT_BYTES = 16
TARGET_SECONDS = 0.7
"""What unlocking may take on the machine that made the slot."""


@dataclass(frozen=True, slots=True)
class KdfCost:
    """Argon2id's parameters: memory in KiB, passes, lanes (RFC 9106)."""

    memory: int
    passes: int
    lanes: int


FLOOR = KdfCost(memory=64 * 1024, passes=3, lanes=4)
CEILING = KdfCost(memory=1024 * 1024, passes=32, lanes=16)
"""A file that asks for more is refused before anything is derived: it would only stop the machine."""


MOST_MEMORY = 512 * 1024
"""KiB that a new slot takes at most: an old workstation must still open the store."""
_MOST_WORK = MOST_MEMORY * CEILING.passes
_A_MOMENT = 0.25
"""Of the target: a machine that needs less has become much faster than the one that made the slot."""


@dataclass(frozen=True, slots=True, repr=False)
class SlotKeys:
    """What a passphrase yields: `seal` encrypts the slot, `commit` tells a wrong passphrase from an altered slot."""

    seal: bytes
    commit: bytes


def slot_keys(passphrase: str, salt: bytes, cost: KdfCost) -> SlotKeys:
    """Argon2id(NFC(passphrase), salt) → HKDF-SHA-256 → two keys of 32 bytes.

    Raises `TamperedStore` for a cost above `CEILING` or without any work: no program of ours wrote it.
    """
    check(cost)
    # Half a character, as a broken file may hold, is taken as it is: an encoding error would quote the passphrase.
    secret = normal(passphrase).encode(errors="surrogatepass")
    argon = Argon2id(salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory)
    return _two_keys(argon.derive(secret), salt)


def paper_slot_keys(paper: bytes, salt: bytes) -> SlotKeys:
    """SHA-256 of a paper key → HKDF-SHA-256 → two keys: nobody guesses 160 random bits, so nothing need be slow."""
    return _two_keys(hashlib.sha256(b"osservatorio/paper/v1|" + paper).digest(), salt)


def _two_keys(secret: bytes, salt: bytes) -> SlotKeys:
    both = expand(secret, b"osservatorio/slot/v1", salt=salt, length=2 * KEY_BYTES)
    return SlotKeys(both[:KEY_BYTES], both[KEY_BYTES:])


def check(cost: KdfCost) -> None:
    """Raise `TamperedStore` unless the cost lies between a minimum of work and `CEILING`."""
    bounds = ((cost.memory, CEILING.memory), (cost.passes, CEILING.passes), (cost.lanes, CEILING.lanes))
    if any(not 1 <= asked <= most for asked, most in bounds) or cost.memory < 8 * cost.lanes:
        raise TamperedStore(_ABSURD_COST)


def calibrated(target_seconds: float = TARGET_SECONDS) -> KdfCost:
    """A cost, not below `FLOOR`, that takes at most about the target on this machine.

    Memory comes first, by doubling up to `MOST_MEMORY`: it is what a graphics card cannot buy; then passes.
    """
    started = time.perf_counter()
    slot_keys("calibration", bytes(SALT_BYTES), FLOOR)
    room = target_seconds / max(time.perf_counter() - started, 0.001)
    memory = FLOOR.memory
    while room >= 2 and memory < MOST_MEMORY:  # noqa: PLR2004 - a doubling
        memory, room = memory * 2, room / 2
    passes = max(FLOOR.passes, min(int(FLOOR.passes * room), CEILING.passes))
    return KdfCost(memory, passes if memory == MOST_MEMORY else FLOOR.passes, FLOOR.lanes)


def raised(cost: KdfCost, seconds: float) -> KdfCost | None:
    """What a slot should cost from now on, if it costs too little: below `FLOOR`, or opened in a moment.

    `seconds` is what deriving took just now. The slot is never made cheaper in any respect.
    """
    is_enough = cost.memory >= FLOOR.memory and cost.passes >= FLOOR.passes
    if is_enough and (seconds > TARGET_SECONDS * _A_MOMENT or cost.memory * cost.passes >= _MOST_WORK):
        return None
    wanted = calibrated()
    better = KdfCost(max(cost.memory, wanted.memory), max(cost.passes, wanted.passes), max(cost.lanes, wanted.lanes))
    return better if better.memory * better.passes > cost.memory * cost.passes else None


def expand(secret: bytes | bytearray, purpose: bytes, *, salt: bytes = b"", length: int = KEY_BYTES) -> bytes:
    """HKDF-SHA-256 of a secret for one purpose."""
    return HKDF(algorithm=SHA256(), length=length, salt=salt or None, info=purpose).derive(secret)


_ABSURD_COST = Term(
    "Il file delle chiavi chiede un calcolo che questo programma non avrebbe scritto: è stato alterato. "
    "L’archivio non è stato toccato; ripristinare il file delle chiavi da una copia.",
    "The key file asks for a computation that this program would not have written: it was altered. "
    "The store was not touched; restore the key file from a copy.",
)
