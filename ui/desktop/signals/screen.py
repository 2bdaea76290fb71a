"""The page on signals: look now, what stands out with its power beside it, the series, and the next step."""

from PySide6.QtCore import Signal as QtSignal

from observatory.authorisation.rules import acting_role, may_write
from observatory.charts.numerals import written
from observatory.codelists import codelist
from observatory.ports import Stamp
from observatory.progress import Progress
from observatory.selection import EVERYTHING
from observatory.signals.chart import alternative, chart_of
from observatory.signals.fields import SIGNAL
from observatory.signals.investigation import is_closed, next_step
from observatory.signals.readings import Reading
from observatory.signals.series import Series
from observatory.signals.signal import Signal
from observatory.signals.validation import STEPS
from observatory.terms import Term
from observatory.usecases import desk_acts, watch
from observatory.usecases.desk_acts import Act
from observatory.usecases.record import change_from, stamped, today
from ui.desktop.background import Background
from ui.desktop.confirmation.page import ConfirmationPage
from ui.desktop.records.undoing import Undoable, Undoing
from ui.desktop.session import Session
from ui.desktop.signals.step_dialog import ConclusionDialog, InvestigationDialog, StepDialog
from ui.desktop.summaries.figure_pane import FigurePane

_LOOKING = Term("Lettura delle serie", "Reading the series")
_KEEPING = Term("Registrazione dei segnali", "Recording the signals")
_READING = Term("Lettura dei segnali", "Reading the signals")
_LOOK, _KEEP, _STEP, _CONCLUDE = "signals_look", "signals_keep", "signals_step", "signals_conclude"
_RECORD = "signals_record"
_ROWS_SEEN = 4

Row = Reading | Signal


class SignalsScreen(ConfirmationPage, Undoable):
    """Counts are shown to members who read cases; nothing of it leaves."""

    offered = QtSignal(str, str, object)
    record_wanted = QtSignal(str, str)
    """Kind and id of a record to go to."""

    def __init__(self, session: Session, background: Background) -> None:
        super().__init__("signals", (_LOOK, _KEEP, _STEP, _CONCLUDE, _RECORD), session, background)
        self.found: watch.Look | None = None
        self._signals: tuple[Signal, ...] = ()
        self._rows: tuple[Row, ...] = ()
        self._wanted = ""
        self.withheld = () if may_write(session.member, SIGNAL) else ("undo", "redo")
        self.undoing = Undoing(session, self)
        self.figure = FigurePane("signals_figure")
        self.table.setMinimumHeight(_ROWS_SEEN * self.table.verticalHeader().defaultSectionSize())
        layout = self.layout()
        if layout is not None:
            layout.addWidget(self.figure)
        self.buttons[_LOOK].clicked.connect(self.look)
        self.buttons[_KEEP].clicked.connect(self.keep)
        self.buttons[_STEP].clicked.connect(self.take_step)
        self.buttons[_CONCLUDE].clicked.connect(self.conclude)
        self.buttons[_RECORD].clicked.connect(self.go_along)
        self.table.selectionModel().selectionChanged.connect(self._chosen_another)
        self.undoing.said.connect(self.said)
        self.undoing.offered.connect(self.offered)
        self.undoing.changed.connect(lambda changes: self._read_anew(changes.entity))
        self.reword()

    def refresh(self) -> None:
        """The recorded signals, newest quarter first."""
        store = self.session.store

        def work(_progress: Progress) -> tuple[Signal, ...]:
            with store.begin() as unit:
                return unit.signals.select(EVERYTHING)

        self.work_on(_READING, work, self._listed)

    def look(self) -> None:
        """Read every series as known today; Esc stops it."""
        store, day = self.session.store, today(self.session.clock)
        self.work_on(_LOOKING, lambda progress: watch.look(store, day, progress), self._looked)

    def keep(self) -> None:
        """Record what stands out and was not recorded yet."""
        found, store, stamp, language = self.found, self.session.store, self._stamp, self.session.language
        if found is not None:
            self.work_on(
                _KEEPING,
                lambda _progress: watch.keep(store, found.candidates, found.as_of, stamp, language),
                self._kept,
            )

    def take_step(self) -> None:
        """Ask for what was done in the step that is due."""
        chosen = self._chosen
        if isinstance(chosen, Signal) and next_step(chosen):
            self._ask(StepDialog(chosen, self.session, self), desk_acts.INVESTIGATED)

    def conclude(self) -> None:
        """Ask what a meeting decided."""
        chosen = self._chosen
        if isinstance(chosen, Signal) and next_step(chosen) is None:
            self._ask(ConclusionDialog(chosen, self.session, self), desk_acts.CONCLUDED)

    def go_along(self) -> None:
        """Go to the record of the chosen signal."""
        if isinstance(self._chosen, Signal):
            self.record_wanted.emit(SIGNAL.name, self._chosen.id)

    def look_at(self, record_id: str) -> None:
        """Choose a recorded signal, as soon as they are read."""
        self._wanted = record_id
        self._choose_wanted()

    def _choose_wanted(self) -> None:
        ids = [each.id if isinstance(each, Signal) else "" for each in self._rows]
        if self._wanted in ids and self._wanted:
            self.table.selectRow(ids.index(self._wanted))
            self._wanted = ""

    def _ask(self, dialog: InvestigationDialog, act: Act) -> None:
        dialog.taken.connect(lambda made: self._taken(dialog.signal, made, act))
        dialog.open()

    @property
    def _stamp(self) -> Stamp:
        return stamped(self.session.clock, acting_role(self.session.member, SIGNAL))

    @property
    def _chosen(self) -> Row | None:
        row = self.table.currentIndex().row()
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def _listed(self, signals: tuple[Signal, ...]) -> None:
        self._signals = signals
        self._show()

    def _looked(self, found: watch.Look) -> None:
        self.found = found
        self.said.emit(self.session.say(found.sentence))
        self._show()

    def _kept(self, kept: tuple[Signal, ...]) -> None:
        if self.found is not None:
            self.found = watch.Look(self.found.as_of, self.found.series, self.found.readings, ())
        for each in kept:
            self.session.trail = self.session.trail.noted(change_from(SIGNAL, None, each))
        self.said.emit(self.tr("%n signal(s) recorded. Next comes the data check.", "", len(kept)))
        self._read_anew()

    def _taken(self, before: Signal, after: Signal, act: Act) -> None:
        self._read_anew()
        self.undoing.note(change_from(SIGNAL, before, after), act)

    def _read_anew(self, entity: str = SIGNAL.name) -> None:
        self.session.note_change(entity)
        self.refresh()

    def _show(self) -> None:
        at = max(0, self.table.currentIndex().row())
        candidates = self.found.candidates if self.found is not None else ()
        self._rows = (*candidates, *self._signals)
        heads = (
            self.tr("State"),
            self.tr("What"),
            self.tr("Method"),
            self.tr("Observed"),
            self.tr("Expected"),
            self.tr("Next"),
        )
        self.rows.show(heads, [self._row(each) for each in self._rows])
        if self._rows:
            self.table.selectRow(min(at, len(self._rows) - 1))
        self._chosen_another()
        self._choose_wanted()

    def _row(self, row: Row) -> tuple[str, ...]:
        say, language = self.session.say, self.session.language
        method = say(codelist("signal_method").label(str(row.method))) if row.method else ""
        if isinstance(row, Reading):
            expected, state, due = row.expected, self.tr("To be recorded"), ""
        else:
            expected = (row.expected_hundredths or 0) / 100
            state = say(codelist("signal_outcome").label(str(row.outcome))) if row.outcome else ""
            due = self._due(row)
        return (state, say(watch.title(row)), method, str(row.observed or 0), written(expected, 1, language), due)

    def _due(self, signal: Signal) -> str:
        step = next_step(signal)
        if is_closed(signal):
            return "–"
        return self.session.say(SIGNAL[step].label) if step else self.tr("Decision of a meeting")

    def _chosen_another(self, *_: object) -> None:
        """What the chosen one rests on stands above the list, its series below."""
        chosen = self._chosen
        self.tell("" if chosen is None else "\n".join(self._told(chosen)))
        self._draw(chosen)
        self.offer()

    def _told(self, row: Row) -> list[str]:
        say = self.session.say
        if isinstance(row, Reading):
            return [self.tr("Threshold: {text}").format(text=say(row.threshold)), say(row.power)]
        lines = [self.tr("Threshold: {text}").format(text=row.threshold)] if row.threshold else []
        lines += [row.power_note] if row.power_note else []
        for name in STEPS:
            if getattr(row, name):
                day = f"{getattr(row, f'{name}_on'):%d/%m/%Y}"
                lines.append(f"{say(SIGNAL[name].label)}, {day}: {getattr(row, name)}")
        return lines

    def _draw(self, row: Row | None) -> None:
        series = None if row is None else self._series(row)
        if row is None or series is None or not row.method:
            self.figure.clear()
            return
        chart = chart_of(series, row.method, self._reading(row))
        self.figure.display(self.session.say(watch.title(row)), chart, alternative(chart), self.session.language)

    def _series(self, row: Row) -> Series | None:
        group = row.group if isinstance(row, Reading) else row.event_group
        every = self.found.series if self.found is not None else ()
        return next((each for each in every if (each.group, each.force) == (group, row.force)), None)

    def _reading(self, row: Row) -> Reading | None:
        """The reading of the latest look that the row rests on; its threshold is drawn."""
        if isinstance(row, Reading):
            return row
        about = (row.method, row.event_group, row.force, row.period)
        every = self.found.readings if self.found is not None else ()
        return next((each for each in every if (each.method, each.group, each.force, each.period) == about), None)

    def offer(self) -> None:
        chosen, may = self._chosen, may_write(self.session.member, SIGNAL) and not self.is_busy
        open_signal = chosen if isinstance(chosen, Signal) and not is_closed(chosen) else None
        self.buttons[_RECORD].setEnabled(isinstance(chosen, Signal))
        self.buttons[_LOOK].setEnabled(not self.is_busy)
        self.buttons[_KEEP].setEnabled(may and self.found is not None and bool(self.found.candidates))
        self.buttons[_STEP].setEnabled(may and open_signal is not None and next_step(open_signal) is not None)
        self.buttons[_CONCLUDE].setEnabled(may and open_signal is not None and next_step(open_signal) is None)

    def reword(self) -> None:
        texts = {
            _LOOK: self.tr("&Look now"),
            _KEEP: self.tr("&Record what stands out"),
            _STEP: self.tr("Next &step…"),
            _CONCLUDE: self.tr("&Decision…"),
            _RECORD: self.tr("S&how the record"),
        }
        self.name_all(self.tr("Signals"), self.tr("Signals"), texts)
        self._show()
