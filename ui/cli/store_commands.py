"""What the commands that keep a store safe do: tell, check, back up, restore, rescue."""

import argparse
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from observatory.errors import FileTrouble
from observatory.progress import Progress
from observatory.terms import Language, Term, same
from ui import bootstrap
from ui.cli.commands import login_in, opened
from ui.cli.output import say
from ui.cli.progress_line import progress_line

if TYPE_CHECKING:
    from observatory.security.backup_manifest import Manifest
    from observatory.security.slots import Login

SHOWN_PAGES = 20
_SUFFIX = ".osbackup"
_TABLES_OF_RECORDS = {
    "case": Term("casi", "cases"),
    "intervention": Term("interventi", "interventions"),
    "meeting": Term("riunioni", "meetings"),
    "strength": Term("consistenze", "strengths"),
    "case_link": Term("collegamenti", "links"),
    "recommendation": Term("raccomandazioni", "recommendations"),
    "procedure": Term("documenti condivisi", "shared instruments"),
    "indicator": Term("indicatori", "indicators"),
    "signal": Term("segnali", "signals"),
}


def tell(asked: argparse.Namespace, language: Language) -> None:
    """`store info`: what can be seen without a passphrase, and with one how many records there are."""
    if asked.folder.is_file():
        lines = list(_of_backup(bootstrap.read_manifest(asked.folder)))
    else:
        lines = list(_of_store(asked.folder))
    if asked.passphrase_file is not None:
        with progress_line(language) as progress:
            lines += _counts(_checked(asked.folder, login_in(asked), progress))
    _say_all(lines, language)


def verify(asked: argparse.Namespace, language: Language) -> None:
    """`store verify`: a store or a backup, opened and checked page by page."""
    login = login_in(asked)
    with progress_line(language) as progress:
        counts = _checked(asked.folder, login, progress)
    if asked.folder.is_file():
        _say_all(_of_backup(bootstrap.read_manifest(asked.folder)), language)
    else:
        _tell_of_key_files(bootstrap.store_facts(asked.folder).key_files, language)
    _say_all(_counts(counts), language)
    say(_WHOLE.with_values(path=asked.folder), language)


def back_up(asked: argparse.Namespace, language: Language) -> None:
    """`store backup`: into the folder named, or into that of the schedule."""
    with opened(asked, language) as store, progress_line(language) as progress:
        if asked.keep and asked.to is not None:
            bootstrap.choose_backup_folder(store, _existing(asked.to))
        if asked.to is None or asked.keep:
            made = bootstrap.back_up_in_folder(store, progress)
        elif asked.to.suffix == _SUFFIX and not asked.to.is_dir():
            _refuse_taken(asked.to)
            made = bootstrap.back_up(store, asked.to, progress)
        else:
            made = bootstrap.back_up(store, _in_folder(asked.to), progress)
    say(_BACKED_UP.with_values(path=made.path), language)


def restore(asked: argparse.Namespace, language: Language) -> None:
    """`store restore`: beside, into a new folder; what the backup says of itself comes first."""
    login = login_in(asked)
    _say_all(_of_backup(bootstrap.read_manifest(asked.backup)), language)
    with progress_line(language) as progress:
        made = bootstrap.restore_backup(asked.backup, login, asked.to, progress)
    _say_all(_counts(made.counts), language)
    say(_RESTORED.with_values(folder=asked.to), language)


def rescue(asked: argparse.Namespace, language: Language) -> None:
    """`store rescue`: what can still be read, without SQLCipher's library."""
    login = login_in(asked)
    with progress_line(language) as progress:
        found = bootstrap.rescue_store(asked.folder, login, asked.out, progress, plain=asked.plain)
    say(_PAGES.with_values(pages=found.page_count, damaged=len(found.damaged)), language)
    if found.damaged:
        shown = ", ".join(str(number) for number in found.damaged[:SHOWN_PAGES])
        say(_DAMAGED.with_values(pages=f"{shown} …" if len(found.damaged) > SHOWN_PAGES else shown), language)
    if found.frames or found.frames_left:
        say(_LOG.with_values(used=found.frames, left=found.frames_left), language)
    _say_all(_counts(found.tables), language)
    say((_EXACT if found.is_exact else _PARTIAL).with_values(folder=found.path), language)
    if asked.plain:
        say(_PLAIN.with_values(folder=found.path), language)


def _checked(path: Path, login: "Login", progress: Progress) -> Mapping[str, int]:
    if path.is_file():
        return bootstrap.check_backup_file(path, login, progress).counts
    return bootstrap.check_store(path, login, progress).counts


def _of_backup(manifest: "Manifest") -> Iterator[Term]:
    yield _BACKUP.with_values(moment=_moment(manifest.made_at), program=manifest.program or "–")
    yield _OF_STORE.with_values(store=manifest.store, epoch=manifest.epoch, sequence=manifest.key_sequence)
    yield _MEMBER.with_values(member=manifest.member, schema=manifest.schema)
    for part in manifest.parts:
        yield _FILE.with_values(name=part.name, bytes=part.bytes)


def _of_store(folder: Path) -> Iterator[Term]:
    facts = bootstrap.store_facts(folder)
    yield _STORE.with_values(store=facts.store, epoch=facts.epoch, sequence=facts.key_sequence)
    yield (_IN_USE if facts.is_in_use else _CLOSED).with_values(members=facts.members)
    for name, size in facts.bytes.items():
        yield _FILE.with_values(name=name, bytes=size)
    yield from (_BROKEN_KEYS.with_values(name=name) for name, is_whole in facts.key_files.items() if not is_whole)


def _tell_of_key_files(files: Mapping[str, bool], language: Language) -> None:
    broken = (name for name, is_whole in files.items() if not is_whole)
    _say_all((_BROKEN_KEYS.with_values(name=name) for name in broken), language)


def _counts(counts: Mapping[str, int]) -> list[Term]:
    return [
        _COUNT.with_values(what=what, number=counts[table])
        for table, what in _TABLES_OF_RECORDS.items()
        if table in counts
    ]


def _in_folder(folder: Path) -> Path:
    return _existing(folder) / f"osservatorio-{bootstrap.system_clock():%Y%m%dT%H%M%SZ}{_SUFFIX}"


def _existing(folder: Path) -> Path:
    if not folder.is_dir():
        raise FileTrouble(_NO_FOLDER.with_values(path=folder))
    return folder


def _refuse_taken(path: Path) -> None:
    if path.exists():
        raise FileTrouble(_TAKEN.with_values(path=path))


def _say_all(lines: "Iterator[Term] | list[Term]", language: Language) -> None:
    for line in lines:
        say(line, language)


def _moment(moment: datetime) -> Term:
    return same(f"{moment:%Y-%m-%d %H:%M} UTC")


_BACKUP = Term("Salvataggio del {moment}, programma {program}", "Backup of {moment}, program {program}")
_OF_STORE = Term(
    "  dell’archivio {store}, epoca {epoch}, file delle chiavi n. {sequence}",
    "  of the store {store}, epoch {epoch}, key file no. {sequence}",
)
_MEMBER = Term("  firmato dal membro {member}, tabelle {schema}", "  signed by the member {member}, tables {schema}")
_STORE = Term(
    "Archivio {store}, epoca {epoch}, file delle chiavi n. {sequence}",
    "Store {store}, epoch {epoch}, key file no. {sequence}",
)
_CLOSED = Term("  chiuso; membri e fogli di recupero: {members}", "  closed; members and recovery sheets: {members}")
_IN_USE = Term(
    "  aperto adesso; membri e fogli di recupero: {members}", "  open now; members and recovery sheets: {members}"
)
_FILE = Term("  {name}: {bytes} byte", "  {name}: {bytes} bytes")
_COUNT = Term("  {what}: {number}", "  {what}: {number}")
_BROKEN_KEYS = Term(
    "  {name} è danneggiato o manca: si rifà dalla sua copia alla prossima apertura",
    "  {name} is damaged or missing: it is made again from its copy at the next opening",
)
_WHOLE = Term("Verificato: {path} è integro.", "Checked: {path} is whole.")
_BACKED_UP = Term("Salvataggio fatto e verificato: {path}", "Backup made and checked: {path}")
_RESTORED = Term(
    "Archivio ripristinato in {folder}. L’archivio di prima, se c’è, non è stato toccato.",
    "Store restored in {folder}. The earlier store, if there is one, was not touched.",
)
_PAGES = Term("Pagine: {pages}, di cui danneggiate {damaged}", "Pages: {pages}, of which damaged {damaged}")
_DAMAGED = Term("  pagine danneggiate: {pages}", "  damaged pages: {pages}")
_LOG = Term(
    "  giornale delle scritture: {used} pagine lette, {left} mai confermate",
    "  write-ahead log: {used} pages read, {left} never committed",
)
_EXACT = Term("Recuperato tutto in {folder}.", "Everything was rescued into {folder}.")
_PARTIAL = Term(
    "Recuperato in {folder} ciò che era leggibile: confrontare con l’ultimo salvataggio.",
    "What could be read was rescued into {folder}: compare it with the last backup.",
)
_PLAIN = Term(
    "Attenzione: in {folder} c’è una base dati non cifrata. Chi la copia legge le schede; cancellarla dopo l’uso.",
    "Caution: {folder} holds a database that is not encrypted. Whoever copies it reads the records; delete it after "
    "use.",
)
_NO_FOLDER = Term(
    "La cartella {path} non esiste: crearla o indicarne un’altra.",
    "There is no folder {path}: make it or name another.",
)
_TAKEN = Term(
    "Il file {path} esiste già: indicare un altro nome. Nulla è stato sovrascritto.",
    "The file {path} exists already: name another. Nothing was overwritten.",
)
