"""The two files that hold the keys, `vault.keys` and its spare: which one counts, mended, replaced."""

import contextlib
from dataclasses import dataclass
from pathlib import Path

from db.files import read, replace_atomically
from db.layout import KEYS, SPARE_KEYS
from observatory.errors import DamagedStore, FileTrouble, NewerStore, ObservatoryError, TamperedStore
from observatory.security.key_file import read_body
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

    def content(self) -> bytes:
        """The key file, or its spare where the first is missing or damaged; raises `DamagedStore` if both are."""
        main, spare = read(self.main), read(self.spare)
        try:
            read_body(main)
        except DamagedStore:
            read_body(spare)
            return spare
        return main

    def mend(self, good: bytes) -> tuple[Term, ...]:
        """Make both files what opened the store; what to tell about it, if one of them was missing or damaged.

        A spare that a crash left one step behind is renewed without a word. A disk that refuses is asked again at the
        next opening.
        """
        told = tuple(_MENDED.with_values(name=path.name) for path in (self.main, self.spare) if not _is_whole(path))
        with contextlib.suppress(OSError, ObservatoryError):
            for path in (self.main, self.spare):
                if read(path) != good:
                    replace_atomically(path, good)
            return told
        return ()

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
_NOT_REPLACED = Term(
    "Il disco non accetta il nuovo file delle chiavi: controllare spazio e permessi. Nulla è cambiato: valgono la "
    "frase d’accesso e il foglio di prima.",
    "The disk refuses the new key file: check space and permissions. Nothing changed: the passphrase and the sheet are "
    "those from before.",
)
