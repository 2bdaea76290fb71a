"""Which fields of a record make sense given the others, and which codes remain: forms follow it as values change.

To add a rule: one line in `_RULES` (the field, when it applies, the sentence shown while it does not).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from observatory.codelists import NOT_KNOWN, codelist
from observatory.terms import Term

Values = Mapping[str, Any]
"""A record's values by field name; codes as text, unanswered as None or empty."""

_NO_ACT = frozenset({"AP", "ID", "DS"})
_ABROAD = "9"


@dataclass(frozen=True, slots=True)
class _Rule:
    """A field applies while `when` holds; `otherwise` says why it does not."""

    when: Callable[[Values], bool]
    otherwise: Term


def _text(values: Values, name: str) -> str:
    return str(values.get(name) or "")


def _is(name: str, *codes: str) -> Callable[[Values], bool]:
    return lambda values: _text(values, name) in codes


def _is_unanswered_or(name: str, *codes: str) -> Callable[[Values], bool]:
    return lambda values: _text(values, name) in ("", *codes)


def _is_not(name: str, *codes: str) -> Callable[[Values], bool]:
    return lambda values: _text(values, name) not in codes


_WITH_AN_ACT = _Rule(
    _is_not("event_type", *_NO_ACT),
    Term("Non si applica a ideazione, disagio e atti preparatori.", "Not for ideation, distress or preparatory acts."),
)
_WITH_A_FIREARM = _Rule(_is("method", "FUO"), Term("Solo se il metodo è arma da fuoco.", "Only if a firearm was used."))
_IN_A_KNOWN_MACRO_REGION = _Rule(
    _is_not("macro_region", _ABROAD, NOT_KNOWN),
    Term("Solo con una ripartizione italiana.", "Only with an Italian macro-region."),
)
_IF_DISCLOSED = _Rule(
    _is_unanswered_or("intent_disclosed", "S"),
    Term("Solo se l’intento è stato comunicato.", "Only if intent was disclosed."),
)
_WITHOUT_AN_ACT = _Rule(
    _is_unanswered_or("event_type", "ID", "DS"),
    Term("Solo per ideazione e disagio.", "Only for ideation and distress."),
)
_FIREARM_INTERVENTION = _Rule(
    _is("kind", "S12", "T06"),
    Term("Solo per le misure sull’arma (S12, T06).", "Only for firearm measures (S12, T06)."),
)
_POSTVENTION = _Rule(
    lambda values: _text(values, "kind").startswith("V"),
    Term("Solo per la postvention (V01–V08).", "Only for postvention (V01–V08)."),
)
_ABOUT_A_PERSON = _Rule(
    _is_unanswered_or("scope", "IN"),
    Term("Solo per interventi individuali.", "Only for individual interventions."),
)
_ABOUT_A_GROUP = _Rule(_is_not("scope", "IN"), Term("Non per interventi individuali.", "Not for individual ones."))
_IF_DONE = _Rule(
    _is_unanswered_or("done", "S"), Term("Solo se il controllo è stato effettuato.", "Only if the contact took place.")
)
_IF_CLOSED = _Rule(
    _is_unanswered_or("status", "AT", "AN", "VE"), Term("Solo per decisioni concluse.", "Only for closed decisions.")
)

_FIREARM_FIELDS = (
    "firearm_measure",
    "firearm_days",
    "extended",
    "concurrent_support",
    "duty_after",
    "firearm_outcome",
)
_RULES: Mapping[tuple[str, str], _Rule] = {
    ("case", "method"): _WITH_AN_ACT,
    ("case", "icd10"): _WITH_AN_ACT,
    ("case", "firearm_ownership"): _WITH_A_FIREARM,
    ("case", "region"): _IN_A_KNOWN_MACRO_REGION,
    ("case", "disclosed_to"): _IF_DISCLOSED,
    ("case", "ideation_level"): _WITHOUT_AN_ACT,
    ("intervention", "person_code"): _ABOUT_A_PERSON,
    ("intervention", "participants"): _ABOUT_A_GROUP,
    **{("intervention", name): _FIREARM_INTERVENTION for name in _FIREARM_FIELDS},
    ("intervention", "postvention_delay"): _POSTVENTION,
    ("intervention", "postvention_recipients"): _POSTVENTION,
    ("intervention", "coverage"): _POSTVENTION,
    ("follow_up", "contact"): _IF_DONE,
    ("follow_up", "return_to_duty"): _IF_DONE,
    ("decision", "closed_on"): _IF_CLOSED,
}


def why_not(entity: str, field: str, values: Values) -> Term | None:
    """The sentence saying why a field of that entity does not apply to these values; None if it applies."""
    rule = _RULES.get((entity, field))
    return None if rule is None or rule.when(values) else rule.otherwise


def applies(entity: str, field: str, values: Values) -> bool:
    """Whether a field of that entity makes sense with these values; unanswered conditions leave most fields open."""
    return why_not(entity, field, values) is None


def choices(entity: str, field: str, values: Values) -> frozenset[str] | None:
    """The codes left by the other values, or None for all: regions by macro-region, measures by force (V8)."""
    if (entity, field) == ("case", "region"):
        chosen = _text(values, "macro_region")
        return frozenset(codelist("region").where("macro_region", chosen)) if chosen else None
    if field in ("firearm_measure", "prior_firearm_measure") and _text(values, "force"):
        force = _text(values, "force")
        return frozenset(c.code for c in codelist("firearm_measure") if c.attributes["force"] in ("", force))
    return None
