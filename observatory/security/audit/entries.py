"""What the log says: one entry for each act, chained by hash and signed by whoever acted; never a value."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from observatory.security.signing import sign
from observatory.terms import Term, same

PURPOSE = b"osservatorio/audit/v1"
GENESIS = bytes(32)
"""What the first entry names as the hash before it."""


class Act(StrEnum):
    """What was done. To add one: a line here and its words in `ACT_LABELS`."""

    CREATE = "create"
    ADOPT = "adopt"
    MIGRATE = "migrate"
    UNLOCK = "unlock"
    FAILED_UNLOCK = "failed_unlock"
    LOCK = "lock"
    READ = "read"
    RECORD = "record"
    AMEND = "amend"
    IMPORT = "import"
    SETTING = "setting"
    SUMMARY = "summary"
    RELEASE = "release"
    EXPORT = "export"
    KEYS = "keys"
    MEMBER_ADDED = "member_added"
    MEMBER_CHANGED = "member_changed"
    MEMBER_REMOVED = "member_removed"
    ROTATED = "rotated"
    RESTORED = "restored"
    PREPARED = "prepared"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"
    CARRIED_OUT = "carried_out"
    ERASED = "erased"


ACT_LABELS: dict[Act, Term] = {
    Act.CREATE: Term("Archivio creato", "Store made"),
    Act.ADOPT: Term("Scheda presa in carico", "Record taken over"),
    Act.MIGRATE: Term("Formato aggiornato", "Format brought up to date"),
    Act.UNLOCK: Term("Apertura", "Unlocked"),
    Act.FAILED_UNLOCK: Term("Apertura fallita", "Failed unlock"),
    Act.LOCK: Term("Chiusura", "Locked"),
    Act.READ: Term("Lettura di un testo riservato", "Narrative read"),
    Act.RECORD: Term("Registrazione", "Recorded"),
    Act.AMEND: Term("Modifica", "Amended"),
    Act.IMPORT: Term("Importazione", "Import"),
    Act.SETTING: Term("Impostazione", "Setting"),
    Act.SUMMARY: Term("Sintesi preparata", "Summary prepared"),
    Act.RELEASE: Term("Edizione di una sintesi", "Issue of a summary"),
    Act.EXPORT: Term("Esportazione", "Export"),
    Act.KEYS: Term("Chiavi", "Keys"),
    Act.MEMBER_ADDED: Term("Membro ammesso", "Member let in"),
    Act.MEMBER_CHANGED: Term("Membro modificato", "Member changed"),
    Act.MEMBER_REMOVED: Term("Membro tolto", "Member removed"),
    Act.ROTATED: Term("Archivio riscritto sotto chiavi nuove", "Store written anew under new keys"),
    Act.RESTORED: Term("Ripristino da un salvataggio", "Restored from a backup"),
    Act.PREPARED: Term("Proposta preparata", "Proposal prepared"),
    Act.CONFIRMED: Term("Proposta confermata da un secondo membro", "Proposal confirmed by a second member"),
    Act.WITHDRAWN: Term("Proposta o edizione ritirata", "Proposal or issue withdrawn"),
    Act.CARRIED_OUT: Term("Proposta eseguita", "Proposal carried out"),
    Act.ERASED: Term("Cancellazione definitiva", "Erased for good"),
}


@dataclass(frozen=True, slots=True)
class Note:
    """An act to be written down: on what (`case/<id>`), as which version, with the names of the fields concerned."""

    act: Act
    object: str = ""
    version: int = 0
    fields: tuple[str, ...] = ()
    at: datetime | None = None
    """When it happened, if that was earlier than the writing."""


@dataclass(frozen=True, slots=True)
class Content:
    """What an entry says. `at` is UTC in ISO form; `digest` that of the rows as stored, in hex, empty where none."""

    sequence: int
    at: str
    member: str
    role: str
    act: str
    object: str
    version: int
    fields: str
    digest: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log. `salt` keeps the digest from being guessed from outside; it never leaves the store."""

    content: Content
    previous: bytes
    hash: bytes
    signature: bytes
    salt: bytes = b""


@dataclass(frozen=True, slots=True)
class Author:
    """Who acts, in which role, and the Ed25519 seed that signs; the seed belongs to the keyring, which wipes it."""

    member: str
    role: str
    seed: bytearray


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: empty answers take all. `actor` and `object` are parts of the text; `until` is not included."""

    actor: str = ""
    act: str = ""
    object: str = ""
    since: datetime | None = None
    until: datetime | None = None


def act_label(act: str) -> Term:
    """An act in words; one that this program does not know stands for itself."""
    return ACT_LABELS[Act(act)] if act in set(Act) else same(act)


def is_wanted(content: Content, wanted: Wanted) -> bool:
    """Whether an entry is among those asked for."""
    return (
        (wanted.actor in content.member or wanted.actor in content.role)
        and wanted.act in ("", content.act)
        and wanted.object in content.object
        and (wanted.since is None or content.at >= moment_text(wanted.since))
        and (wanted.until is None or content.at < moment_text(wanted.until))
    )


def moment_text(moment: datetime) -> str:
    """UTC with microseconds, so that texts sort as moments do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def row_digest(salt: bytes, rows: bytes) -> str:
    """The digest of rows as stored: salted, for few coded answers could be guessed from a bare one."""
    return hashlib.sha256(salt + rows).hexdigest()


def entry_hash(content: Content, previous: bytes) -> bytes:
    """The hash that the next entry names, and that is signed."""
    return hashlib.sha256(PURPOSE + b"\0" + previous + _canonical(content)).digest()


def signed_entry(content: Content, previous: bytes, author: Author, salt: bytes = b"") -> Entry:
    """The entry as it is appended."""
    digest = entry_hash(content, previous)
    return Entry(content, previous, digest, sign(author.seed, PURPOSE, digest), salt)


def _canonical(content: Content) -> bytes:
    told = [
        content.sequence,
        content.at,
        content.member,
        content.role,
        content.act,
        content.object,
        content.version,
        content.fields,
        content.digest,
    ]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
