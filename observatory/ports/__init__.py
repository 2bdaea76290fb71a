"""What the domain asks of a store; `db` answers, tests answer from memory."""

from observatory.ports.beside import (
    SAVED_VIEWS,
    AuditTrail,
    Draft,
    Drafts,
    Elapsed,
    Erasure,
    ImportedRow,
    ImportLedger,
    Proposals,
    Release,
    Releases,
    Settings,
)
from observatory.ports.records import (
    Json,
    R,
    Records,
    Revision,
    Stamp,
    Undertakings,
)
from observatory.ports.store import (
    STEPS_BETWEEN,
    Clock,
    Store,
    UnitOfWork,
)

__all__ = [
    "SAVED_VIEWS",
    "STEPS_BETWEEN",
    "AuditTrail",
    "Clock",
    "Draft",
    "Drafts",
    "Elapsed",
    "Erasure",
    "ImportLedger",
    "ImportedRow",
    "Json",
    "Proposals",
    "R",
    "Records",
    "Release",
    "Releases",
    "Revision",
    "Settings",
    "Stamp",
    "Store",
    "Undertakings",
    "UnitOfWork",
]
