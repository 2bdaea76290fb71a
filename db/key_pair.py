"""The files that hold the keys, `vault.keys` and its spare: which one counts, mended, replaced.

While the store is written anew under new keys there is a third, `vault.keys.next`. It counts from the moment the
database it belongs to has taken the old one's place, which the salt at the database's beginning tells without any key.
"""

import contextlib
import hashlib
from dataclasses import dataclass
from pathlib import Path

from db.files import flush_folder, forget_unfinished, read, replace_atomically
from db.layout import DATABASE, KEYS, NEW_DATABASE, NEXT_KEYS, OLD_COPIES, SPARE_KEYS
from observatory.errors import DamagedStore, FileTrouble, NewerStore, ObservatoryError, TamperedStore
from observatory.security.key_container import as_text, read_body
from observatory.security.key_derivation import SALT_BYTES
from observatory.terms import Term


@dataclass(frozen=True, slots=True)
class KeyPair:
    """The key file and its spare in a store's folder."""

    folder: Path

    @property
    def main(self) -> Path:
        return self.folder / KEYS

    @property
    def spare(self) -> Path:
        return self.folder / SPARE_KEYS

    @property
    def next(self) -> Path:
        return self.folder / NEXT_KEYS

    def content(self) -> bytes:
        """The key file that counts; its spare where the first is missing or damaged.

        Raises `DamagedStore` if both are.
        """
        standing, following = self._standing(), read(self.next)
        return following if following and self._has_succeeded(standing, following) else standing

    def _standing(self) -> bytes:
        main, spare = read(self.main), read(self.spare)
        try:
            read_body(main)
        except DamagedStore:
            read_body(spare)
            return spare
        return main

    def _has_succeeded(self, standing: bytes, following: bytes) -> bool:
        """Whether the database is that of the following file, and the file the direct successor of the one there is."""
        try:
            body = read_body(following)
        except ObservatoryError:
            return False
        is_successor = body.get("previous") == hashlib.sha256(standing).hexdigest()
        return is_successor and body.get("cipher_salt") == as_text(salt_of(self.folder / DATABASE))

    def rival_of(self, content: bytes) -> bytes:
        """A spare that differs although no change of keys was under way, for it has the same number; empty if none."""
        spare = read(self.spare)
        try:
            is_rival = spare != content and read_body(spare).get("sequence") == read_body(content).get("sequence")
        except ObservatoryError:
            return b""
        return spare if is_rival else b""

    def mend(self, good: bytes) -> tuple[Term, ...]:
        """Make both files what opened the store; what to tell about it, if it was not a matter of course.

        A spare that a crash left one step behind is renewed without a word; a change of keys that was interrupted is
        finished or its traces removed. A disk that refuses is asked again at the next opening.
        """
        told = [_MENDED.with_values(name=path.name) for path in (self.main, self.spare) if not _is_whole(path)]
        following = read(self.next)
        if following == good:
            told.append(_FINISHED)
        elif _epoch(following) > _epoch(good) or (self.folder / NEW_DATABASE).exists():
            told.append(_DISCARDED)
        with contextlib.suppress(OSError, ObservatoryError):
            self.settle(good)
            return tuple(told)
        return ()

    def settle(self, good: bytes) -> None:
        """Both files are what counts, and nothing is left of a change of keys; raises `OSError`, `FileTrouble`."""
        for path in (self.main, self.spare):
            forget_unfinished(path)
            if read(path) != good:
                replace_atomically(path, good)
        following = read(self.next)
        if following and _epoch(following) <= _epoch(good):
            self.remove_old_copies()
        self.discard()

    def remove_old_copies(self) -> None:
        """Copies from before a change of tables, which hold what was erased and open with keys of those shut out.

        Gone for good when it returns; raises `OSError`.
        """
        copies = tuple(self.folder.glob(OLD_COPIES))
        for path in copies:
            path.unlink(missing_ok=True)
        if copies:
            flush_folder(self.folder)

    def announce(self, new: bytes) -> None:
        """The file that will count once its database takes the old one's place; raises `OSError`, `FileTrouble`."""
        replace_atomically(self.next, new)

    def discard(self) -> None:
        """Nothing is left of a database under new keys that did not take the old one's place."""
        for path in (*self.folder.glob(f"{NEW_DATABASE}*"), *self.folder.glob(f"{NEXT_KEYS}*")):
            path.unlink(missing_ok=True)
        flush_folder(self.folder)

    def succeed(self, old: bytes, new: bytes) -> None:
        """The new file takes the old one's place; until it stands, the spare is the old one.

        So at every moment one of the two is whole and known to the database. Raises `FileTrouble` if the disk refuses,
        and then the old file stands.
        """
        try:
            if read(self.spare) != old:
                replace_atomically(self.spare, old)
            replace_atomically(self.main, new)
        except OSError as error:
            # The name may have been taken although making it durable failed.
            if read(self.main) != new:
                raise FileTrouble(_NOT_REPLACED) from error
        with contextlib.suppress(OSError, ObservatoryError):
            replace_atomically(self.spare, new)


def salt_of(database: Path) -> bytes:
    """The salt in clear at a database's beginning, one for each set of keys; empty where it cannot be read."""
    try:
        with database.open("rb") as file:
            return file.read(SALT_BYTES)
    except OSError:
        return b""


def _epoch(content: bytes) -> int:
    try:
        return int(read_body(content)["epoch"])
    except (ObservatoryError, KeyError, TypeError, ValueError):
        return 0


def _is_whole(path: Path) -> bool:
    try:
        read_body(read(path))
    except (NewerStore, TamperedStore):
        return True
    except ObservatoryError:
        return False
    return True


_MENDED = Term(
    "Il file «{name}» era danneggiato o mancante: è stato rifatto dalla sua copia e l’archivio si è aperto "
    "normalmente. Se succede di nuovo, controllare il disco.",
    "The file “{name}” was damaged or missing: it was made again from its copy and the store opened as usual. "
    "If it happens again, check the disk.",
)
_FINISHED = Term(
    "L’ultima volta il programma si era interrotto mentre toglieva un membro: il lavoro è stato completato, l’archivio "
    "ha chiavi nuove e chi è stato tolto non lo apre più.",
    "Last time the program was interrupted while removing a member: the work has been completed, the store has new "
    "keys and whoever was removed does not open it any more.",
)
_DISCARDED = Term(
    "L’ultima volta il programma si era interrotto mentre toglieva un membro: l’archivio è com’era prima e quel membro "
    "c’è ancora. Se deve andare, toglierlo di nuovo.",
    "Last time the program was interrupted while removing a member: the store is as it was before and that member is "
    "still there. If they are to go, remove them again.",
)
_NOT_REPLACED = Term(
    "Il disco non accetta il nuovo file delle chiavi: controllare spazio e permessi. Nulla è cambiato: valgono la "
    "frase d’accesso e il foglio di prima.",
    "The disk refuses the new key file: check space and permissions. Nothing changed: the passphrase and the sheet are "
    "those from before.",
)
