"""What every summary says in the same words: signs, definitions, notes, contacts, marking."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date

from observatory.errors import WrongUse
from observatory.periods import Period, Window, long_date
from observatory.summary.content import NO_CASES, REVISED, SIGNS, ObservationStatus, Paragraph, PublishedTable
from observatory.summary.facts import Facts, TakenBack
from observatory.terms import Term
from resources import resource

MARKING = Term("USO D’UFFICIO – DATI AGGREGATI", "FOR OFFICIAL USE – AGGREGATE DATA")

_LEGAL_WORDS = ("SEGRETISSIMO", "SEGRETO", "RISERVATISSIMO", "RISERVATO")


def marking(typed: str) -> Term:
    """The marking to print: the office's own, or the default.

    Raises `WrongUse` for the four legal secrecy words (law 124/2007, art. 42): the program is not an approved system.
    """
    if any(word in _LEGAL_WORDS for word in typed.upper().split()):
        raise WrongUse(_NOT_APPROVED)
    return Term(typed, typed) if typed else MARKING


def vintage(period: Period, as_of: date) -> Term:
    """Provisional, consolidated or final, by the time since the period's end (45, 180, 540 days)."""
    days = _days_since(period.window, as_of)
    name = _PROVISIONAL if days < _CONSOLIDATED_AFTER else _CONSOLIDATED if days < _FINAL_AFTER else _FINAL
    return name if days >= 0 else _RUNNING


def is_provisional(window: Window, as_of: date) -> bool:
    """Whether the window's figures still move on the day of the data."""
    return _days_since(window, as_of) < _CONSOLIDATED_AFTER


def _days_since(window: Window, as_of: date) -> int:
    return (as_of - (window.last + 1).first_day).days


def withdrawn_issues(facts: Facts) -> tuple[Paragraph, ...]:
    """A sentence for each issue that was taken back since the one before this: its readers learn it here."""
    since = facts.previous.as_of
    return tuple(_taken_back(each) for each in facts.taken_back if each.on >= since)


def _taken_back(each: TakenBack) -> Paragraph:
    return Paragraph(_TAKEN_BACK.with_values(issue=each.issue, day=long_date(each.on), reason=each.reason))


_TAKEN_BACK = Term(
    "L’edizione n. {issue} è stata ritirata il {day}: {reason}",
    "Issue no. {issue} was withdrawn on {day}: {reason}",
)
_CONSOLIDATED_AFTER = 180
_FINAL_AFTER = 540


def contacts() -> tuple[Term, ...]:
    """Where help is to be had, the force’s own service first."""
    text = resource("support", "contacts.csv").read_text(encoding="utf-8")
    return (_OWN_SERVICE, *(_contact(row) for row in csv.DictReader(io.StringIO(text))))


def _contact(row: dict[str, str]) -> Term:
    return Term("{name_it}: {telephone}, {hours_it}.", "{name_en}: {telephone}, {hours_en}.").with_values(
        name_it=row["it"],
        name_en=row["en"],
        telephone=row["telephone"],
        hours_it=row["hours_it"],
        hours_en=row["hours_en"],
    )


_OWN_SERVICE = Term(
    "Il servizio di psicologia o di sostegno della propria Forza, anche in forma riservata.",
    "The psychology or support service of one’s own force, in confidence if wished.",
)
_RUNNING = Term("provvisorio, periodo in corso", "provisional, period not yet over")
_PROVISIONAL = Term("provvisorio", "provisional")
_CONSOLIDATED = Term("consolidato", "consolidated")
_FINAL = Term("definitivo", "final")
_NOT_APPROVED = Term(
    "Le classifiche di segretezza della legge 124/2007 non si usano: il sistema non è omologato. "
    "Scegliere un’altra marcatura.",
    "The secrecy classes of Italian law 124/2007 are not used: the system is not approved for them. "
    "Choose another marking.",
)

_NO_CASES = (NO_CASES, Term("il fenomeno non esiste o non si sono verificati casi", "nothing to count, or no cases"))
_CHANGED = (
    REVISED,
    Term("valore modificato rispetto all’edizione precedente", "value changed since the previous issue"),
)
_MEANINGS: Mapping[ObservationStatus, Term] = {
    ObservationStatus.SUPPRESSED: Term(
        "dato oscurato per la tutela della riservatezza", "hidden to protect confidentiality"
    ),
    ObservationStatus.MISSING: Term("il fenomeno esiste ma il dato non è noto", "exists but is not known"),
    ObservationStatus.NOT_MEANINGFUL: Term(
        "valore troppo incerto per essere riportato", "value too uncertain to be shown"
    ),
    ObservationStatus.UNRELIABLE: Term("meno di 20 eventi: valore instabile", "fewer than 20 events: unstable value"),
    ObservationStatus.PROVISIONAL: Term("dato provvisorio", "provisional value"),
    ObservationStatus.ESTIMATED: Term("dato stimato, non un conteggio", "estimated value, no count"),
}


def signs(tables: Iterable[PublishedTable]) -> tuple[tuple[str, Term], ...]:
    """The signs that these tables print, with their meaning."""
    printed = [o for table in tables for o in table.observations.values()]
    found = {o.status for o in printed}
    zero = (_NO_CASES,) if any(o.value == 0 for o in printed) else ()
    revised = (_CHANGED,) if any(o.revised for o in printed) else ()
    told = ((SIGNS[status], meaning) for status, meaning in _MEANINGS.items() if status in found)
    return (*zero, *told, *revised)


NOTES: tuple[Term, ...] = (
    Term(
        "Fonte: segnalazioni delle Forze all’Osservatorio. Sono contati gli eventi noti alla data dei dati, compresi "
        "quelli segnalati e in accertamento; non quelli esclusi o duplicati.",
        "Source: reports of the forces to the Observatory. Events known on the day of the data are counted, suspected "
        "and pending ones included; those ruled out or duplicate are not.",
    ),
    Term(
        "Decesso per suicidio: morte per comportamento autodiretto con qualunque intento di morire (ICD-10 X60–X84).",
        "Death by suicide: death by self-directed behaviour with any intent to die (ICD-10 X60–X84).",
    ),
    Term(
        "I tassi riguardano il personale in servizio delle quattro Forze; gli anni-persona sono la media dei "
        "presenti di ciascun trimestre. Il personale cessato e gli altri Corpi sono registrati ma non entrano nei "
        "totali.",
        "Rates concern serving personnel of the four forces; person-years are the mean staff present in each quarter. "
        "Former personnel and other bodies are recorded but do not enter the totals.",
    ),
    Term(
        "Limiti al 95 %: di Poisson esatti (Garwood) per conteggi e tassi, di Wilson per le percentuali, esatti "
        "condizionati per i rapporti fra tassi. Le percentuali sono calcolate sulle risposte note.",
        "95% limits: exact Poisson (Garwood) for counts and rates, Wilson for percentages, exact conditional for rate "
        "ratios. Percentages are of the known answers.",
    ),
    Term(
        "La variazione trimestrale è dominata dal caso: con dieci eventi attesi, un aumento reale del 50 % sarebbe "
        "riconosciuto circa una volta su quattro.",
        "Quarterly variation is dominated by chance: with ten events expected, a true rise of 50% would be recognised "
        "about one time in four.",
    ),
    Term(
        "Le persone in servizio sono poche e riconoscibili: i conteggi da 1 alla soglia meno uno sono oscurati, e con "
        "essi altri, zeri compresi, perché nessun dato oscurato si possa ricavare dai totali di questo "
        "documento. Le tavole su eventi, persone e interventi sono state verificate con un attacco di "
        "programmazione lineare prima dell’emissione.",
        "Serving personnel are few and recognisable: counts from 1 to the threshold minus one are hidden, and others "
        "with them, zeros included, so that none can be worked back from the totals of this document. The "
        "tables on events, persons and interventions were checked by a linear-programming attack "
        "before they were issued.",
    ),
    Term(
        "Per effetto degli arrotondamenti i totali possono non coincidere con la somma delle parti.",
        "Because of rounding, totals may differ from the sum of their parts.",
    ),
    Term(
        "Per i mezzi di informazione (OMS): nessun dettaglio su metodo o luogo, nessuna spiegazione con una "
        "causa sola, sempre l’indicazione dei servizi di aiuto.",
        "For the media (WHO): no detail of method or place, no single-cause explanation, always where help is "
        "to be found.",
    ),
)
