"""Minutes on paper: the version asked for, checked against its digest before it is printed, and noted in the log."""

from dataclasses import replace
from pathlib import Path

from observatory.errors import NotFound, ObservatoryError
from observatory.meetings.meeting import Meeting
from observatory.meetings.paper import MinutesPaper, amendments
from observatory.ports import Store
from observatory.summary.standing import marking
from observatory.terms import Language, Term
from observatory.usecases.build_demo import SYNTHETIC
from observatory.usecases.keep_minutes import Checked, checked
from observatory.usecases.summarise import MARKING


class NotPrinted(ObservatoryError):
    """The text is not the one that its digest was taken of."""

    def __init__(self) -> None:
        super().__init__(_DIFFERS)


def minutes_paper(store: Store, meeting_id: str, step: int | None = None) -> MinutesPaper:
    """The minutes as they stand, or as they were at a step.

    Raises `NotPrinted` where a text is not that of its digest, `NotFound` where there is no such step, `NotAllowed`.
    """
    found = checked(store, meeting_id)
    if not found.is_intact:
        raise NotPrinted
    meeting = found.meeting if step is None else _at(found, step)
    versions = tuple((each.step, each.meeting) for each in found.versions[: len(meeting.minutes_steps)])
    with store.begin() as unit:
        office, synthetic = unit.settings.get(MARKING), bool(unit.settings.get(SYNTHETIC))
    return MinutesPaper(meeting, marking(office), synthetic, amendments(versions))


def print_minutes(store: Store, paper: MinutesPaper, language: Language, target: Path) -> None:
    """Write the PDF, whole or not at all, and note in the log that it left; raises `FileTrouble`."""
    from observatory.reports.pdf.minutes import write_minutes  # noqa: PLC0415 - reportlab loads when asked for
    from observatory.security.audit.entries import Act  # noqa: PLC0415 - as the ports do

    write_minutes(paper, language, target)
    with store.begin() as unit:
        unit.audit.note(Act.EXPORT, f"minutes/{paper.meeting.id}", ("pdf", f"v{paper.version}"))
        unit.commit()


def _at(found: Checked, step: int) -> Meeting:
    version = next((each for each in found.versions if each.step.number == step), None)
    if version is None or version.meeting is None:
        raise NotFound(_NO_STEP)
    return replace(version.meeting, minutes_steps=found.meeting.minutes_steps[:step])


_DIFFERS = Term(
    "Il testo del verbale non è quello di cui fu presa l’impronta: non si stampa. Confrontarlo con la copia approvata "
    "e verificare il registro. Nulla è stato modificato.",
    "The text of the minutes is not the one that the digest was taken of: it is not printed. Compare it with the "
    "approved copy and check the log. Nothing was changed.",
)
_NO_STEP = Term(
    "Il verbale non ha un passaggio con questo numero.",
    "The minutes have no step of this number.",
)
