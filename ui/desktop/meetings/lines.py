"""Meetings, steps of minutes and actions as lines of text."""

from datetime import date

from observatory.codelists import codelist
from observatory.labels import when
from observatory.meetings.actions import Undertaken, due_day, is_overdue
from observatory.meetings.meeting import Meeting
from observatory.meetings.minutes import status_of, version_number
from observatory.meetings.quorum import has_quorum, present
from observatory.meetings.series import is_open
from observatory.terms import Language, Term, same
from observatory.usecases.keep_minutes import Checked
from observatory.usecases.propose_agenda import meeting_words

_VERSION = Term("{status}, versione {n}", "{status}, version {n}")
_STANDS = Term("Verbale, {meeting}: {status}.", "Minutes, {meeting}: {status}.")
_QUORUM = Term("{n} (minimo {needed})", "{n} (at least {needed})")
_MISSED = Term("▲ {n} (minimo {needed})", "▲ {n} (at least {needed})")
_OVERDUE = Term("▲ {day}", "▲ {day}")
_NO_STEPS = Term("Bozza: nessun passaggio ancora.", "Draft: no step yet.")
_INTACT = Term(
    "Il testo di oggi è quello dell’ultimo passaggio, e ogni versione coincide con la sua impronta.",
    "The text of today is that of the last step, and every version matches its digest.",
)
_MOVED_ON = Term(
    "Ogni versione coincide con la sua impronta. Il testo è cambiato dopo la condivisione: condividerlo di nuovo.",
    "Every version matches its digest. The text changed after it was shared: share it again.",
)
_DIFFERS = Term(
    "▲ Il testo non è quello di cui fu presa l’impronta: confrontarlo con la copia approvata e verificare il registro.",
    "▲ The text is not the one that the digest was taken of: compare it with the approved copy and check the log.",
)


def meeting_line(meeting: Meeting, language: Language) -> tuple[str, ...]:
    """Number, day, type or series, minutes, quorum, open points."""
    kind = codelist("meeting_type").label(meeting.kind).in_(language) if meeting.kind else "–"
    day = when(meeting.held_on, language) if meeting.held_on else "–"
    waiting = sum(map(is_open, meeting.agenda))
    told = (str(meeting.number or "–"), day, meeting.series or kind, standing(meeting).in_(language))
    return (*told, _quorum(meeting).in_(language), str(waiting))


def standing(meeting: Meeting) -> Term:
    """Status and version of the minutes."""
    status, version = codelist("minutes_status").label(status_of(meeting)), version_number(meeting)
    return _VERSION.with_values(status=status, n=version) if version else status


def standing_words(meeting: Meeting) -> Term:
    """Which minutes stand where, as a sentence."""
    return _STANDS.with_values(meeting=meeting_words(meeting), status=standing(meeting))


def steps_words(meeting: Meeting, language: Language) -> str:
    """Every step on a line of its own."""
    lines = [
        " · ".join(
            part
            for part in (
                when(step.taken_on, language) if step.taken_on else "–",
                codelist("minutes_status").label(step.status or "BO").in_(language),
                f"{(step.digest or '')[:12]}…",
                step.reason or "",
            )
            if part
        )
        for step in meeting.minutes_steps
    ]
    return "\n".join(lines) or _NO_STEPS.in_(language)


def action_line(each: Undertaken, day: date, language: Language) -> tuple[str, ...]:
    """Due day, owner, status, text, informed forces; what is overdue is marked."""
    action, due = each.action, due_day(each.action)
    told = when(due, language) if due else "–"
    shown = _OVERDUE.with_values(day=told).in_(language) if is_overdue(action, day) else told
    status = codelist("action_status").label(action.status).in_(language) if action.status else "–"
    office = codelist("office").label(action.owner_office).in_(language) if action.owner_office else ""
    owner = " – ".join(part for part in (_short((action.owner_force or "",)), office) if part)
    return shown, owner, status, action.text or "–", _short(action.informed_forces)


def checked_words(found: Checked) -> Term:
    """What checking minutes against their digests found."""
    if not found.is_intact:
        return _DIFFERS
    return _INTACT if found.stands else _MOVED_ON


def _quorum(meeting: Meeting) -> Term:
    if meeting.quorum is None or not (meeting.forces or meeting.attendance):
        return same("–")
    words = _QUORUM if has_quorum(meeting) else _MISSED
    return words.with_values(n=len(present(meeting)), needed=meeting.quorum)


def _short(forces: tuple[str, ...]) -> str:
    return ", ".join(codelist("force")[each].short for each in forces if each in codelist("force"))
