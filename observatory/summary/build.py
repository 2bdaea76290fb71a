"""Puts a summary together: counts first, protected once; everything else is derived from what may be published."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, replace

from observatory.disclosure.rules import AUDIENCE_LABELS
from observatory.disclosure.tables import SafeCell
from observatory.progress import Progress, silent
from observatory.summary.actions import t10
from observatory.summary.acts import Acts
from observatory.summary.cascade import f5
from observatory.summary.circumstances import t8
from observatory.summary.content import Block, Cover, Paragraph, Section, Summary
from observatory.summary.decisions import decisions, t12
from observatory.summary.definitions import definitions
from observatory.summary.events import EventCounts, event_counts, t1, t3
from observatory.summary.facts import Facts
from observatory.summary.figures import f1, f2, f3, f6, f7, f8
from observatory.summary.indicators import t11
from observatory.summary.main_points import main_points
from observatory.summary.nowcast import t3d
from observatory.summary.persons import profiles, t5, t6, t7, t9
from observatory.summary.quality import t13
from observatory.summary.rates import PersonYears, t2
from observatory.summary.signals import t14
from observatory.summary.smr import t4
from observatory.summary.standing import NOTES, contacts, marking, signs, vintage, withdrawn_issues
from observatory.summary.time_between import f4
from observatory.terms import Term

_STAGES = 3


def build_summary(facts: Facts, progress: Progress = silent) -> Summary:
    """The summary of the facts for their audience; one that is only tried has no digest.

    Raises `Unprotectable` if the audit finds a table unsafe; then nothing is released.
    """
    progress(0, _STAGES, _PROTECTING)
    counts = event_counts(facts)
    person_years = PersonYears(facts.strengths)
    progress(1, _STAGES, _DERIVING)
    sections = tuple(_sections(facts, counts, person_years))
    progress(2, _STAGES, _WORDING)
    points = main_points(facts, counts, person_years)
    summary = Summary(_cover(facts), points, (), sections, (*NOTES, *definitions(sections)), contacts())
    summary = replace(summary, signs=signs(summary.tables), kept=facts.marks)
    return summary if facts.is_tried else replace(summary, digest=digest_of(summary))


def _sections(facts: Facts, counts: EventCounts, person_years: PersonYears) -> Iterator[Section]:
    tables = profiles(facts, counts)
    yield _section("events", _EVENTS, _EVENTS_TEXT, t1(facts, counts))
    yield _section("rates", _RATES, _RATES_TEXT, _rates(facts, counts, person_years))
    yield _section("series", _SERIES, _SERIES_TEXT if facts.profile.short else _YEARS_TEXT, _series(facts, counts))
    if facts.profile.short:
        yield _section("signals", _SIGNALS, _SIGNALS_TEXT, t14(facts, counts))
    untold = _untold(counts.cell("SU", facts.windows.pooled))
    persons = untold or (f7(facts, tables), *t5(facts, tables), *t6(facts, tables))
    yield _section("persons", _PERSONS, _PERSONS_TEXT, persons)
    yield _section("manner", _MANNER, _MANNER_TEXT, untold or t7(facts, tables))
    if facts.profile.crossed:
        yield _section("circumstances", _CIRCUMSTANCES, _CIRCUMSTANCES_TEXT, untold or t8(facts, counts))
    yield _section("area", _AREA, _AREA_TEXT, untold or t9(facts, tables))
    acts = Acts(facts)
    done = (*(t10(facts, acts) or (Paragraph(_NO_ACTIONS),)), *t11(facts, counts, acts))
    yield _section("interventions", _ACTIONS, _ACTIONS_TEXT, done)
    yield _section("meetings", _MEETINGS, _MEETINGS_TEXT, (*_meetings(facts), *f5(facts, counts, acts)))
    yield _section("quality", _QUALITY, _QUALITY_TEXT, (*withdrawn_issues(facts), *t13(facts, counts, tables)))


def _rates(facts: Facts, counts: EventCounts, person_years: PersonYears) -> tuple[Block, ...]:
    """Figures only where there are denominators: a chart of nothing but gaps says less than the sentence."""
    table = t2(facts, counts, person_years)
    if person_years(facts.windows.pooled) is None:
        return (Paragraph(_NO_STRENGTHS), table, *t4(facts, counts))
    forest = (f3(facts, counts, person_years),) if facts.profile.by_force else ()
    line = f2(facts, counts, person_years)
    drawn = [point for series in line.chart.series for point in series.points if point.value is not None]
    return (*((line,) if len(drawn) > 1 else ()), table, *forest, *t4(facts, counts))


def _untold(pooled: SafeCell) -> tuple[Block, ...]:
    """The sentence in place of tables that would hold nothing but zeros, or nothing but hidden cells."""
    if pooled.value is None:
        return (Paragraph(_TOO_FEW),)
    return () if pooled.value else (Paragraph(_NOBODY),)


def _series(facts: Facts, counts: EventCounts) -> tuple[Block, ...]:
    if not facts.profile.short:
        return (f1(facts, counts), *t3(facts, counts))
    by_step, by_year = t3(facts, counts)
    return (f1(facts, counts), by_step, *t3d(facts, counts), *f4(facts, counts), f8(facts, counts), by_year)


def _meetings(facts: Facts) -> tuple[Block, ...]:
    """Meetings and decisions, where there are any: tables of nothing but zeros say less than the sentence."""
    tables = t12(facts)
    if not tables:
        return (Paragraph(_NO_MEETINGS),)
    return (f6(facts), *tables) if decisions(facts) else tables


def _section(name: str, title: Term, text: Term, blocks: tuple[Block, ...]) -> Section:
    return Section(name, title, (Paragraph(text), *blocks))


def _cover(facts: Facts) -> Cover:
    period = facts.windows.period
    return Cover(
        title=_TITLE,
        period=period.name,
        period_code=period.code,
        audience=AUDIENCE_LABELS[facts.audience],
        audience_code=facts.audience.value,
        as_of=facts.as_of,
        vintage=vintage(period, facts.as_of),
        issue=facts.issue,
        marking=marking(facts.marking),
        synthetic=facts.synthetic,
    )


def digest_of(summary: Summary) -> str:
    """SHA-256 of the whole content: the same content has the same digest on any machine, confirmed or not."""
    told = asdict(replace(summary, digest="", cover=replace(summary.cover, fingerprint="")))
    del told["cover"]["confirmation"]
    del told["generated"], told["edits"]  # what comes of them is among the main points
    if not summary.kept:  # issues made before cells could be kept have the digest that they had
        del told["kept"]
    return hashlib.sha256(json.dumps(_plain(told), sort_keys=True, default=str).encode()).hexdigest()


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
    "I tassi su tre anni non si possono calcolare: mancano le consistenze di uno o più trimestri.",
    "The rates over three years cannot be computed: the strengths of one or more quarters are missing.",
)
_SERIES = Term("Serie nel tempo", "Series over time")
_SERIES_TEXT = Term(
    "I periodi più brevi dell’anno si danno solo per il totale delle Forze; per Forza si usano dodici mesi. Gli ultimi "
    "periodi possono cambiare con gli accertamenti in corso.",
    "Periods shorter than a year are given for the four forces together only; by force, twelve months are used. The "
    "latest periods may still change as inquiries close.",
)
_YEARS_TEXT = Term(
    "Dodici mesi per volta, per le quattro Forze insieme. Gli ultimi possono cambiare con gli accertamenti in corso.",
    "Twelve months at a time, for the four forces together. The latest may still change as inquiries close.",
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
_NOBODY = Term("Nei tre anni non risultano decessi.", "No deaths are on record in the three years.")
_TOO_FEW = Term(
    "Il numero dei decessi nei tre anni è oscurato per riservatezza: le loro caratteristiche non si riportano.",
    "The number of deaths in the three years is hidden for confidentiality: their characteristics are not shown.",
)
_SIGNALS = Term("Segnali", "Signals")
_SIGNALS_TEXT = Term(
    "Un metodo propone di guardare, persone concludono: ogni segnale si esamina in tre passi e si chiude con la "
    "decisione di una riunione.",
    "A method proposes to look, people conclude: every signal is investigated in three steps and closed by a meeting’s "
    "decision.",
)
_AREA = Term("Territorio", "Territory")
_AREA_TEXT = Term(
    "Per cinque grandi ripartizioni ed estero, tre anni insieme: nessun luogo più piccolo si riporta.",
    "By five large areas and abroad, three years together: no smaller place is reported.",
)
_MANNER = Term("Modalità", "Manner")
_MANNER_TEXT = Term(
    "Solo gruppi ampi, tre anni insieme, per orientare la prevenzione dell’accesso ai mezzi.",
    "Broad groups only, three years together, to guide the prevention of access to means.",
)
_CIRCUMSTANCES = Term("Circostanze", "Circumstances")
_CIRCUMSTANCES_TEXT = Term(
    "Che cosa si sa delle circostanze in cui si trovava chi è deceduto, tre anni insieme e per le quattro Forze "
    "insieme: più fattori possono valere per la stessa persona.",
    "What is known of the circumstances of those who died, three years and the four forces together: several factors "
    "may hold for one person.",
)
_ACTIONS = Term("Interventi e misure sull’arma", "Interventions and firearm measures")
_ACTIONS_TEXT = Term(
    "Interventi avviati a favore di persone e reparti; dentro l’Osservatorio anche le misure cautelari sull’arma e le "
    "azioni dopo un decesso (postvention).",
    "Interventions begun for persons and units; inside the Observatory also protective firearm measures and actions "
    "after a death (postvention).",
)
_NO_ACTIONS = Term(
    "Nel periodo di osservazione non risultano interventi avviati.", "No interventions begun are on record."
)
_NO_MEETINGS = Term("Non risultano riunioni interforze.", "No inter-force meetings are on record.")
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
