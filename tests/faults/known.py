"""What a store must hold after a crash: what was acknowledged, with or without the one act that was under way.

Everything is a text in a slot: `case:id` → digest of the record, `draft:key` → digest of what was typed, `member:name`
→ passphrase, `roles:name`, `own:name` → digest of that member’s drafts, `paper`, `backup:name` → "whole". An act
changes some slots, all of them or none.
"""

import hashlib
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from db.vault import Vault
from db.write_ahead_log import committed
from observatory.entities import ENTITIES
from observatory.security.first_version import FOUNDER
from observatory.security.members import Member
from observatory.security.page_cipher import PAGE_BYTES
from observatory.security.store_keys import Newcomer
from observatory.selection import EVERYTHING

Slots = dict[str, str]
MAIN = FOUNDER.name
"""Who makes the store and judges it; there may be others."""
IS_MADE = f"member:{MAIN}"
"""The slot without which there is no store."""
READABLE = (*(f"{entity.name}:" for entity in ENTITIES), "draft:", "setting:", "roles:")
"""Slots that are read back from an open store; the others are keys to it, or files beside it."""
LOG_HEADER, FRAME = 32, 24 + PAGE_BYTES
COUNTED = slice(16, 20)
"""`mxFrame` in the shared memory, https://www.sqlite.org/walformat.html."""


def digest(value: Any) -> str:  # noqa: ANN401 - whatever is recorded
    return hashlib.sha256(repr(value).encode()).hexdigest()[:16]


def roles_of(member: Member | Newcomer) -> str:
    return f"{'+'.join(member.roles)} {member.force}"


def readable(slots: Slots) -> Slots:
    return {name: value for name, value in slots.items() if name.startswith(READABLE)}


def read(store: Vault) -> Slots:
    """The records with their narratives, the drafts of whoever opened it, and the members."""
    found = {f"roles:{member.name}": roles_of(member) for member in store.members}
    with store.begin() as unit:
        for entity in ENTITIES:
            records = unit.records(entity.name)
            for record in records.select(EVERYTHING):
                found[f"{entity.name}:{record.id}"] = digest(records.get(record.id))
            for draft in unit.drafts.all(entity.name):
                found[f"draft:{draft.key}"] = digest(draft)
        found["setting:faults"] = unit.settings.get("faults")
    return merged(found, {})


def own_drafts(store: Vault) -> str:
    with store.begin() as unit:
        return digest(unit.drafts.all("case"))


@dataclass(slots=True)
class History:
    """What the process under test told, taken together."""

    settled: Slots
    """After the last act that was acknowledged."""
    pending: Slots | None = None
    """What the act changes that was under way when the process ended."""
    past: list[tuple[str, str]] = field(default_factory=list)
    """Slots and the values they had before."""
    doubtful: dict[str, Slots] = field(default_factory=dict)
    """What saves that were refused would have changed, by the write-ahead log that they left.

    Where the disk took the last bytes of a commit and then failed to flush them, and the program ended before it could
    write anything else, SQLite finds the commit whole at the next opening.
    """
    log: str = ""
    """The write-ahead log as it is found, see `committed_part`."""
    broke: list[str] = field(default_factory=list)

    def allowed(self) -> list[Slots]:
        """The states in which the store may be."""
        perhaps = [changes for changes in (self.doubtful.get(self.log), self.pending) if changes is not None]
        return [self.settled, *(merged(self.settled, changes) for changes in perhaps)]

    def acknowledge(self) -> None:
        changes, self.pending = self.pending or {}, None
        self.past += [(name, self.settled[name]) for name in changes if name in self.settled]
        self.settled = merged(self.settled, changes)

    def refuse(self, left: str) -> None:
        if self.pending and left:
            self.doubtful.setdefault(left, self.pending)
        self.pending = None


def merged(slots: Slots, changes: Slots) -> Slots:
    """An empty value takes a slot away."""
    return {name: value for name, value in {**slots, **changes}.items() if value}


def committed_part(log: bytes) -> str:
    """The digest of a write-ahead log up to its last whole commit; empty where it has none."""
    frames = committed(log).frames
    return digest(log[: LOG_HEADER + frames * FRAME]) if frames else ""


def refused_commit(log: Path) -> str:
    """The committed part of a log that ends in a commit which SQLite does not count; empty for one that does not.

    SQLite counts the frames that are committed in the header of its shared memory, the others are overwritten by
    whatever is written next.
    """
    shared = log.with_name(log.name.removesuffix("-wal") + "-shm")
    if not log.exists() or not shared.exists():
        return ""
    content, header = log.read_bytes(), shared.read_bytes()[: COUNTED.stop]
    is_counted = committed(content).frames <= int.from_bytes(header[COUNTED], sys.byteorder)
    return "" if is_counted else committed_part(content)


def history(known: Slots, events: list[dict[str, Any]]) -> History:
    told = History(dict(known))
    for event in events:
        if "try" in event:
            told.pending = event["try"]
        elif "done" in event:
            told.acknowledge()
        elif "refused" in event:
            told.refuse(event["left"])
        told.broke += [event["broke"]] if "broke" in event else []
    return told
