"""The issues of the summaries: what each told, what two of them tell differently, and taking one back with a reason."""

from dataclasses import dataclass

from observatory.authorisation.rules import require
from observatory.disclosure.rules import Audience
from observatory.errors import NotFound, WrongUse
from observatory.periods import Period
from observatory.ports import Clock, Release, Store
from observatory.privacy.identifiers import find_identifiers
from observatory.privacy.wording import find_unsafe_wording
from observatory.progress import Progress, silent
from observatory.security.audit.entries import Act
from observatory.security.roles import Permission
from observatory.summary.content import Confirmation, Summary
from observatory.summary.keeping import Mark
from observatory.terms import Language, Term
from observatory.usecases.earlier_editions import SUMMARY, marks_of
from observatory.usecases.release import standing_of, subject_for
from observatory.usecases.summarise import SummaryRequest, made_again
from observatory.usecases.withdrawals import Withdrawal, noted, withdrawals


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue as it was noted, whether two members stand for it, and whether it was taken back."""

    release: Release
    confirmation: Confirmation
    withdrawal: Withdrawal | None = None


def issues(store: Store) -> tuple[Issue, ...]:
    """Every issue of a summary, newest first; raises `NotAllowed`."""
    with store.begin() as unit:
        releases, withdrawn = unit.releases.all(SUMMARY), withdrawals(unit)
    return tuple(
        Issue(release, _confirmation(store, release), withdrawn.get(release.id)) for release in reversed(releases)
    )


def issue_named(store: Store, beginning: str) -> Issue:
    """The issue whose id begins so; raises `NotFound` for none, `WrongUse` for several."""
    found = [each for each in issues(store) if beginning and each.release.id.startswith(beginning)]
    if not found:
        raise NotFound(_NONE)
    if len(found) > 1:
        raise WrongUse(_SEVERAL)
    return found[0]


def issue_before(issue: Issue, among: tuple[Issue, ...]) -> Issue | None:
    """The one noted before it for the same audience, of those given newest first."""
    ids = [each.release.id for each in among]
    older = among[ids.index(issue.release.id) + 1 :]
    return next((each for each in older if each.release.audience == issue.release.audience), None)


def content_of(store: Store, issue: Issue, progress: Progress = silent) -> Summary | None:
    """The issue made again from the records as they were known on its day; None if it no longer comes out the same.

    So it is after records were erased, or in a version of the program that counts or words differently. Nothing is
    noted. Raises `NotAllowed`.
    """
    require(store.member, Permission.SUMMARISE)
    with store.begin() as unit:
        return made_again(unit, issue.release, progress)


def request_of(issue: Issue) -> SummaryRequest:
    """What the issue was asked with."""
    release = issue.release
    keep = tuple(Mark.parse(mark) for mark in marks_of(release))
    return SummaryRequest(Period.parse(release.period), Audience(release.audience), release.as_of, keep)


def withdraw(store: Store, issue: Issue, reason: str, clock: Clock) -> Withdrawal:
    """Take an issue back: it stays readable here and goes on counting as read, and is not written out again.

    Raises `WrongUse` for one taken back already or a reason that is missing, unsafely worded or tells who,
    `NotAllowed` for a member who makes no summaries; then nothing is noted.
    """
    require(store.member, Permission.SUMMARISE)
    made = Withdrawal(clock(), _checked(reason))
    with store.begin() as unit:
        if issue.release.id in withdrawals(unit):
            raise WrongUse(_TWICE)
        unit.releases.add(noted(issue.release, made))
        unit.audit.note(Act.WITHDRAWN, f"release/{issue.release.id}")
        unit.commit()
    return made


def _checked(reason: str) -> str:
    words = " ".join(reason.split())
    if not words:
        raise WrongUse(_NO_REASON)
    if find_identifiers(words):
        raise WrongUse(_IDENTIFIES)
    if any(find_unsafe_wording(words, language) for language in Language):
        raise WrongUse(_UNSAFE)
    return words


def _confirmation(store: Store, release: Release) -> Confirmation:
    place = release.period, release.audience, release.as_of
    subject = subject_for(place, release.digest, kept=marks_of(release))
    return standing_of(store, release.audience, subject)


_NONE = Term(
    "Nessuna edizione comincia così: elencarle con «release list». Nulla è stato fatto.",
    "No issue begins so: list them with “release list”. Nothing was done.",
)
_SEVERAL = Term(
    "Più edizioni cominciano così: scrivere l’identificativo per intero. Nulla è stato fatto.",
    "Several issues begin so: write the whole id. Nothing was done.",
)
_TWICE = Term(
    "L’edizione è già stata ritirata. Nulla è stato modificato.",
    "The issue was withdrawn already. Nothing was changed.",
)
_NO_REASON = Term(
    "Scrivere perché si ritira l’edizione. Nulla è stato modificato.",
    "Write why the issue is withdrawn. Nothing was changed.",
)
_IDENTIFIES = Term(
    "Il motivo sembra contenere ciò che fa riconoscere una persona, un luogo o un giorno: usare parole generiche. "
    "Nulla è stato modificato.",
    "The reason seems to contain what tells a person, a place or a day: use general words. Nothing was changed.",
)
_UNSAFE = Term(
    "Una formulazione del motivo può nuocere a chi legge: riscriverla in modo neutro. Nulla è stato modificato.",
    "A wording of the reason may harm readers: rewrite it neutrally. Nothing was changed.",
)
