"""A proposal in words: exactly what is to be done, for whoever is asked to stand for it."""

import json

from observatory.disclosure.rules import AUDIENCE_LABELS
from observatory.periods import Period, long_date
from observatory.reports.wording import AS_OF, AUDIENCE, PERIOD
from observatory.retention.plan import counts_of, day_of
from observatory.retention.policies import policies
from observatory.security.proposals import MATTER_LABELS, Matter, Proposal
from observatory.terms import Term, same
from observatory.usecases.release import asked_by

Told = tuple[tuple[Term, Term], ...]


def words(proposal: Proposal) -> Told:
    """Name and value a line: matter, what, and the six words that say exactly which content or records are meant."""
    told: Told = ((_MATTER, MATTER_LABELS[proposal.matter]),)
    if proposal.matter is Matter.RELEASE:
        told += _release(proposal.subject)
    elif proposal.matter is Matter.RETENTION:
        told += _retention(proposal.subject)
    return (*told, (_WORDS, same(proposal.fingerprint)))


def _release(subject: str) -> Told:
    period, audience, as_of = asked_by(subject)
    digest = same(json.loads(subject)["digest"][:16])
    return (
        (PERIOD, Period.parse(period).name),
        (AUDIENCE, AUDIENCE_LABELS[audience]),
        (AS_OF, long_date(as_of)),
        (_DIGEST, digest),
    )


def _retention(subject: str) -> Told:
    labels = {each.code: each.label for each in policies()}
    lines = counts_of(subject).items()
    told = ((labels.get(code, same(code)), _TERM.with_values(n=n, months=months)) for code, (months, n) in lines)
    return ((_DAY, long_date(day_of(subject))), *told)


_MATTER = Term("Oggetto", "Matter")
_DIGEST = Term("Impronta (inizio)", "Digest (beginning)")
_WORDS = Term("In sei parole", "In six words")
_DAY = Term("Termini calcolati al", "Terms reckoned on")
_TERM = Term("{n} da cancellare (termine: {months} mesi)", "{n} to erase (term: {months} months)")
