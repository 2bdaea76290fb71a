"""The names that the search box understands for fields, in both languages."""

from collections.abc import Mapping
from functools import cache

from observatory.fields import Entity, Field
from observatory.privacy.folding import folded
from observatory.selection import TIME_FIELD
from observatory.terms import Language

IS = frozenset({"is", "e"})
SINCE = frozenset({"since", "from", "dal", "da"})
UNTIL = frozenset({"until", "to", "al", "fino"})

FLAGS: Mapping[str, str] = {
    "incomplete": "incomplete",
    "incompleto": "incomplete",
    "incompleti": "incomplete",
    "overdue": "overdue",
    "scaduto": "overdue",
    "scaduti": "overdue",
    "pending": "pending",
    "pendente": "pending",
    "pendenti": "pending",
}

SHORT_NAMES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "case": {
        "event_type": ("tipo", "type"),
        "status": ("stato", "status"),
        "outcome": ("esito", "outcome"),
        "month": ("mese", "month"),
        "force": ("forza", "force"),
        "rank_category": ("ruolo", "rank"),
        "position": ("posizione", "position"),
        "sex": ("sesso", "sex"),
        "age_band": ("eta", "age"),
        "seniority": ("anzianita", "seniority"),
        "macro_region": ("ripartizione", "area"),
        "region": ("regione", "region"),
        "assignment": ("impiego", "assignment"),
        "on_duty": ("servizio", "duty"),
        "place": ("luogo", "place"),
        "method": ("metodo", "method"),
        "firearm_ownership": ("arma", "firearm"),
        "prior_firearm_measure": ("misura", "measure"),
        "prior_attempts": ("precedenti", "attempts"),
        "service_contact": ("contatto", "contact"),
        "ideation_level": ("ideazione", "ideation"),
    },
    "intervention": {
        "kind": ("tipo", "type"),
        "scope": ("ambito", "scope"),
        "force": ("forza", "force"),
        "start": ("inizio", "start"),
        "outcome": ("esito", "outcome"),
        "element": ("elemento", "element"),
        "macro_region": ("ripartizione", "area"),
        "mode": ("modalita", "mode"),
        "firearm_measure": ("misura", "measure"),
        "duty_after": ("impiego", "duty"),
    },
    "meeting": {
        "kind": ("tipo", "type"),
        "held_on": ("data", "date"),
        "seat": ("sede", "seat"),
        "forces": ("forza", "force"),
        "chair_office": ("presidenza", "chair"),
    },
    "strength": {
        "force": ("forza", "force"),
        "quarter": ("trimestre", "quarter"),
        "definition": ("definizione", "definition"),
        "status": ("stato", "status"),
        "sex": ("sesso", "sex"),
        "age_band": ("eta", "age"),
        "rank_category": ("ruolo", "rank"),
        "macro_region": ("ripartizione", "area"),
    },
    "case_link": {
        "kind": ("esito", "kind"),
        "basis": ("fondamento", "basis"),
        "force": ("forza", "force"),
        "decided_on": ("data", "date"),
        "status": ("stato", "status"),
    },
    "recommendation": {
        "instrument": ("strumento", "instrument"),
        "strength": ("livello", "strength"),
        "priority": ("priorita", "priority"),
        "element": ("elemento", "element"),
        "status": ("stato", "status"),
        "issued_on": ("data", "date"),
    },
    "procedure": {
        "kind": ("tipo", "kind"),
        "forces": ("forza", "force"),
        "status": ("stato", "status"),
        "adopted_on": ("data", "date"),
    },
    "indicator": {
        "force": ("forza", "force"),
        "kind": ("tipo", "kind"),
        "direction": ("andamento", "direction"),
        "fixed_on": ("data", "date"),
        "verdict": ("giudizio", "verdict"),
        "confidence": ("fiducia", "confidence"),
    },
    "signal": {
        "method": ("metodo", "method"),
        "force": ("forza", "force"),
        "event_group": ("eventi", "events"),
        "period": ("trimestre", "quarter"),
        "outcome": ("esito", "outcome"),
    },
}
"""Of each entity, a field's short names: Italian, then English."""


def field_named(entity: Entity, name: str) -> Field | None:
    """The searchable field of that name: its own, a short one, or a label in either language, dashes for spaces."""
    found = _names(entity.name, tuple((f.name, f.label.it, f.label.en) for f in searchable(entity))).get(
        folded(name).replace("_", "-")
    )
    return None if found is None else entity[found]


def field_names(entity: Entity, language: Language) -> tuple[str, ...]:
    """The short names of an entity's fields in a language, for the help beside the search box."""
    position = 0 if language is Language.IT else 1
    return tuple(names[position] for names in SHORT_NAMES[entity.name].values())


def searchable(entity: Entity) -> tuple[Field, ...]:
    """The fields that a search can name: those of the lists and the one of time."""
    return tuple(field for field in entity.fields if field.is_coded or field.name == TIME_FIELD[entity.name])


@cache
def _names(entity: str, labelled: tuple[tuple[str, str, str], ...]) -> Mapping[str, str]:
    names: dict[str, str] = {}
    for field, *labels in labelled:
        for alias in (*SHORT_NAMES[entity].get(field, ()), field, *labels):
            names.setdefault(_dashed(alias), field)
    return names


def _dashed(text: str) -> str:
    return "-".join(folded(text).replace("_", " ").replace("’", "'").split())
