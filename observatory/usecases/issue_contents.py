"""What an issue of any kind told, made again from the records as they were known on its day."""

from typing import TYPE_CHECKING

from observatory.authorisation.rules import require
from observatory.disclosure.rules import Audience
from observatory.errors import WrongUse
from observatory.exports.answers import Told
from observatory.ports import Clock, Store
from observatory.progress import Progress, silent
from observatory.security.proposals import Proposal
from observatory.security.roles import Permission
from observatory.summary.content import Confirmation, Summary
from observatory.terms import Term
from observatory.usecases import issues
from observatory.usecases.earlier_editions import STATISTICS
from observatory.usecases.issues import Issue
from observatory.usecases.record_files import RECORDS
from observatory.usecases.release import as_standing, proposed_release

if TYPE_CHECKING:
    from observatory.microdata.file import Microdata


def content_of(store: Store, issue: Issue, progress: Progress = silent) -> "Summary | Told | Microdata | None":
    """The issue made again; None if it no longer comes out the same. Nothing is noted.

    Raises `NotAllowed` for a member who makes no summaries, or for a record file may not read cases.
    """
    if issue.release.kind == STATISTICS:
        return answer_of(store, issue, progress)
    if issue.release.kind == RECORDS:
        return records_of(store, issue, progress)
    return issues.content_of(store, issue, progress)


def answer_of(store: Store, issue: Issue, progress: Progress = silent) -> Told | None:
    """An answer, as `content_of`."""
    from observatory.usecases.statistics import answer_again  # noqa: PLC0415 - statistics, when first asked for

    require(store.member, Permission.SUMMARISE)
    with store.begin() as unit:
        answer = answer_again(unit, issue.release, progress)
    if answer is None:
        return None
    is_confirmed = issue.confirmation is Confirmation.CONFIRMED
    return Told(answer, Audience(issue.release.audience), issue.release.as_of, is_confirmed)


def records_of(store: Store, issue: Issue, progress: Progress = silent) -> "Microdata | None":
    """A record file, as `content_of`."""
    from observatory.usecases.export_records import records_again  # noqa: PLC0415 - as above

    require(store.member, Permission.SUMMARISE)
    require(store.member, Permission.READ_CASES)
    if not issue.subject:
        return None
    with store.begin() as unit:
        return records_again(unit, issue.release, issue.subject, progress)


def proposed_issue(
    store: Store, issue: Issue, clock: Clock, progress: Progress = silent
) -> "tuple[Proposal, Summary | Told]":
    """Propose to release a draft, or find what was proposed of it; with what it tells.

    Raises `WrongUse` for what is no draft or no longer comes out the same, `NotAllowed`.
    """
    if not issue.can_be_released:
        raise WrongUse(_NO_DRAFT)
    is_answer = issue.release.kind == STATISTICS
    content = answer_of(store, issue, progress) if is_answer else issues.content_of(store, issue, progress)
    if content is None:
        raise WrongUse(_CHANGED_SINCE)
    standing = as_standing(store, content)
    return proposed_release(store, standing, clock), standing


_NO_DRAFT = Term(
    "Escono con due membri solo le bozze per chi è fuori dall’Osservatorio. Nulla è stato fatto.",
    "Two members release only drafts for whoever is outside the Observatory. Nothing was done.",
)
_CHANGED_SINCE = Term(
    "Le schede o il programma sono cambiati: la bozza non si può rifare uguale e non può uscire. Prepararne una nuova. "
    "Nulla è stato fatto.",
    "Records or program have changed: the draft cannot be made again as it was, and cannot leave. Prepare a new one. "
    "Nothing was done.",
)
