"""Locks the store when nobody has touched keyboard or mouse for a while, also while the machine slept."""

from collections.abc import Callable
from time import monotonic, time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)
_LOOK_EVERY_MS = 2000

Seconds = Callable[[], float]


class IdleLock(QObject):
    """Watches the windows that take the keyboard, not every object of the application.

    The timer stands still while the machine sleeps, and so may the monotonic clock: the wall clock does not. Whichever
    says that more time went by counts.
    """

    idle = Signal()

    def __init__(self, seconds: int, parent: QObject, clocks: tuple[Seconds, ...] = (monotonic, time)) -> None:
        super().__init__(parent)
        self._clocks = clocks
        self._touched: tuple[float, ...] = ()
        self._timer = QTimer(self, singleShot=True, interval=seconds * 1000)
        self._look = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.idle)
        self._look.timeout.connect(self._is_over)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._watch)

    def start(self) -> None:
        self._watch(QGuiApplication.focusWindow())
        self._begin()
        self._look.start()

    def stop(self) -> None:
        self._timer.stop()
        self._look.stop()

    def set_milliseconds(self, milliseconds: int) -> None:
        self._timer.setInterval(milliseconds)

    def _begin(self) -> None:
        self._touched = tuple(clock() for clock in self._clocks)
        self._timer.start()

    def _is_over(self) -> bool:
        """Whether too much time went by though the timer has not said so; then it is said."""
        gone = max(clock() - then for clock, then in zip(self._clocks, self._touched, strict=True))
        is_over = gone * 1000 > self._timer.interval()
        if is_over:
            self.idle.emit()
        return is_over

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            # Installing it again on the same window only moves it to the front.
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() in _TOUCHES and self._timer.isActive():
            if self._is_over():
                return True  # the first touch after waking up finds the store locked and does nothing in it
            self._begin()
        return super().eventFilter(watched, event)
