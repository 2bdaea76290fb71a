"""Rules V11 and V12: no free text tells who, exactly where or exactly when, or speaks of suicide unsafely."""

from collections.abc import Iterator

from observatory.errors import Problem
from observatory.fields import Field, Level
from observatory.privacy.findings import Finding
from observatory.privacy.identifiers import find_identifiers
from observatory.privacy.wording import find_unsafe_wording
from observatory.terms import Language, Term

SEEN_IN_OFFICE_PROSE = frozenset({"date", "person_name", "place", "case_number", "long_number"})
"""Findings that texts about no person (minutes, decisions, sources of strengths) hold for good reasons as well."""

_IDENTIFIER = Term(
    "«{label}» contiene {kind}: toglierlo, perché può far riconoscere una persona. Al suo posto, parole generiche.",
    "“{label}” contains: {kind}. Take it out, because it can tell who a person is. Use general words instead.",
)
_PERHAPS_IDENTIFIER = Term(
    "«{label}» sembra contenere {kind}: se riguarda una persona, toglierlo; altrimenti confermare.",
    "“{label}” seems to contain: {kind}. If it concerns a person, take it out; otherwise confirm.",
)
_WORDING = Term(
    "«{label}»: una formulazione può nuocere a chi legge. Scrivere piuttosto: {suggestion}.",
    "“{label}”: a wording may harm readers. Write instead: {suggestion}.",
)
_WORDING_ALONE = Term(
    "«{label}»: una formulazione può nuocere a chi legge. Riscriverla in modo neutro.",
    "“{label}”: a wording may harm readers. Rewrite it neutrally.",
)


def text_problems(field: Field, text: str, path: str) -> Iterator[Problem]:
    """Identifiers are refused near a person; unsafe wording, in either language, is pointed out and may be confirmed.

    In a field about no person (level A0) what offices write for good reasons is only pointed out.
    """
    for finding in _one_of_each(find_identifiers(text)):
        mild = field.level is Level.A0 and finding.code in SEEN_IN_OFFICE_PROSE
        message = _PERHAPS_IDENTIFIER if mild else _IDENTIFIER
        yield Problem(path, "V11", message.with_values(label=field.label, kind=finding.kind), warning=mild)
    for finding in _one_of_each(tuple(f for language in Language for f in find_unsafe_wording(text, language))):
        yield Problem(path, "V12", _wording_message(field, finding), warning=True)


def _wording_message(field: Field, finding: Finding) -> Term:
    if finding.suggestion is None:
        return _WORDING_ALONE.with_values(label=field.label)
    return _WORDING.with_values(label=field.label, suggestion=finding.suggestion)


def _one_of_each(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple({finding.code: finding for finding in findings}.values())
