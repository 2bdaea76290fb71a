"""A proposal in words: exactly what is to be done, for whoever is asked to stand for it."""

import json

from observatory.codelists import codelist
from observatory.disclosure.rules import AUDIENCE_LABELS
from observatory.periods import Period, long_date
from observatory.reports.wording import AS_OF, AUDIENCE, PERIOD
from observatory.retention.plan import counts_of, day_of
from observatory.retention.policies import policies
from observatory.security.custody import appointment_in
from observatory.security.proposals import MATTER_LABELS, Matter, Proposal
from observatory.security.roles import ROLE_LABELS
from observatory.summary.question import question_words
from observatory.terms import Term, same
from observatory.usecases.export_records import request_in
from observatory.usecases.record_files import window_of
from observatory.usecases.release import asked_by, kept_in, question_in

Told = tuple[tuple[Term, Term], ...]


def words(proposal: Proposal) -> Told:
    """Name and value a line: matter, what, and the six words that say exactly which content or records are meant."""
    told: Told = ((_MATTER, MATTER_LABELS[proposal.matter]),)
    if proposal.matter is Matter.RELEASE:
        told += _release(proposal.subject)
    elif proposal.matter is Matter.RETENTION:
        told += _retention(proposal.subject)
    elif proposal.matter is Matter.RECORD_EXPORT:
        told += _records(proposal.subject)
    elif proposal.matter is Matter.LINKAGE:
        told += _appointment(proposal)
    return (*told, (_WORDS, same(proposal.fingerprint)))


def _release(subject: str) -> Told:
    period, audience, as_of = asked_by(subject)
    digest = same(json.loads(subject)["digest"][:16])
    kept, asked = kept_in(subject), question_in(subject)
    return (
        *(((_QUESTION, question_words(asked)),) if asked else ()),
        (PERIOD, window_of(period).name if asked else Period.parse(period).name),
        (AUDIENCE, AUDIENCE_LABELS[audience]),
        (AS_OF, long_date(as_of)),
        (_DIGEST, digest),
        *(((_KEPT, same("; ".join(kept))),) if kept else ()),
    )


def _records(subject: str) -> Told:
    request, digest = request_in(subject), same(json.loads(subject)["digest"][:16])
    return (
        (PERIOD, request.window.name),
        (AS_OF, long_date(request.as_of)),
        (_PROMISE, same(f"k = {request.k}, l = {request.l}")),
        (_DIGEST, digest),
    )


def _retention(subject: str) -> Told:
    labels = {each.code: each.label for each in policies()}
    lines = counts_of(subject).items()
    told = ((labels.get(code, same(code)), _TERM.with_values(n=n, months=months)) for code, (months, n) in lines)
    return ((_DAY, long_date(day_of(subject))), *told)


def _appointment(proposal: Proposal) -> Told:
    """Name, force and all roles that the member will have, and the beginning of their id, for names change hands."""
    asked = appointment_in(proposal)
    labels = [ROLE_LABELS[role] for role in asked.roles]
    roles = Term(", ".join(label.it for label in labels), ", ".join(label.en for label in labels))
    force = codelist("force").label(asked.force) if asked.force else _NO_FORCE
    return ((_MEMBER, same(f"{asked.name} ({asked.member[:8]})")), (_FORCE, force), (_ROLES, roles))


_MEMBER = Term("Membro", "Member")
_FORCE = Term("Forza", "Force")
_NO_FORCE = Term("nessuna", "none")
_ROLES = Term("Ruoli da allora", "Roles from then on")
_QUESTION = Term("Risposta statistica", "Statistical answer")
_MATTER = Term("Oggetto", "Matter")
_KEPT = Term("Celle da tenere", "Cells kept")
_PROMISE = Term("Promessa", "Promise")
_DIGEST = Term("Impronta (inizio)", "Digest (beginning)")
_WORDS = Term("In sei parole", "In six words")
_DAY = Term("Termini calcolati al", "Terms reckoned on")
_TERM = Term("{n} da cancellare (termine: {months} mesi)", "{n} to erase (term: {months} months)")
