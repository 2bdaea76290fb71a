"""What the commands on meetings do: list them, and share, approve, amend, check and read their minutes."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from observatory.errors import FileTrouble, ObservatoryError, Refused, WrongUse
from observatory.ports import Stamp, Store
from observatory.terms import Language, Term, same
from ui import bootstrap
from ui.cli.commands import opened
from ui.cli.output import say

if TYPE_CHECKING:
    from observatory.meetings.meeting import Meeting
    from observatory.usecases.keep_minutes import MinutesVersion


def list_(asked: argparse.Namespace, language: Language) -> None:
    """Every meeting, the newest first, with where its minutes stand."""
    from observatory.codelists import codelist
    from observatory.meetings.minutes import status_of, version_number
    from observatory.selection import EVERYTHING

    with opened(asked, language) as store, store.begin() as unit:
        found = unit.meetings.select(EVERYTHING)
    for each in sorted(found, key=lambda meeting: str(meeting.held_on or ""), reverse=True):
        status = codelist("minutes_status").label(status_of(each))
        told = {"id": each.id[:8], "number": each.number or "–", "day": each.held_on or "–"}
        kind = codelist("meeting_type").label(each.kind) if each.kind else same("–")
        say(_LINE.with_values(**told, kind=kind, status=status, version=version_number(each)), language)
    if not found:
        say(_NONE, language)


def share(asked: argparse.Namespace, language: Language) -> None:
    from observatory.usecases import keep_minutes as use_case

    with opened(asked, language) as store:
        made = use_case.share(store, _id(store, asked.meeting), _stamp(), asked.on)
    _say_standing(made, language)


def approve(asked: argparse.Namespace, language: Language) -> None:
    from observatory.usecases import keep_minutes as use_case

    with opened(asked, language) as store:
        made = use_case.approve(store, _id(store, asked.meeting), _id(store, asked.at), _stamp())
    _say_standing(made, language)


def amend(asked: argparse.Namespace, language: Language) -> None:
    """The text comes from a file, or everything from the draft that the form kept."""
    from observatory.usecases import keep_minutes as use_case

    if (asked.text is None) != asked.draft:
        raise WrongUse(_TEXT_OR_DRAFT)
    with opened(asked, language) as store:
        after = _amended(store, asked)
        try:
            made = use_case.amend(store, after, asked.reason, _stamp(), confirmed_warnings=asked.confirm)
        except Refused as error:
            for problem in error.problems:
                say(problem.message, language)
            raise
    _say_standing(made, language)


def verify(asked: argparse.Namespace, language: Language) -> None:
    """Every step with its digest; fails where a text is not the one that it was taken of."""
    from observatory.usecases.keep_minutes import checked

    with opened(asked, language) as store:
        found = checked(store, _id(store, asked.meeting))
    for each in found.versions:
        say(_step(each), language)
    if not found.is_intact:
        raise MinutesDiffer
    say((_INTACT if found.stands else _MOVED_ON) if found.versions else _DRAFT, language)


def show(asked: argparse.Namespace, language: Language) -> None:
    """The text of the minutes, as it stands or as it was at a step."""
    from observatory.usecases.keep_minutes import checked, version_of

    with opened(asked, language) as store:
        meeting_id = _id(store, asked.meeting)
        found = version_of(store, meeting_id, asked.step) if asked.step else checked(store, meeting_id).meeting
    _say_standing(found, language)
    say(same(found.minutes or "–"), language)


class MinutesDiffer(ObservatoryError):
    """The text of minutes is not the one that their digest was taken of."""

    def __init__(self) -> None:
        super().__init__(_DIFFERS)


def _amended(store: Store, asked: argparse.Namespace) -> "Meeting":
    from dataclasses import replace

    from observatory.usecases.keep_minutes import as_drafted

    meeting_id = _id(store, asked.meeting)
    with store.begin() as unit:
        if asked.draft:
            return as_drafted(unit, meeting_id)
        return replace(unit.meetings.get(meeting_id), minutes=_text_in(asked.text))


def _text_in(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8-sig").strip()
    except (OSError, ValueError):
        raise FileTrouble(_NO_TEXT) from None
    if not text:
        raise FileTrouble(_NO_TEXT)
    return text


def _step(version: "MinutesVersion") -> Term:
    from observatory.codelists import codelist

    step = version.step
    told = {"number": step.number, "day": f"{step.taken_on:%d/%m/%Y}", "digest": (step.digest or "")[:16]}
    status = codelist("minutes_status").label(step.status or "BO")
    outcome = _SAME if version.is_intact else _OTHER
    return _STEP.with_values(**told, status=status, outcome=outcome, reason=step.reason or "–")


def _say_standing(meeting: "Meeting", language: Language) -> None:
    from observatory.codelists import codelist
    from observatory.meetings.minutes import status_of, version_number

    status = codelist("minutes_status").label(status_of(meeting))
    told = {"number": meeting.number or "–", "day": f"{meeting.held_on:%d/%m/%Y}" if meeting.held_on else "–"}
    say(_STANDS.with_values(**told, status=status, version=version_number(meeting)), language)


def _id(store: Store, name: str) -> str:
    from observatory.usecases.keep_minutes import meeting_named

    with store.begin() as unit:
        return meeting_named(unit, name).id


def _stamp() -> Stamp:
    from observatory.usecases.record import UPDATE, stamped

    return stamped(bootstrap.system_clock, "", UPDATE)


_LINE = Term(
    "{id}  n. {number}  {day}  {kind}  verbale: {status}, versione {version}",
    "{id}  no. {number}  {day}  {kind}  minutes: {status}, version {version}",
)
_NONE = Term("Nessuna riunione.", "No meetings.")
_STANDS = Term(
    "Riunione n. {number} del {day}, verbale: {status}, versione {version}.",
    "Meeting no. {number} of {day}, minutes: {status}, version {version}.",
)
_STEP = Term(
    "  {number}. {day}  {status}  impronta {digest}…  {outcome}  motivo: {reason}",
    "  {number}. {day}  {status}  digest {digest}…  {outcome}  reason: {reason}",
)
_SAME = Term("coincide", "matches")
_OTHER = Term("▲ non coincide", "▲ does not match")
_INTACT = Term(
    "Il testo di oggi è quello dell’ultimo passaggio, e ogni versione coincide con la sua impronta.",
    "The text of today is that of the last step, and every version matches its digest.",
)
_MOVED_ON = Term(
    "Ogni versione coincide con la sua impronta. Il testo è cambiato dopo la condivisione: condividerlo di nuovo.",
    "Every version matches its digest. The text changed after it was shared: share it again.",
)
_DRAFT = Term(
    "Il verbale è una bozza: non ha ancora un’impronta da verificare.",
    "The minutes are a draft: there is no digest to check yet.",
)
_DIFFERS = Term(
    "Il testo del verbale non è quello di cui fu presa l’impronta. Non è stato modificato nulla: confrontarlo con la "
    "copia approvata e verificare il registro con «audit verify».",
    "The text of the minutes is not the one that the digest was taken of. Nothing was changed: compare it with the "
    "approved copy and check the log with “audit verify”.",
)
_NO_TEXT = Term(
    "Il file del nuovo testo non si può leggere, o è vuoto: serve un file di testo UTF-8. Nulla è stato modificato.",
    "The file of the new text cannot be read, or is empty: a UTF-8 text file is needed. Nothing was changed.",
)
_TEXT_OR_DRAFT = Term(
    "Indicare il nuovo testo (--text FILE) oppure la bozza della scheda (--draft), uno solo dei due. "
    "Nulla è stato modificato.",
    "Give either the new text (--text FILE) or the draft of the record (--draft). Nothing was changed.",
)
