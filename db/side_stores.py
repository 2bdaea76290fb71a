"""Drafts, import ledger, releases and settings in SQL."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from db.schema import DRAFT, IMPORTED_ROW, RELEASE, SETTING
from observatory.errors import TamperedStore
from observatory.ports import Draft, ImportedRow, Release
from observatory.security.audit.entries import Act, Note

if TYPE_CHECKING:
    from db.unit import SqlUnit


class DraftStore:
    """`observatory.ports.Drafts`, of the member who opened the store; what was typed is sealed under their own key."""

    def __init__(self, unit: "SqlUnit") -> None:
        self._unit = unit

    def save(self, draft: Draft) -> None:
        self.discard(draft.key)
        typed = self._unit.seals.drafts.close(json.dumps(draft.values), ("draft", draft.key, "typed"))
        row = {
            "member": self._unit.seals.member,
            "key": draft.key,
            "entity": draft.entity,
            "record_id": draft.record_id,
            "version": draft.version,
            "typed": typed,
            "saved_at": _stored(draft.saved_at),
        }
        self._unit.write(insert(DRAFT), row)

    def get(self, key: str) -> Draft | None:
        found = self._unit.read(select(DRAFT).where(self._is_mine, DRAFT.c.key == key))
        return self._draft(found[0]) if found else None

    def all(self, entity: str) -> tuple[Draft, ...]:
        query = select(DRAFT).where(self._is_mine, DRAFT.c.entity == entity).order_by(DRAFT.c.saved_at, DRAFT.c.key)
        return tuple(self._draft(row) for row in self._unit.read(query))

    def discard(self, key: str) -> None:
        self._unit.write(delete(DRAFT).where(self._is_mine, DRAFT.c.key == key))

    def claim(self, members: Iterable[str]) -> bool:
        """Make mine what a recovery left to none of the members; whether there was any.

        A draft is mine if my key opens it. Where I began it anew meanwhile, that one counts.
        """
        begun = {row.key for row in self._unit.read(select(DRAFT.c.key).where(self._is_mine))}
        left = self._unit.read(select(DRAFT).where(DRAFT.c.member.not_in(members)))
        found = [row for row in left if row.key not in begun and self._opens(row)]
        for row in found:
            own = (DRAFT.c.member == row.member, DRAFT.c.key == row.key)
            self._unit.write(update(DRAFT).where(*own).values(member=self._unit.seals.member))
        return bool(found)

    @property
    def _is_mine(self) -> ColumnElement[bool]:
        return DRAFT.c.member == self._unit.seals.member

    def _opens(self, row: Any) -> bool:  # noqa: ANN401 - a row
        try:
            self._draft(row)
        except TamperedStore:
            return False
        return True

    def _draft(self, row: Any) -> Draft:  # noqa: ANN401 - a row
        values = json.loads(self._unit.seals.drafts.open(row.typed, ("draft", row.key, "typed")))
        return Draft(row.key, row.entity, row.record_id, row.version, values, _read(row.saved_at))


class ImportLedgerStore:
    """`observatory.ports.ImportLedger`."""

    def __init__(self, unit: "SqlUnit") -> None:
        self._unit = unit

    def rows(self, register: str) -> Mapping[str, ImportedRow]:
        query = select(IMPORTED_ROW).where(IMPORTED_ROW.c.register == register)
        found = self._unit.read(query)
        return {row.key: ImportedRow(row.key, row.digest, row.record_id) for row in found}

    def note(self, register: str, rows: Iterable[ImportedRow]) -> None:
        given = [{"register": register, "key": r.key, "digest": r.digest, "record_id": r.record_id} for r in rows]
        if given:
            insertion = upsert(IMPORTED_ROW)
            newer = {"digest": insertion.excluded.digest, "record_id": insertion.excluded.record_id}
            self._unit.write(insertion.on_conflict_do_update(["register", "key"], set_=newer), given)
            self._unit.note(Note(Act.IMPORT, f"register/{register}"))


class ReleaseStore:
    """`observatory.ports.Releases`."""

    def __init__(self, unit: "SqlUnit") -> None:
        self._unit = unit

    def add(self, release: Release) -> None:
        row = {
            "id": release.id,
            "kind": release.kind,
            "period": release.period,
            "audience": release.audience,
            "as_of": release.as_of,
            "issue": release.issue,
            "made_at": _stored(release.made_at),
            "digest": release.digest,
            "tables": json.dumps(release.tables, ensure_ascii=False, separators=(",", ":")),
        }
        self._unit.write(insert(RELEASE), row)
        self._unit.note(Note(Act.RELEASE, f"release/{release.id}"))

    def all(self, kind: str) -> tuple[Release, ...]:
        query = select(RELEASE).where(RELEASE.c.kind == kind).order_by(RELEASE.c.sequence)
        return tuple(_release(row) for row in self._unit.read(query))


class SettingStore:
    """`observatory.ports.Settings`."""

    def __init__(self, unit: "SqlUnit") -> None:
        self._unit = unit

    def get(self, name: str, default: str = "") -> str:
        found = self._unit.read(select(SETTING.c.value).where(SETTING.c.name == name))
        return str(found[0].value) if found else default

    def set(self, name: str, value: str) -> None:
        insertion = upsert(SETTING).on_conflict_do_update(["name"], set_={"value": value})
        self._unit.write(insertion, {"name": name, "value": value})
        self._unit.note(Note(Act.SETTING, f"setting/{name}"))


def _release(row: Any) -> Release:  # noqa: ANN401 - a row
    return Release(
        row.id,
        row.kind,
        row.period,
        row.audience,
        row.as_of,
        row.issue,
        _read(row.made_at),
        row.digest,
        json.loads(row.tables),
    )


def _stored(moment: datetime) -> datetime:
    """UTC without a zone, as SQLite keeps it."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def _read(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC)
