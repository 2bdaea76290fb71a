"""The status bar: whether the store is open, who is working and as what, what is running."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from observatory.codelists import codelist
from observatory.security.roles import ROLE_LABELS
from observatory.terms import Language
from ui.desktop.background import Background
from ui.desktop.icons import drawn
from ui.desktop.naming import named
from ui.desktop.session import Session
from ui.desktop.work_strip import WorkStrip

_ICON_PIXELS = 16
_FEW_ROLES = 2


class _Yielding(QLabel):
    """Gives way to the work under way in a narrow window; what is cut off says so, and is whole in the tooltip."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        room = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        QPainter(self).drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


class Status(QStatusBar):
    """Says its things from left to right."""

    def __init__(self, background: Background, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._is_synthetic = False
        self._fingerprint = ""
        self._icon = QLabel()
        self._state, self._who = named(QLabel(), "store_state"), named(QLabel(), "who")
        self._kind = named(QLabel(), "synthetic")
        self._log = named(_Yielding(), "log_standing")
        self._work = WorkStrip(background)
        self._work.language = language
        for widget in (self._icon, self._state, self._who, self._kind):
            self.addWidget(widget)
        self.addWidget(self._log, 1)
        for widget in (self._who, self._kind, self._log):
            widget.setContentsMargins(self.fontMetrics().height(), 0, 0, 0)
        self.addPermanentWidget(self._work)
        self.setContentsMargins(10, 0, 10, 0)
        self._reword()

    def show_session(self, session: Session | None) -> None:
        self._session = session
        self._is_synthetic = session is not None and _is_synthetic(session)
        self._fingerprint = "" if session is None else _fingerprint(session)
        self._reword()

    def speak(self, language: Language) -> None:
        self._work.language = language

    def _reword(self) -> None:
        is_open = self._session is not None
        colour = self.palette().color(self.foregroundRole())
        self._icon.setPixmap(drawn("unlock" if is_open else "lock", _ICON_PIXELS, colour))
        self._state.setText(self.tr("Store open") if is_open else self.tr("Store locked"))
        self._log.setText(self.tr("Log {words}").format(words=self._fingerprint) if self._fingerprint else "")
        where = self.tr("Where the signed log stood at unlock: number of the entry and its six words")
        self._log.setToolTip(f"{self._fingerprint}\n{where}".strip())
        self._kind.setText(self.tr("Invented data") if self._is_synthetic else "")
        self._tell_who()

    def _tell_who(self) -> None:
        """Name, roles and force; the roles of somebody with many give way in a narrow window, whole in the tooltip."""
        member = None if self._session is None else self._session.member
        if self._session is None or member is None:
            self._who.setText("")
            self._who.setToolTip("")
            return
        roles = ", ".join(self._session.say(ROLE_LABELS[role]) for role in member.roles)
        force = self._session.say(codelist("force").label(member.force)) if member.force else ""
        short = _short(member.force) if member.force else ""
        shown = roles if len(member.roles) <= _FEW_ROLES else self.tr("%n role(s)", "", len(member.roles))
        self._who.setText(" · ".join(part for part in (member.name, shown, short) if part))
        self._who.setToolTip("\n".join(part for part in (member.name, roles, force) if part))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self._reword()
        super().changeEvent(event)


def _short(force: str) -> str:
    """The usual abbreviation of a force."""
    return codelist("force")[force].attributes["short"]


def _fingerprint(session: Session) -> str:
    """Where the signed log stands; empty for a store without one."""
    with session.begin() as unit:
        standing = unit.audit.standing()
    return standing.fingerprint if standing.sequence else ""


def _is_synthetic(session: Session) -> bool:
    """Whether the store holds the invented sample, which must show on every screen."""
    from observatory.usecases.build_demo import SYNTHETIC  # noqa: PLC0415 - the sample's maker is not needed at start

    with session.begin() as unit:
        return bool(unit.settings.get(SYNTHETIC))
