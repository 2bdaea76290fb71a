"""Whether the certificate in a file holds, and the tables beside it and the ledger are those that it speaks of."""

from dataclasses import dataclass
from pathlib import Path

from observatory.disclosure.files_verify import check_ledger, check_tables
from observatory.disclosure.verifier import Certificate, Refused
from observatory.disclosure.verifier_rounding import verify_either
from observatory.errors import FileTrouble, ObservatoryError
from observatory.files import opened
from observatory.terms import Term


class DoesNotHold(ObservatoryError):
    """A certificate or a release does not hold."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A certificate that holds, and how many of its tables lie beside it, each as certified."""

    certificate: Certificate
    tables: int

    @property
    def digest(self) -> str:
        return self.certificate.sum

    @property
    def needs(self) -> int:
        return self.certificate.counts["needs"]

    @property
    def cells(self) -> int:
        return self.certificate.counts["cells"]

    @property
    def threshold(self) -> int:
        return int(self.certificate.releases[0]["threshold"])


def checked(path: Path, ledger: Path | None = None) -> Checked:
    """By additions and comparisons alone.

    Raises `FileTrouble` where the file cannot be read, `DoesNotHold`, and `Mismatch` or `BrokenLedger` where tables or
    ledger are others.
    """
    try:
        with opened(path) as file:
            found = verify_either(file)
    except OSError:
        raise FileTrouble(_UNREADABLE.with_values(path=path)) from None
    except Refused as refused:
        raise DoesNotHold(_REFUSED.with_values(reason=refused)) from None
    beside = check_tables(found, path.parent)
    if ledger is not None:
        check_ledger(found, ledger)
    return Checked(found, beside)


_UNREADABLE = Term(
    "Il file {path} non si può leggere: controllare percorso e permessi.",
    "The file {path} cannot be read: check its path and permissions.",
)
_REFUSED = Term(
    "Il certificato non regge ({reason}): non fidarsi delle tavole che lo accompagnano.",
    "The certificate does not hold ({reason}): do not trust the tables that come with it.",
)
