"""A copy of the summary that is sent to somebody: for whom, which of how many, what goes with it, how it is closed."""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from observatory.errors import FileTrouble, WrongUse
from observatory.security.passphrases import accept
from observatory.terms import Term

MOST = 999
_LONGEST_NAME = 80
_LARGEST_KEY = 1_000_000
COPY = Term("Copia", "Copy")
COPY_FOR = Term("n. {n} di {all} – {recipient}", "no. {n} of {all} – {recipient}")
LINE = Term("Copia n. {n} di {all} – {recipient}", "Copy no. {n} of {all} – {recipient}")


@dataclass(frozen=True, slots=True)
class Copy:
    """For whom it is, and its number among how many."""

    recipient: str
    number: int
    of: int

    @property
    def told(self) -> Term:
        """`n. 2 di 5 – Prefettura di Roma`."""
        return COPY_FOR.with_values(n=self.number, all=self.of, recipient=self.recipient)

    @property
    def line(self) -> Term:
        """The same as a line of its own."""
        return LINE.with_values(n=self.number, all=self.of, recipient=self.recipient)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file within the file: its name, its bytes (CSV), what it holds."""

    name: str
    content: bytes
    about: str


@dataclass(frozen=True, slots=True, repr=False)
class Signing:
    """A key with its certificate, as PKCS #12, and what opens it."""

    key: bytes
    passphrase: str


@dataclass(frozen=True, slots=True, repr=False)
class Closing:
    """What closes a copy: a passphrase (empty leaves it open to whoever has the file), a signature."""

    passphrase: str = ""
    signing: Signing | None = None


OPEN = Closing()


@dataclass(frozen=True, slots=True)
class Sending:
    """A copy with what goes along, and what closes it."""

    copy: Copy
    attachments: tuple[Attachment, ...] = ()
    closing: Closing = OPEN


def copy_for(recipient: str, number: int, of: int) -> Copy:
    """The copy; raises `WrongUse` for a name that is empty or too long, and for a number that is none of so many."""
    name = " ".join(recipient.split())
    if not name or len(name) > _LONGEST_NAME:
        raise WrongUse(_NAME.with_values(most=_LONGEST_NAME))
    if not 1 <= number <= of <= MOST:
        raise WrongUse(_NUMBER.with_values(most=MOST))
    return Copy(name, number, of)


class OwnPassphrase(WrongUse):
    """A copy would be closed with the passphrase of the store."""

    def __init__(self) -> None:
        super().__init__(_SAME)


def closing_passphrase(typed: str, of_the_store: str = "") -> str:
    """What closes the copy, in its normal form.

    Raises `WrongUse` where it is too short, or is the store's own: whoever gets the copy would have it.
    """
    accepted = accept(typed)
    if of_the_store and accepted == accept(of_the_store):
        raise OwnPassphrase
    return accepted


def refuse_without_library() -> None:
    """Raise `WrongUse` where the extra that signs is not installed, before any long work."""
    if find_spec("pyhanko") is None:
        raise WrongUse(_NO_LIBRARY)


def signing_with(path: Path, passphrase: str) -> Signing:
    """The key in a file, as PKCS #12; raises `FileTrouble` where it cannot be read."""
    try:
        with path.open("rb") as file:
            return Signing(file.read(_LARGEST_KEY), passphrase)
    except OSError:
        raise FileTrouble(_NO_KEY_FILE) from None


_NAME = Term(
    "Indicare a chi va la copia, in {most} caratteri al più. Nulla è stato fatto.",
    "Say whom the copy is for, in at most {most} characters. Nothing was done.",
)
_NUMBER = Term(
    "Il numero della copia va da 1 al numero delle copie, che sono {most} al più. Nulla è stato fatto.",
    "The number of the copy goes from 1 to the number of copies, which are at most {most}. Nothing was done.",
)
_NO_LIBRARY = Term(
    "Per firmare serve un componente che qui non c’è: installarlo con «pip install osservatorio[sign]». "
    "Nulla è stato fatto.",
    "Signing needs a part that is not here: install it with “pip install osservatorio[sign]”. Nothing was done.",
)
_NO_KEY_FILE = Term(
    "Il file della firma non si può leggere: controllare percorso e permessi. Nulla è stato fatto.",
    "The file of the signature cannot be read: check its path and permissions. Nothing was done.",
)
_SAME = Term(
    "La frase d’accesso della copia è quella dell’archivio: chi riceve la copia la conoscerebbe. Sceglierne un’altra. "
    "Nulla è stato fatto.",
    "The copy’s passphrase is that of the store: whoever gets the copy would know it. Choose another. "
    "Nothing was done.",
)
