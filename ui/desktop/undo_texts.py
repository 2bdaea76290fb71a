"""The texts of the commands that undo and redo: they name what they would take back or record again."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate
_LONGEST = 60


def undo_text(words: Callable[[], str] | None) -> str:
    """With what the screen in use says; in general terms where it says nothing."""
    what = _short(words)
    if not what:
        return translate("Commands", "&Undo what was recorded")
    return translate("Commands", "&Undo: “{what}”").format(what=what)


def redo_text(words: Callable[[], str] | None) -> str:
    """As `undo_text`."""
    what = _short(words)
    if not what:
        return translate("Commands", "&Redo what was undone")
    return translate("Commands", "&Redo: “{what}”").format(what=what)


def _short(words: Callable[[], str] | None) -> str:
    """What is said, short enough for a menu; what would be a mnemonic there is not one."""
    told = words() if words is not None else ""
    short = told if len(told) <= _LONGEST else told[: _LONGEST - 1].rstrip() + "…"
    return short.replace("&", "&&")
