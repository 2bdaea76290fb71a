"""Puts a summary together: counts first, protected once; everything else is derived from what may be published."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, replace

from observatory.disclosure.rules import Audience
from observatory.progress import Progress, silent
from observatory.summary.actions import t10
from observatory.summary.content import Block, Cover, Paragraph, Section, Summary
from observatory.summary.decisions import decisions, t12
from observatory.summary.events import EventCounts, event_counts, t1, t3
from observatory.summary.facts import Facts
from observatory.summary.figures import f1, f2, f3, f6, f7, f8
from observatory.summary.main_points import main_points
from observatory.summary.persons import profiles, t5, t6, t7
from observatory.summary.quality import t13
from observatory.summary.rates import PersonYears, t2
from observatory.summary.standing import NOTES, SIGNS, contacts, marking, vintage
from observatory.terms import Term

_STAGES = 3


def build_summary(facts: Facts, progress: Progress = silent) -> Summary:
    """The summary of the facts for their audience.

    Raises `Unprotectable` if the audit finds a table unsafe; then nothing is released.
    """
    progress(0, _STAGES, _PROTECTING)
    counts = event_counts(facts)
    person_years = PersonYears(facts.strengths)
    progress(1, _STAGES, _DERIVING)
    sections = tuple(_sections(facts, counts, person_years))
    progress(2, _STAGES, _WORDING)
    points = main_points(facts, counts, person_years)
    summary = Summary(_cover(facts), points, SIGNS, sections, NOTES, contacts())
    return replace(summary, digest=_digest(summary))


def _sections(facts: Facts, counts: EventCounts, person_years: PersonYears) -> Iterator[Section]:
    tables = profiles(facts, counts)
    yield _section("events", _EVENTS, _EVENTS_TEXT, t1(facts, counts))
    yield _section("rates", _RATES, _RATES_TEXT, _rates(facts, counts, person_years))
    yield _section("series", _SERIES, _SERIES_TEXT, _series(facts, counts))
    yield _section("persons", _PERSONS, _PERSONS_TEXT, (f7(facts, tables), *t5(facts, tables), *t6(facts, tables)))
    yield _section("manner", _MANNER, _MANNER_TEXT, t7(facts, tables))
    yield _section("interventions", _ACTIONS, _ACTIONS_TEXT, t10(facts))
    yield _section("meetings", _MEETINGS, _MEETINGS_TEXT, (*_decided(facts), *t12(facts)))
    yield _section("quality", _QUALITY, _QUALITY_TEXT, t13(facts, counts, tables))


def _rates(facts: Facts, counts: EventCounts, person_years: PersonYears) -> tuple[Block, ...]:
    """Figures only where there are denominators: a chart of nothing but gaps says less than the sentence."""
    table = t2(facts, counts, person_years)
    if person_years(facts.windows.pooled) is None:
        return (Paragraph(_NO_STRENGTHS), table)
    forest = (f3(facts, counts, person_years),) if facts.profile.by_force else ()
    return (f2(facts, counts, person_years), table, *forest)


def _series(facts: Facts, counts: EventCounts) -> tuple[Block, ...]:
    if not facts.profile.short:
        return (f1(facts, counts), *t3(facts, counts))
    by_step, by_year = t3(facts, counts)
    return (f1(facts, counts), by_step, f8(facts, counts), by_year)


def _decided(facts: Facts) -> tuple[Block, ...]:
    return (f6(facts),) if decisions(facts) else ()


def _section(name: str, title: Term, text: Term, blocks: tuple[Block, ...]) -> Section:
    return Section(name, title, (Paragraph(text), *blocks))


def _cover(facts: Facts) -> Cover:
    period = facts.windows.period
    return Cover(
        title=_TITLE,
        period=period.name,
        period_code=period.code,
        audience=_AUDIENCES[facts.audience],
        audience_code=facts.audience.value,
        as_of=facts.as_of,
        vintage=vintage(period, facts.as_of),
        issue=facts.issue,
        marking=marking(facts.marking),
        synthetic=facts.synthetic,
    )


def _digest(summary: Summary) -> str:
    """SHA-256 of the whole content: the same content has the same digest on any machine."""
    return hashlib.sha256(json.dumps(_plain(asdict(summary)), sort_keys=True, default=str).encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {"|".join(k) if isinstance(k, tuple) else str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(entry) for entry in value]
    return value


_PROTECTING = Term("Conteggio e protezione delle tavole", "Counting and protecting the tables")
_DERIVING = Term("Tassi, profili e grafici", "Rates, profiles and charts")
_WORDING = Term("Testo della sintesi", "Text of the summary")
_TITLE = Term(
    "Sintesi del fenomeno suicidario fra gli appartenenti alle Forze di polizia",
    "Summary on suicide among members of the police forces",
)
_AUDIENCES = {
    Audience.MEMBERS: Term("membri dell’Osservatorio", "members of the Observatory"),
    Audience.INTERFORCE: Term("nota interforze", "inter-force note"),
    Audience.EXTERNAL: Term("uso esterno", "external use"),
}
_EVENTS = Term("Eventi", "Events")
_EVENTS_TEXT = Term(
    "Un evento è un decesso, un tentativo o una situazione di disagio segnalati da una Forza. Chi compare in "
    "più eventi è "
    "contato una volta per evento. Un aumento di tentativi e disagio registrati può indicare un riconoscimento "
    "migliore.",
    "An event is a death, an attempt or distress reported by a force. Whoever appears in several events is "
    "counted once "
    "for each. More attempts and distress recorded may mean better recognition.",
)
_RATES = Term("Tassi", "Rates")
_RATES_TEXT = Term(
    "Il tasso mette in rapporto i decessi per suicidio del personale in servizio con gli anni-persona di servizio.",
    "The rate relates deaths by suicide of serving personnel to the person-years served.",
)
_NO_STRENGTHS = Term(
    "I tassi non si possono calcolare: mancano le consistenze di uno o più trimestri. Registrarle in «Consistenze».",
    "The rates cannot be computed: the strengths of one or more quarters are missing. Record them under “Strengths”.",
)
_SERIES = Term("Serie nel tempo", "Series over time")
_SERIES_TEXT = Term(
    "I dati trimestrali si danno solo per il totale delle Forze; per Forza si usano dodici mesi. Gli ultimi periodi "
    "possono crescere con gli accertamenti in corso.",
    "Quarterly figures are given for the four forces together only; by force, twelve months are used. The latest "
    "periods may still grow as inquiries close.",
)
_PERSONS = Term("Persone", "Persons")
_PERSONS_TEXT = Term(
    "Caratteristiche del personale in servizio deceduto per suicidio, tre anni insieme: dicono chi è stato "
    "colpito, non "
    "chi è più a rischio, perché il personale non è ripartito in parti uguali fra le classi.",
    "Characteristics of serving personnel who died by suicide, three years together: they say who was affected, "
    "not who "
    "is more at risk, because personnel are not spread evenly over the classes.",
)
_MANNER = Term("Modalità", "Manner")
_MANNER_TEXT = Term(
    "Solo gruppi ampi, tre anni insieme, per orientare la prevenzione dell’accesso ai mezzi.",
    "Broad groups only, three years together, to guide the prevention of access to means.",
)
_ACTIONS = Term("Interventi e misure sull’arma", "Interventions and firearm measures")
_ACTIONS_TEXT = Term(
    "Interventi avviati nei dodici mesi a favore di persone e reparti, con le misure cautelari sull’arma e le "
    "azioni dopo "
    "un decesso (postvention).",
    "Interventions begun in the twelve months for persons and units, with protective firearm measures and "
    "actions after "
    "a death (postvention).",
)
_MEETINGS = Term("Confronti interforze", "Inter-force meetings")
_MEETINGS_TEXT = Term(
    "Riunioni dell’Osservatorio e stato delle decisioni, secondo gli undici elementi del quadro di prevenzione.",
    "Meetings of the Observatory and state of its decisions, by the eleven elements of the prevention framework.",
)
_QUALITY = Term("Qualità dei dati e revisioni", "Data quality and revisions")
_QUALITY_TEXT = Term(
    "I conteggi si rivedono apertamente: ciò che si è saputo dopo, ciò che è stato confermato, riclassificato o "
    "escluso.",
    "Counts are revised in the open: what became known later, what was confirmed, reclassified or ruled out.",
)
