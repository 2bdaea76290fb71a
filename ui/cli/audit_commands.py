"""The commands on the signed log: check it, show it, write it out."""

import argparse
import csv
import io
import json
import sys
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from observatory.errors import ObservatoryError
from observatory.terms import Language, Term
from ui import bootstrap
from ui.cli.commands import login_in, opened
from ui.cli.output import say
from ui.cli.progress_line import progress_line

if TYPE_CHECKING:
    from observatory.security.audit.entries import Entry, Wanted

COLUMNS = (
    *("sequence", "at", "member", "role", "act", "object", "version", "fields", "digest"),
    *("previous", "hash", "signature"),
)


class LogNotSound(ObservatoryError):
    """A check found something; every finding was said."""


def verify(asked: argparse.Namespace, language: Language) -> None:
    with progress_line(language) as progress:
        result = bootstrap.inspect_store(asked.folder, login_in(asked), progress)
    for finding in result.findings:
        say(finding.sentence, language)
    if not result.has_anchor:
        say(_NO_ANCHOR, language)
    if result.findings:
        raise LogNotSound(_NOT_SOUND.with_values(n=len(result.findings)))
    told = {"entries": result.standing.sequence, "rows": result.rows, "fingerprint": result.standing.fingerprint}
    say(_SOUND.with_values(**told), language)


def show(asked: argparse.Namespace, language: Language) -> None:
    entries, names = _entries(asked, language)
    for entry in entries:
        sys.stdout.write(_line(entry, names, language) + "\n")


def export(asked: argparse.Namespace, language: Language) -> None:
    from observatory.files import whole_file

    with whole_file(asked.out) as written:
        rows = [_plain(entry) for entry in _entries(asked, language, form=asked.format)[0]]
        written.write((_as_json(rows) if asked.format == "json" else _as_csv(rows)).encode())
    say(_WRITTEN.with_values(path=asked.out), language)


def _entries(asked: argparse.Namespace, language: Language, form: str = "") -> "tuple[list[Entry], dict[str, str]]":
    """Oldest first, and the members' names by id. Writing them out is itself an entry, the last of what is written."""
    from observatory.authorisation.rules import require
    from observatory.security.audit.entries import Act
    from observatory.security.roles import Permission

    with opened(asked, language) as store, store.begin() as unit:
        if form:
            # What is going to be refused is not to stand in the log as done.
            require(store.member, Permission.READ_LOG)
            unit.audit.note(Act.EXPORT, "log", (form,))
            unit.commit()
        names = {member.id: member.name for member in store.everyone}
        return list(reversed(unit.audit.entries(_wanted(asked)))), names


def _wanted(asked: argparse.Namespace) -> "Wanted":
    from observatory.security.audit.entries import Wanted

    until = asked.until + timedelta(days=1) if asked.until else None
    return Wanted(asked.actor, asked.act, asked.object, _midnight(asked.since), _midnight(until))


def _midnight(day: date | None) -> datetime | None:
    """When the day begins on the office's calendar."""
    return datetime.combine(day, time()).astimezone(UTC) if day else None


def _line(entry: "Entry", names: dict[str, str], language: Language) -> str:
    """One line; for a summary with the fingerprint that its cover carries."""
    from observatory.labels import moment
    from observatory.security.audit.entries import Act, act_label
    from observatory.security.audit.fingerprint import Standing

    told = entry.content
    at = moment(datetime.fromisoformat(told.at).astimezone())
    version = f" v{told.version}" if told.version else ""
    act = act_label(told.act).in_(language)
    more = Standing(told.sequence, entry.hash).fingerprint if told.act == Act.SUMMARY else told.fields
    who = names.get(told.member, told.member[:8])
    return f"{told.sequence}  {at}  {who} ({told.role})  {act}  {told.object}{version}  {more}".rstrip()


def _plain(entry: "Entry") -> dict[str, Any]:
    """What leaves: everything but the salt, so that no digest can be guessed from few possible answers."""
    from dataclasses import asdict

    proof = {name: getattr(entry, name).hex() for name in ("previous", "hash", "signature")}
    return asdict(entry.content) | proof


def _as_json(rows: list[dict[str, Any]]) -> str:
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _as_csv(rows: list[dict[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


_NOT_SOUND = Term(
    "il registro o le schede non sono come furono scritti (rilievi: {n}). Nulla è stato modificato: non usare più "
    "l’archivio e avvisare l’amministratore.",
    "the log or the records are not as they were written (findings: {n}). Nothing was changed: stop using the store "
    "and tell the administrator.",
)
_SOUND = Term(
    "Registro integro: {entries} voci, {rows} oggetti corrispondono. Impronta {fingerprint}",
    "The log is sound: {entries} entries, {rows} objects as written. Fingerprint {fingerprint}",
)
_NO_ANCHOR = Term(
    "Questa postazione non aveva ancora un’attestazione di questo archivio: una copia più vecchia non si potrebbe "
    "riconoscere. Confrontare l’impronta con quella stampata sull’ultima sintesi.",
    "This workstation had no attestation of this store yet: an older copy could not be recognised. Compare the "
    "fingerprint with the one printed on the latest summary.",
)
_WRITTEN = Term("Scritto {path}", "Written {path}")
