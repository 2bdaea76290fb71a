"""The fixed words of minutes on paper, and the few sentences made from what they say."""

from observatory.codelists import codelist
from observatory.fields import Field
from observatory.labels import shown
from observatory.meetings.agenda_fields import DECISION
from observatory.meetings.meeting import Attendance, Decision, Meeting, MinutesStep
from observatory.meetings.paper import MinutesPaper
from observatory.periods import long_date
from observatory.terms import Language, Term, same

TITLE = Term("Verbale della riunione n. {number}", "Minutes of meeting no. {number}")
UNNUMBERED = Term("Verbale della riunione", "Minutes of the meeting")
DRAFT = Term("Bozza: verbale non approvato", "Draft: minutes not approved")
DRAFT_WHY = Term(
    "Il testo può ancora cambiare: fa fede dopo l’approvazione in una riunione successiva.",
    "The text may still change: it holds once a later meeting has approved it.",
)
STATUS = Term("Stato del verbale", "Status of the minutes")
VERSION = Term("Versione", "Version")
KIND, SERIES = Term("Tipo", "Type"), Term("Serie", "Series")
DAY, SEAT = Term("Data", "Date"), Term("Sede", "Seat")
CHAIR, REFERENCE = Term("Presiede", "Chaired by"), Term("Documento di riferimento", "Reference document")
ATTENDANCE = Term("Presenze", "Attendance")
FORCE, PRESENT, DELEGATES, ABSENT = (
    Term("Forza", "Force"),
    Term("Presenti", "Present"),
    Term("Delegati", "Delegates"),
    Term("Assenti", "Absent"),
)
NO_ROLES = Term(
    "Le presenze per ruolo non sono state rilevate. Forze presenti: {forces}.",
    "Attendance by role was not taken. Forces present: {forces}.",
)
AGENDA = Term("Ordine del giorno e decisioni", "Agenda and decisions")
NO_AGENDA = Term("Nessun punto all’ordine del giorno.", "No item on the agenda.")
STRUCK = Term("Punti stralciati", "Items struck")
TEXT = Term("Sintesi della discussione", "Summary of the discussion")
NO_TEXT = Term("Il testo non è ancora scritto.", "The text is not written yet.")
STEPS = Term("Passaggi del verbale", "Steps of the minutes")
AMENDMENTS = Term("Rettifiche", "Amendments")
AMENDED = Term("Versione {n}, rettificata il {day}", "Version {n}, amended on {day}")
WHY = Term("Motivo: {reason}", "Reason: {reason}")
BEFORE, AFTER = Term("Prima", "Before"), Term("Dopo", "After")
CHANGED = Term("Che cosa", "What")
ITEM = Term("{n}. {words}", "{n}. {words}")
UNTITLED = Term("Punto {n}", "Item {n}")
ORIGIN = Term("Origine: {origin}", "Origin: {origin}")
OUTCOME = Term("Esito: {outcome}", "Outcome: {outcome}")
OUTCOME_WHY = Term("Esito: {outcome} – {reason}", "Outcome: {outcome} – {reason}")
DECISION_NUMBER = Term("Decisione {n}", "Decision {n}")
NOT_VALID = Term(
    "Presa senza numero legale: vale quando una riunione con numero legale la ratifica.",
    "Taken without quorum: it holds once a meeting with quorum ratifies it.",
)
FOR = Term("per {forces}", "for {forces}")
DISSENT = Term("Dissenso di {forces}: {reason}", "Dissent of {forces}: {reason}")
ACTION, OWNER, INFORMED, DUE = (
    Term("Azione", "Action"),
    Term("Responsabile", "Owner"),
    Term("Informate", "Informed"),
    Term("Scadenza", "Due"),
)
STEP_DAY, STEP_STATE, STEP_DIGEST, STEP_REASON = (
    Term("Data", "Date"),
    Term("Passaggio", "Step"),
    Term("Impronta", "Digest"),
    Term("Motivo", "Reason"),
)
TEXT_DIGEST = Term("Impronta del testo (SHA-256)", "Digest of the text (SHA-256)")
NO_NAMES = Term(
    "Il verbale indica forze, uffici e ruoli, mai nomi di persone. Lo stato successivo di decisioni e azioni non fa "
    "parte del testo.",
    "Minutes name forces, offices and roles, never persons. What later becomes of decisions and actions is no part of "
    "the text.",
)
_VERSION = Term("{status}, versione {n}", "{status}, version {n}")


def title(meeting: Meeting) -> Term:
    """`Verbale della riunione n. 3`."""
    return TITLE.with_values(number=meeting.number) if meeting.number else UNNUMBERED


def standing(paper: MinutesPaper) -> Term:
    """Status and version: a draft has none."""
    status = codelist("minutes_status").label(paper.status)
    return _VERSION.with_values(status=status, n=paper.version) if paper.version else status


def particulars(paper: MinutesPaper) -> tuple[tuple[Term, Term], ...]:
    """What stands below the title, as name and value; what nobody said is left out."""
    meeting = paper.meeting
    told = (
        (KIND, label("meeting_type", meeting.kind)),
        (SERIES, same(meeting.series) if meeting.series else None),
        (DAY, long_date(meeting.held_on) if meeting.held_on else None),
        (SEAT, label("meeting_seat", meeting.seat)),
        (CHAIR, label("office", meeting.chair_office)),
        (REFERENCE, same(meeting.reference) if meeting.reference else None),
        (STATUS, standing(paper)),
    )
    return tuple((name, value) for name, value in told if value is not None)


def label(name: str, code: str | None) -> Term | None:
    """A code in words; one that the list does not have stands for itself, None for no answer."""
    if not code:
        return None
    return codelist(name).label(code) if code in codelist(name) else same(code)


def roles(rows: tuple[Attendance, ...], force: str | None, here: str, language: Language) -> str:
    """The roles of a force that were present, delegated or absent."""
    told = (label("attendance_role", row.role) for row in rows if (row.force, row.attendance) == (force, here))
    return ", ".join(each.in_(language) for each in told if each) or "–"


def short_forces(forces: tuple[str, ...]) -> str:
    """Forces by their short names."""
    return ", ".join(codelist("force")[each].short if each in codelist("force") else each for each in forces) or "–"


def decided(decision: Decision, language: Language) -> str:
    """Type, prevention element, how it was adopted, for whom and until when, in one line."""
    fields = ("kind", "element", "adopted", "forces", "office", "due_on")
    return " · ".join(text for name in fields if (text := _told(DECISION[name], getattr(decision, name), language)))


def step_words(step: MinutesStep) -> Term:
    """The state that a step gave."""
    return label("minutes_status", step.status) or same("–")


def _told(field: Field, value: object, language: Language) -> str:
    if field.name == "forces":
        return FOR.with_values(forces=short_forces(tuple(value))).in_(language) if value else ""  # type: ignore[arg-type]
    text = shown(field, value, language)
    return f"{field.label.in_(language).lower()} {text}" if text and field.name == "due_on" else text
