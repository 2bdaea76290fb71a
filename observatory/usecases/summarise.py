"""Make a summary of a period for an audience as known on a day, and note it as an issue; export its tables."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from observatory.authorisation.rules import require
from observatory.disclosure.rules import TIE_BREAK, Audience
from observatory.errors import Unprotectable, WrongUse
from observatory.garbage import uncollected
from observatory.periods import Period
from observatory.ports import Clock, Release, Store, UnitOfWork
from observatory.progress import Progress, silent
from observatory.security.audit.entries import Act
from observatory.security.roles import Permission
from observatory.summary.added import Answered, with_answers, without_answers
from observatory.summary.content import Confirmation, Edit, Summary
from observatory.summary.earlier import Earlier
from observatory.summary.editions import build_beside
from observatory.summary.facts import Facts
from observatory.summary.keeping import Mark, with_marks
from observatory.summary.points import worded
from observatory.summary.question import Question
from observatory.summary.weighing import Weighing, check_marks, weigh
from observatory.summary.windows import Windows
from observatory.terms import Language, Term
from observatory.usecases.added_questions import asked_in, asked_now, to_ask
from observatory.usecases.build_demo import SYNTHETIC
from observatory.usecases.earlier_editions import (
    SUMMARY,
    all_told,
    earlier_editions,
    issues_before,
    marks_of,
    previous_issue,
)
from observatory.usecases.known_cases import counted_cases
from observatory.usecases.noted_issue import as_noted
from observatory.usecases.noted_words import base_of, edits_of
from observatory.usecases.record import today
from observatory.usecases.record_files import left_before
from observatory.usecases.reference_population import reference_of
from observatory.usecases.release import confirmation
from observatory.usecases.withdrawals import taken_back, withdrawals
from observatory.usecases.wordings import as_worded

MARKING = "marking"
"""Name of the setting with the office's marking; empty means the default."""


@dataclass(frozen=True, slots=True)
class SummaryRequest:
    """Which period, for whom, as known at the end of which day, and which cells to keep if that can be done safely."""

    period: Period
    audience: Audience
    as_of: date
    keep: tuple[Mark, ...] = ()
    points: tuple[Edit, ...] | None = None
    """How the main points are edited; empty for the generated ones, None for how they were last."""
    questions: tuple[Question, ...] = ()
    """What it answers besides; filled in from what members added."""

    @property
    def marks(self) -> tuple[str, ...]:
        return tuple(str(mark) for mark in sorted(set(self.keep)))


@dataclass(frozen=True, slots=True)
class Weighed:
    """A summary that was only weighed, and whether the same was issued before: then what it shows is out already."""

    weighing: Weighing
    is_issued: bool


@uncollected()
def make_summary(store: Store, request: SummaryRequest, *, clock: Clock, progress: Progress = silent) -> Summary:
    """Build, protect and audit a summary, and note it as a numbered issue unless the same was already issued.

    For whoever is outside the Observatory it is a draft, until two members release it (`observatory.usecases.release`).
    It is protected against readers of all earlier editions, for whomever they were made.

    Raises `WrongUse` for a period that has not begun on the day of the data, for a day in the future, for a cell that
    cannot be kept or a main point that cannot be printed, `Unprotectable` when a table cannot be made safe,
    `NotAllowed` for a member who makes no summaries; then nothing is noted.
    """
    require(store.member, Permission.SUMMARISE)
    _refuse_impossible(request, today(clock))
    with store.begin() as unit:
        request = _with_questions(unit, request)
        facts = _facts(unit, request, progress)
        made, base = _made(unit, request, facts, progress)
        summary = made.summary
        check_marks(request.keep, without_answers(summary), facts)
        if not _is_noted(unit, request, summary):
            unit.releases.add(as_noted(made, request.questions, base, clock))
        asked_now(unit, request.audience)
        unit.audit.note(Act.SUMMARY, f"summary/{request.period.code}-{request.audience.value}")
        unit.commit()
    return _witnessed(store, summary)


@uncollected()
def weigh_summary(store: Store, request: SummaryRequest, *, clock: Clock, progress: Progress = silent) -> Weighed:
    """What the summary would hide and why, without making it: nothing is noted, and nothing of it may leave.

    Raises as `make_summary`, and `NotAllowed` for a member who may not read cases: the reasons tell small counts.
    """
    require(store.member, Permission.SUMMARISE)
    require(store.member, Permission.READ_CASES)
    _refuse_impossible(request, today(clock))
    with store.begin() as unit:
        request = _with_questions(unit, request)
        facts = _facts(unit, request, progress)
        releases = all_told(unit)
        editions = earlier_editions(unit, releases)
    issued = [place for place, release in enumerate(releases) if _is_same(release, request)]
    before = editions[: issued[-1]] if issued else editions
    return Weighed(weigh(before, facts, request.keep, progress, request.questions), bool(issued))


def _with_questions(unit: UnitOfWork, request: SummaryRequest) -> SummaryRequest:
    """With what its last issue answered, or the last one for the same period and audience, and what was added since."""
    issues = [each for each in unit.releases.all(SUMMARY) if _is_about(each, request)]
    same = [each for each in issues if (each.as_of, marks_of(each)) == (request.as_of, request.marks)]
    last = (same or issues)[-1:]
    return replace(request, questions=to_ask(unit, request.audience, last[0] if last else None))


def _made(
    unit: UnitOfWork, request: SummaryRequest, facts: Facts, progress: Progress
) -> tuple[Answered, Release | None]:
    """The same again if it was made before from the same data, with that issue; else safe beside all that were made."""
    releases = all_told(unit)
    editions = earlier_editions(unit, releases)
    for place, release in enumerate(releases):
        if _is_same(release, request):
            again = _built(editions[:place], _before(unit, release, facts), request, progress)
            if worded(again.summary, edits_of(release)).digest == release.digest:
                return replace(again, summary=as_worded(again.summary, release, unit, request.points)), release
    made = _built(editions, facts, request, progress)
    return replace(made, summary=worded(made.summary, request.points or ())), None


def _built(editions: Sequence[Earlier], facts: Facts, request: SummaryRequest, progress: Progress) -> Answered:
    return with_answers(build_beside(editions, facts, progress), request.questions, facts, editions, progress)


def _before(unit: UnitOfWork, release: Release, facts: Facts) -> Facts:
    """The facts as they stood when this issue was made of them."""
    told = taken_back(unit, release.audience, release)
    return replace(facts, files=left_before(unit, release), issue=release.issue, taken_back=told)


@uncollected()
def made_again(unit: UnitOfWork, release: Release, progress: Progress = silent) -> Summary | None:
    """An issue as it was, from the records as known on its day; None if it does not come out the same any more."""
    releases = all_told(unit)
    place = [each.id for each in releases].index(base_of(release))
    keep = tuple(Mark.parse(mark) for mark in marks_of(release))
    about = (Period.parse(release.period), Audience(release.audience), release.as_of)
    request = SummaryRequest(*about, keep, questions=asked_in(release))
    facts = _before(unit, releases[place], _facts(unit, request, progress))
    try:
        made = _built(earlier_editions(unit, releases[:place]), facts, request, progress)
        again = worded(made.summary, edits_of(release))
    except (Unprotectable, WrongUse):
        return None
    return again if again.digest == release.digest else None


def note_export(store: Store, summary: Summary, form: str) -> None:
    """Write down that the summary leaves the store in this form; what cannot be written down is not to leave."""
    with store.begin() as unit:
        cover = summary.cover
        told = () if cover.confirmation is Confirmation.NOT_NEEDED else (cover.confirmation.value,)
        unit.audit.note(Act.EXPORT, f"summary/{cover.period_code}-{cover.audience_code}", (form, *told))
        unit.commit()


def _witnessed(store: Store, summary: Summary) -> Summary:
    """With the fingerprint of the log that holds this issue on its cover, and whether two members stand for it."""
    with store.begin() as unit:
        standing = unit.audit.standing()
    fingerprint = standing.fingerprint if standing.sequence else ""
    cover = replace(summary.cover, fingerprint=fingerprint, confirmation=confirmation(store, summary))
    return replace(summary, cover=cover)


def export_summary(summary: Summary, format_: str, folder: Path, language: Language) -> Path:
    """Write the summary's tables as `xlsx`, or into the folder as `csv`, `sdmx` or `figures`; returns what was written.

    Raises `FileTrouble`; then the place is as it was.
    """
    name = f"{_STEM.in_(language)}-{summary.cover.period_code}-{summary.cover.audience_code}"
    name += f"-{_DRAFT.in_(language)}" if summary.cover.is_draft else ""
    if format_ == "xlsx":
        from observatory.exports.spreadsheet import write_xlsx  # noqa: PLC0415 - only this format needs its library

        path = folder / f"{name}.xlsx"
        write_xlsx(summary, language, path)
        return path
    from observatory.exports.forms import IN_A_FOLDER  # noqa: PLC0415 - as above

    IN_A_FOLDER[format_](summary, language, folder)
    return folder


def _refuse_impossible(request: SummaryRequest, now: date) -> None:
    if request.as_of > now:
        raise WrongUse(_FUTURE)
    if request.as_of < request.period.window.first.first_day:
        raise WrongUse(_NOT_BEGUN.with_values(period=request.period.name))


def _facts(unit: UnitOfWork, request: SummaryRequest, progress: Progress) -> Facts:
    progress(0, 1, _READING)
    windows = Windows(request.period)
    earlier = issues_before(unit.releases.all(SUMMARY), request.audience, request.as_of)
    previous = previous_issue(earlier, request.as_of, windows)
    known_on = unit.cases.first_known(request.as_of)
    facts = Facts(
        windows=windows,
        audience=request.audience,
        as_of=request.as_of,
        seed=tie_break(unit),
        issue=_issue(unit, request, earlier),
        marking=unit.settings.get(MARKING),
        synthetic=bool(unit.settings.get(SYNTHETIC)),
        previous=previous,
        cases=counted_cases(unit, request.as_of, known_on),
        cases_before=counted_cases(unit, previous.as_of, known_on),
        known_on=known_on,
        interventions=tuple(unit.interventions.as_of(request.as_of)),
        meetings=tuple(unit.meetings.as_of(request.as_of)),
        strengths=tuple(unit.strengths.as_of(request.as_of)),
        recommendations=tuple(unit.recommendations.as_of(request.as_of)),
        indicators=tuple(unit.indicators.as_of(request.as_of)),
        files=left_before(unit),
        taken_back=taken_back(unit, request.audience),
        reference=reference_of(unit),
    )
    return with_marks(facts, request.keep)


def tie_break(unit: UnitOfWork) -> int:
    """The store's own secret number for protection, made at its first summary."""
    if not unit.settings.get(TIE_BREAK):
        unit.settings.set(TIE_BREAK, str(secrets.randbits(32)))
    return int(unit.settings.get(TIE_BREAK))


def _issue(unit: UnitOfWork, request: SummaryRequest, earlier: tuple[Release, ...]) -> int:
    """The number of this issue: that of the same request if it was made before, else the next for the audience."""
    withdrawn = withdrawals(unit)
    same = [release for release in unit.releases.all(SUMMARY) if _is_same(release, request)]
    valid = [release.issue for release in same if release.id not in withdrawn]
    return valid[-1] if valid else max((release.issue for release in (*earlier, *same)), default=0) + 1


def _is_about(release: Release, request: SummaryRequest) -> bool:
    return (release.period, release.audience) == (request.period.code, request.audience.value)


def _is_same(release: Release, request: SummaryRequest) -> bool:
    asked = (request.as_of, request.marks, request.questions)
    return _is_about(release, request) and (release.as_of, marks_of(release), asked_in(release)) == asked


def _is_noted(unit: UnitOfWork, request: SummaryRequest, summary: Summary) -> bool:
    """Where its words are asked for, the last issue of the same is to have them."""
    digests = [r.digest for r in unit.releases.all(SUMMARY) if _is_same(r, request)]
    return summary.digest in (digests if request.points is None else digests[-1:])


_READING = Term("Lettura dell’archivio alla data dei dati", "Reading the store as of the day of the data")
_STEM = Term("sintesi", "summary")
_DRAFT = Term("bozza", "draft")
_FUTURE = Term(
    "La data dei dati è nel futuro: indicare oggi o un giorno passato.",
    "The day of the data is in the future: give today or a past day.",
)
_NOT_BEGUN = Term(
    "Alla data dei dati il periodo richiesto ({period}) non era ancora cominciato: scegliere un’altra data o un altro "
    "periodo.",
    "On the day of the data the requested period ({period}) had not begun: choose another day or another period.",
)
