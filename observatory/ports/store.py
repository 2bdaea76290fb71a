"""An open store and its transactions, as the domain asks for them."""

from collections.abc import Callable
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self

from observatory.cases.case import Case
from observatory.evaluation.indicator import Indicator
from observatory.interventions.intervention import Intervention
from observatory.links.case_link import CaseLink
from observatory.meetings.meeting import Meeting
from observatory.population.strength import Strength
from observatory.ports.beside import AuditTrail, Drafts, Erasure, ImportLedger, Proposals, Releases, Settings
from observatory.ports.records import Records, Undertakings
from observatory.procedures.procedure import Procedure
from observatory.progress import Progress, silent
from observatory.recommendations.recommendation import Recommendation
from observatory.signals.signal import Signal

if TYPE_CHECKING:  # they load cryptography, which only an open store needs
    from observatory.security.audit.verification import Verification
    from observatory.security.members import Member, Witness


STEPS_BETWEEN = 500
"""Steps of a store’s engine between two questions whether to go on reading: far less than a millisecond."""


class UnitOfWork(Protocol):
    """One transaction; leaving it without `commit` leaves nothing behind."""

    @property
    def cases(self) -> Records[Case]: ...
    @property
    def interventions(self) -> Records[Intervention]: ...
    @property
    def meetings(self) -> Records[Meeting]: ...
    @property
    def undertakings(self) -> Undertakings:
        """The meetings for what was undertaken in them: whoever may not read them finds their own force’s actions."""
        ...

    @property
    def strengths(self) -> Records[Strength]: ...
    @property
    def links(self) -> Records[CaseLink]: ...
    @property
    def recommendations(self) -> Records[Recommendation]: ...
    @property
    def procedures(self) -> Records[Procedure]: ...
    @property
    def indicators(self) -> Records[Indicator]: ...
    @property
    def signals(self) -> Records[Signal]: ...
    @property
    def drafts(self) -> Drafts: ...
    @property
    def imports(self) -> ImportLedger: ...
    @property
    def releases(self) -> Releases: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def audit(self) -> AuditTrail: ...
    @property
    def proposals(self) -> Proposals: ...
    @property
    def erasure(self) -> Erasure: ...

    def records(self, entity: str) -> Records[Any]:
        """The records of the entity of that name."""
        ...

    def heed(self, stop: Callable[[], bool], every: int = STEPS_BETWEEN) -> None:
        """Give up reading as soon as `stop()` says so: what is being read then raises `Cancelled`.

        A store on disk asks every so many steps of its engine, so that little reading is never given up.
        """
        ...

    def commit(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Store(Protocol):
    """An open store, as one member has it."""

    @property
    def member(self) -> "Member":
        """Who opened it."""
        ...

    @property
    def members(self) -> "tuple[Member, ...]":
        """Everybody who may open it now, by name; the sheet of paper is not among them."""
        ...

    @property
    def everyone(self) -> "tuple[Member, ...]":
        """Whoever is or was a member, the sheet of paper included: the names behind what is signed."""
        ...

    def witness(self) -> "Witness":
        """Whoever opened it, to sign."""
        ...

    def second(self, name: str, passphrase: str) -> "Witness":
        """Another member, beside the one who opened it; raises `WrongPassphrase`. To be used in a `with` statement."""
        ...

    def is_signed(self, member: str, purpose: bytes, message: bytes, signature: bytes) -> bool:
        """Whether the member of that id, present or past, signed this."""
        ...

    def begin(self) -> UnitOfWork:
        """A unit of work, to be used in a `with` statement."""
        ...

    def verify(self, progress: Progress = silent) -> "Verification | None":
        """Check the log and every row it speaks of; None for a store without a signed log."""
        ...

    def close(self) -> None:
        """Lock the store: connections gone, keys wiped. A closed store stays closed."""
        ...


class Clock(Protocol):
    """Now, in UTC; tests stop it."""

    def __call__(self) -> datetime: ...
