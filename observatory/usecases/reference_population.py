"""Take the reference population in, and show what the store has: a setting, encrypted like them all."""

from pathlib import Path

from observatory.authorisation.rules import require
from observatory.errors import ImportRefused
from observatory.population.reference import SETTING, ReferencePopulation, from_text, read_reference, to_text
from observatory.ports import Store, UnitOfWork
from observatory.security.roles import Permission
from observatory.terms import Term


def import_reference(store: Store, file: Path, year: int, source: str) -> ReferencePopulation:
    """Take it in from a CSV (see `read_reference`), in place of the earlier one.

    Raises `ImportRefused` for a file that cannot be used, `NotAllowed` for a member who writes neither strengths nor
    settings; then the earlier one stays.
    """
    require(store.member, Permission.SETTINGS, Permission.WRITE_STRENGTHS)
    reference = read_reference(_text(file), year, source)
    with store.begin() as unit:
        unit.settings.set(SETTING, to_text(reference))
        unit.commit()
    return reference


def reference_of(unit: UnitOfWork) -> ReferencePopulation | None:
    """The one of the store, if it has any."""
    return from_text(unit.settings.get(SETTING))


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, ValueError):
        raise ImportRefused(_UNREADABLE) from None


_UNREADABLE = Term(
    "Il file non si può leggere come testo UTF-8: controllare percorso e permessi. Nulla è stato importato.",
    "The file cannot be read as UTF-8 text: check its path and permissions. Nothing was imported.",
)
