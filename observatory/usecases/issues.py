"""What left or was prepared to leave – summaries, answers, record files – and taking one back with a reason."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from observatory.authorisation.rules import require
from observatory.disclosure.rules import Audience
from observatory.errors import NotFound, WrongUse
from observatory.periods import Period
from observatory.ports import Clock, Release, Store
from observatory.privacy.identifiers import find_identifiers
from observatory.privacy.wording import find_unsafe_wording
from observatory.progress import Progress, silent
from observatory.security.audit.entries import Act
from observatory.security.proposals import Matter, Proposal, is_genuine
from observatory.security.roles import Permission
from observatory.summary.content import Confirmation, Summary
from observatory.summary.keeping import Mark
from observatory.terms import Language, Term
from observatory.usecases.earlier_editions import QUESTION, STATISTICS, SUMMARY, marks_of
from observatory.usecases.record_files import RECORDS
from observatory.usecases.release import carried_out, standing_among, subject_for
from observatory.usecases.summarise import SummaryRequest, made_again
from observatory.usecases.withdrawals import Withdrawal, noted, withdrawals


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed, of which force, and when."""

    name: str
    force: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue as it was noted, whether two members stand for it and which, and whether it was taken back."""

    release: Release
    confirmation: Confirmation
    withdrawal: Withdrawal | None = None
    signers: tuple[Signer, ...] = ()
    subject: str = ""
    """What two members signed, or would sign."""

    @property
    def question(self) -> str:
        """What an answer was asked; empty for anything else."""
        return str(self.release.tables.get(QUESTION, "")) if self.release.kind == STATISTICS else ""

    @property
    def can_be_released(self) -> bool:
        """A draft that was not taken back."""
        is_draft = self.release.kind != RECORDS and self.confirmation is Confirmation.DRAFT
        return is_draft and self.withdrawal is None


def issues(store: Store) -> tuple[Issue, ...]:
    """Every summary, answer and record file that was noted, newest first; raises `NotAllowed`."""
    with store.begin() as unit:
        releases = [each for kind in (SUMMARY, STATISTICS, RECORDS) for each in unit.releases.all(kind)]
        withdrawn, proposals = withdrawals(unit), unit.proposals.all()
    newest = sorted(releases, key=lambda each: each.made_at)[::-1]
    return tuple(_issue(store, each, withdrawn.get(each.id), proposals) for each in newest)


def issue_named(store: Store, beginning: str) -> Issue:
    """The issue whose id begins so; raises `NotFound` for none, `WrongUse` for several."""
    found = [each for each in issues(store) if beginning and each.release.id.startswith(beginning)]
    if not found:
        raise NotFound(_NONE)
    if len(found) > 1:
        raise WrongUse(_SEVERAL)
    return found[0]


def issue_before(issue: Issue, among: tuple[Issue, ...]) -> Issue | None:
    """The one noted before it of the same kind for the same audience, of those given newest first.

    An answer is preceded by one to the same question; a record file by none, for no two have a record in common.
    """
    ids = [each.release.id for each in among]
    older = among[ids.index(issue.release.id) + 1 :]
    same = (each for each in older if each.release.audience == issue.release.audience)
    return next((each for each in same if are_comparable(issue, each)), None)


def are_comparable(issue: Issue, other: Issue) -> bool:
    """Whether the same cells may stand in both."""
    if RECORDS in (issue.release.kind, other.release.kind) or issue.release.kind != other.release.kind:
        return False
    windows = {issue.release.period, other.release.period}
    return issue.release.kind == SUMMARY or (issue.question == other.question and len(windows) == 1)


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


def _issue(store: Store, release: Release, withdrawal: Withdrawal | None, proposals: Sequence[Proposal]) -> Issue:
    if release.kind == RECORDS:
        signed = _export_of(store, release, proposals)
        stands = Confirmation.DRAFT if signed is None else Confirmation.CONFIRMED
        return Issue(release, stands, withdrawal, _signers(store, signed), "" if signed is None else signed.subject)
    place = release.period, release.audience, release.as_of
    asked = {"question": release.tables[QUESTION]} if release.kind == STATISTICS else {"kept": marks_of(release)}
    subject = subject_for(place, release.digest, **asked)
    stands = standing_among(proposals, store, release.audience, subject)
    signed = carried_out(proposals, store, subject) if stands is Confirmation.CONFIRMED else None
    return Issue(release, stands, withdrawal, _signers(store, signed), subject)


def _export_of(store: Store, release: Release, proposals: Sequence[Proposal]) -> Proposal | None:
    """The proposal by which two members let a record file leave."""
    done = (each for each in proposals if each.matter is Matter.RECORD_EXPORT and each.done_at is not None)
    same = (each for each in done if json.loads(each.subject)["digest"] == release.digest)
    return next((each for each in same if is_genuine(each, store)), None)


def _signers(store: Store, signed: Proposal | None) -> tuple[Signer, ...]:
    """By name, or the beginning of the id for a member whom the store no longer knows."""
    if signed is None or signed.confirmed is None:
        return ()
    names = {each.id: each.name for each in store.everyone}
    both = (signed.prepared, signed.confirmed)
    return tuple(Signer(names.get(each.member, each.member[:8]), each.force, each.at) for each in both)


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
