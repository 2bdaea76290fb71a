"""Six words for where a log stands: to be compared on screen, on paper and by voice."""

from dataclasses import dataclass

from observatory.security.passphrases import in_words


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a log stands: how many entries, and the hash of the last."""

    sequence: int
    hash: bytes

    @property
    def fingerprint(self) -> str:
        """`312: ` and six of 2,048 words, 66 bits."""
        told = b"osservatorio/fingerprint/v1\0" + self.sequence.to_bytes(8) + self.hash
        return f"{self.sequence}: {in_words(told)}"
