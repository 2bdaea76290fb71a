"""How long work tells how far it is, and how it is stopped."""

from typing import Protocol

from observatory.terms import Term


class Progress(Protocol):
    """Called with steps done, steps in all and what is being done; raises `Cancelled` to stop the work."""

    def __call__(self, done: int, total: int, what: Term) -> None: ...


def silent(done: int, total: int, what: Term) -> None:
    """Nobody is watching."""
