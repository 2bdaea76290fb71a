"""The daily backup as the window keeps it: on the worker, after unlocking and before closing."""

from collections.abc import Callable
from contextlib import suppress
from enum import Enum, auto

from observatory.errors import Cancelled, ObservatoryError
from observatory.progress import Progress, silent
from observatory.security.backup_schedule import FOLDER_SETTING
from observatory.terms import Term
from ui import bootstrap
from ui.desktop.background import Background
from ui.desktop.problems import sentence
from ui.desktop.session import Session
from ui.desktop.widgets.message_bar import MessageBar

BACKING_UP = Term("Salvataggio dell’archivio", "Backing up the store")
_CLOSING = Term("Chiusura dell’archivio", "Closing the store")
_MADE = Term("Salvataggio del giorno fatto e verificato.", "The daily backup was made and checked.")


def has_schedule(session: Session) -> bool:
    """Whether a folder was chosen for the daily backups; a store that does not answer has none."""
    with suppress(ObservatoryError), session.begin() as unit:
        return bool(unit.settings.get(FOLDER_SETTING))
    return False


def keep_up(session: Session, background: Background, bar: MessageBar) -> None:
    """Make the backup of the day on the worker, if a folder was chosen and the newest one is older than a day."""
    if not has_schedule(session):
        return
    store, failed = session.store, _telling(session, bar)

    def done(made: object) -> None:
        if made is not None:
            bar.note(session.say(_MADE))

    background.run(BACKING_UP, lambda progress: bootstrap.back_up_if_due(store, progress), done=done, failed=failed)


class Parting(Enum):
    """How one parts from an open store."""

    LOCKING = auto()
    LEAVING = auto()
    """The program ends: whoever leaves is past stopping the backup, which is made to its end."""
    AT_ONCE = auto()
    """The desktop is left, the machine may sleep: the backup of the day is due at the next opening."""


def part(session: Session, background: Background, bar: MessageBar, how: Parting) -> None:
    """Close the store: now, or on the worker if that is reading it or owes the backup of the day."""
    owes_backup = how is not Parting.AT_ONCE and has_schedule(session)
    session.deleteLater()
    if not background.is_busy and not owes_backup:
        session.store.close()
        return
    background.abandon()
    store = session.store

    def work(progress: Progress) -> None:
        """The backup if it is due; the store closes whatever came of it."""
        try:
            if owes_backup:
                bootstrap.back_up_if_due(store, silent if how is Parting.LEAVING else progress)
        finally:
            store.close()

    background.run(_CLOSING, work, done=lambda _: None, failed=_telling(session, bar))


def _telling(session: Session, bar: MessageBar) -> Callable[[Exception], None]:
    """Says what went wrong, in the language of now: the session may be gone by then."""
    language = session.language

    def failed(error: Exception) -> None:
        if not isinstance(error, Cancelled):
            bar.problem(sentence(error, language))

    return failed
