"""What whoever holds an open store may ask of its keys."""

from typing import Protocol

from observatory.security.paper_key import PaperKey
from observatory.terms import Term


class StoreKeys(Protocol):
    """The keys of an open store. Each change is whole or did not happen; it derives a key and so takes a second."""

    @property
    def notices(self) -> tuple[Term, ...]:
        """What the opening mended, to be told once."""
        ...

    @property
    def fingerprint(self) -> str:
        """The store in six words."""
        ...

    @property
    def sheet(self) -> str:
        """The recovery sheet in force, as `PaperKey.sheet`; empty if there is none."""
        ...

    def change_passphrase(self, old: str, new: str) -> None:
        """Raises `WrongPassphrase`, `WrongUse` for one too short, `StoreBusy`, `FileTrouble`."""
        ...

    def set_recovery(self, passphrase: str, paper: PaperKey) -> None:
        """The paper key opens the store, and no earlier one; raises likewise."""
        ...
