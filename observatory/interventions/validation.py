"""Rules of an intervention over its answers together: time order, firearm measures, postvention, follow-ups."""

from collections.abc import Callable, Iterator
from datetime import date

from observatory.codelists import codelist
from observatory.errors import Problem
from observatory.field_rules import month_of
from observatory.interventions.intervention import FollowUp, Intervention
from observatory.periods import Month
from observatory.terms import Term

FIREARM_KINDS = frozenset({"S12", "T06"})
"""Interventions that are a measure on the firearm: taking it and giving it back."""

WITH_DUTY_AFTER = FIREARM_KINDS | {"S11", "T03", "T04", "T05"}
ARTICLE_48_BIS_IN_FORCE = Month(2023, 6)
"""DPR 66/2023 put article 48-bis of DPR 782/1985 in force on 24 June 2023."""

_ONLY_FIREARM = ("firearm_measure", "firearm_days", "extended", "concurrent_support", "firearm_outcome")
_ONLY_POSTVENTION = ("postvention_delay", "postvention_recipients", "coverage")

_END_BEFORE_START = Term(
    "Il mese di fine precede quello di inizio: correggere uno dei due.",
    "The end month is before the start month: correct one of the two.",
)
_STILL_RUNNING = Term(
    "L’intervento ha un mese di fine ma risulta «In corso»: indicare l’esito o togliere la fine.",
    "The intervention has an end month but is “In progress”: give the outcome or clear the end.",
)
_NOT_FIREARM = Term(
    "Questo dato riguarda solo le misure sull’arma: svuotarlo o correggere il tipo di intervento.",
    "This concerns firearm measures only: clear it or correct the intervention type.",
)
_MEASURE_MISSING = Term(
    "Il tipo di intervento è «Misura sull’arma»: indicare quale misura, oppure «Non noto».",
    "The intervention type is “Firearm measure”: say which measure, or “Not known”.",
)
_NO_MEASURE = Term(
    "La misura «Nessuna» non è un intervento: indicare la misura o correggere il tipo di intervento.",
    "The measure “None” is no intervention: give the measure or correct the intervention type.",
)
_OTHER_FORCE = Term(
    "Questa misura sull’arma è prevista solo per: {force}. Correggere la misura o la forza.",
    "This firearm measure exists only for: {force}. Correct the measure or the force.",
)
_BEFORE_THE_LAW = Term(
    "L’art. 48-bis è in vigore dal 24 giugno 2023 e l’intervento inizia prima: controllare misura e mese, poi "
    "confermare.",
    "Art. 48-bis is in force since 24 June 2023 and the intervention starts earlier: check measure and month, then "
    "confirm.",
)
_NOT_POSTVENTION = Term(
    "Questo dato riguarda solo la postvention: svuotarlo o correggere il tipo di intervento.",
    "This concerns postvention only: clear it or correct the intervention type.",
)
_WHOSE = Term(
    "Intervento individuale senza codice persona né caso collegato: non sarà contato nei percorsi. Indicarne uno, "
    "oppure confermare.",
    "Individual intervention without person code or related case: it will not count in pathways. Give one, or confirm.",
)
_ONE_PARTICIPANT = Term(
    "Un intervento individuale ha un solo partecipante: correggere i partecipanti o l’ambito.",
    "An individual intervention has one participant: correct the participants or the scope.",
)
_REPEATED_DUE = Term(
    "Questa scadenza è già indicata in un’altra riga: tenere una sola riga.",
    "This due term already stands in another row: keep one row.",
)
_DUE_BEFORE_START = Term(
    "Il mese previsto precede l’inizio dell’intervento: correggere uno dei due.",
    "The due month is before the start of the intervention: correct one of the two.",
)
_DONE_NOT_REACHED = Term(
    "Il controllo risulta effettuato ma la persona non raggiunta: correggere una delle due risposte.",
    "The follow-up is done but the person was not reached: correct one of the two answers.",
)
_CONTACT_NOT_DONE = Term(
    "Il controllo non risulta effettuato, ma vi è un contatto: correggere una delle due risposte.",
    "The follow-up is not done, but there is a contact: correct one of the two answers.",
)
_DONE_EARLY = Term(
    "Il controllo risulta effettuato ma il mese previsto è futuro: controllare, poi confermare.",
    "The follow-up is done but its due month is in the future: check, then confirm.",
)


def intervention_problems(intervention: Intervention, today: date) -> Iterator[Problem]:
    """The rules over the answers of an intervention together."""
    for rule in _RULES:
        yield from rule(intervention)
    yield from _follow_ups(intervention, today)


def _time(intervention: Intervention) -> Iterator[Problem]:
    start, end = month_of(intervention.start), month_of(intervention.end)
    if start is not None and end is not None and end < start:
        yield Problem("end", "end_before_start", _END_BEFORE_START)
    if end is not None and intervention.outcome == "IC":
        yield Problem("outcome", "still_running", _STILL_RUNNING, warning=True)


def _firearm(intervention: Intervention) -> Iterator[Problem]:
    kind = intervention.kind
    if kind is None:
        return
    if kind not in FIREARM_KINDS:
        yield from _filled(intervention, _ONLY_FIREARM, "firearm_fields", _NOT_FIREARM)
    if kind not in WITH_DUTY_AFTER:
        yield from _filled(intervention, ("duty_after",), "firearm_fields", _NOT_FIREARM)
    if kind == "S12" and intervention.firearm_measure is None:
        yield Problem("firearm_measure", "measure_missing", _MEASURE_MISSING)
    if kind in FIREARM_KINDS and intervention.firearm_measure == "W00":
        yield Problem("firearm_measure", "no_measure", _NO_MEASURE)


def _law(intervention: Intervention) -> Iterator[Problem]:
    """V8, and the day from which article 48-bis exists."""
    if intervention.firearm_measure is None:
        return
    measure = codelist("firearm_measure")[intervention.firearm_measure]
    force, start = measure.attributes["force"], month_of(intervention.start)
    if force and intervention.force and force != intervention.force:
        yield Problem("firearm_measure", "V8", _OTHER_FORCE.with_values(force=codelist("force").label(force)))
    if "48-bis" in measure.attributes["legal_basis"] and start is not None and start < ARTICLE_48_BIS_IN_FORCE:
        yield Problem("firearm_measure", "before_the_law", _BEFORE_THE_LAW, warning=True)


def _postvention(intervention: Intervention) -> Iterator[Problem]:
    if intervention.kind is not None and not is_postvention(intervention):
        yield from _filled(intervention, _ONLY_POSTVENTION, "postvention_fields", _NOT_POSTVENTION)


def is_postvention(intervention: Intervention) -> bool:
    """Whether it is an action after an event (kinds V01 to V08)."""
    return intervention.kind is not None and intervention.kind.startswith("V")


def is_firearm_measure(intervention: Intervention) -> bool:
    """Whether it is a measure on the firearm, or its return."""
    return intervention.kind in FIREARM_KINDS


def _scope(intervention: Intervention) -> Iterator[Problem]:
    if intervention.scope != "IN":
        return
    if not intervention.person_code and not intervention.case_id:
        yield Problem("person_code", "whose", _WHOSE, warning=True)
    if intervention.participants not in (None, "0", "NN"):
        yield Problem("participants", "participants", _ONE_PARTICIPANT)


def _filled(intervention: Intervention, names: tuple[str, ...], code: str, message: Term) -> Iterator[Problem]:
    for name in names:
        if getattr(intervention, name) not in (None, ()):
            yield Problem(name, code, message)


def _follow_ups(intervention: Intervention, today: date) -> Iterator[Problem]:
    seen: set[str] = set()
    start = month_of(intervention.start)
    for index, row in enumerate(intervention.follow_ups):
        path = f"follow_ups[{index}]"
        due = month_of(row.due_month)
        if row.due in seen:
            yield Problem(f"{path}.due", "repeated", _REPEATED_DUE)
        seen.update(filter(None, [row.due]))
        if due is not None and start is not None and due < start:
            yield Problem(f"{path}.due_month", "due_before_start", _DUE_BEFORE_START)
        if due is not None and due > Month.of(today) and row.done == "S":
            yield Problem(f"{path}.done", "done_early", _DONE_EARLY, warning=True)
        yield from _contact(row, path)


def _contact(row: FollowUp, path: str) -> Iterator[Problem]:
    if row.done == "S" and row.contact == "NR":
        yield Problem(f"{path}.contact", "not_reached", _DONE_NOT_REACHED)
    if row.done in ("N", "NA") and row.contact not in (None, "NR", "NN"):
        yield Problem(f"{path}.contact", "contact_not_done", _CONTACT_NOT_DONE)


_RULES: tuple[Callable[[Intervention], Iterator[Problem]], ...] = (_time, _firearm, _law, _postvention, _scope)
