"""From the events to the effects (F5, T12c): how many records each step of the chain has, three years together.

Events and interventions concern persons: their numbers are protected like all others, and only their totals are told.
Decisions, recommendations, answers of the forces and verdicts are the Observatory’s and the forces’ own work: they
concern no person, so nothing of them is hidden. Only inside the Observatory.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from observatory.charts.chart import SIGNS, Chart, Gap, Mark, Point, Series
from observatory.codelists import FORCES, codelist
from observatory.disclosure.tables import TOTAL
from observatory.evaluation.indicator import Indicator
from observatory.periods import Month
from observatory.recommendations.clocks import DRAFT
from observatory.recommendations.lifecycle import IMPLEMENTED, NOT_SENT, VERIFIED, stage, standing_steps
from observatory.recommendations.recommendation import ForceResponse, Recommendation
from observatory.summary import windows
from observatory.summary.acts import Acts
from observatory.summary.content import Axis, Block, Figure, Item, Observation, PublishedTable
from observatory.summary.decisions import held_in
from observatory.summary.events import DEATHS, OTHERS, EventCounts
from observatory.summary.facts import Facts
from observatory.summary.published import Observations, force_axis, shown, total_of
from observatory.terms import Term

EVENTS_STEP, ACTIONS_STEP = "EVENTS", "ACTIONS"
_EFFECTIVE = ("EF", "VE")


def f5(facts: Facts, counts: EventCounts, acts: Acts) -> tuple[Block, ...]:
    """The figure and its table; nothing outside the Observatory, nor where no decision was ever taken."""
    chain = _Chain(facts, counts, acts)
    if not facts.profile.internal or not chain.decided:
        return ()
    table = _table(chain)
    return (_figure(table), table)


@dataclass(frozen=True, slots=True)
class _Chain:
    facts: Facts
    counts: EventCounts
    acts: Acts

    @property
    def events(self) -> Observation:
        """All kinds of events: the sum of two published counts, hidden with either."""
        return shown(total_of(*(self.counts.cell(kind, self.facts.windows.pooled).value for kind in (DEATHS, OTHERS))))

    @property
    def decided(self) -> int:
        return sum(len(item.decisions) for m in held_in(self.facts, self.facts.windows.pooled) for item in m.agenda)

    @property
    def issued(self) -> tuple[Recommendation, ...]:
        own = (each for each in self.facts.recommendations if each.status != DRAFT and each.issued_on)
        return tuple(each for each in own if each.issued_on and Month.of(each.issued_on) in self.facts.windows.pooled)

    def responses(self, holds: Callable[[ForceResponse], bool]) -> Counter[str]:
        """By force, those of which it holds."""
        return Counter(str(r.force) for each in self.issued for r in each.responses if r.force in FORCES and holds(r))

    def verdicts(self, of: Collection[str]) -> Counter[str]:
        """By force, the indicators of these recommendations with one of the verdicts."""
        about = {each.id for each in self.issued}
        return Counter(str(i.force) for i in self.facts.indicators if i.recommendation_id in about and self._is(i, of))

    def _is(self, indicator: Indicator, of: Collection[str]) -> bool:
        is_given = indicator.verdict_on is not None and indicator.verdict_on <= self.facts.as_of
        return is_given and indicator.force in FORCES and str(indicator.verdict) in of


def _answered(response: ForceResponse) -> bool:
    return _passed(response, stage("answered"))


def _implemented(response: ForceResponse) -> bool:
    return _passed(response, (IMPLEMENTED,))


def _verified(response: ForceResponse) -> bool:
    return _passed(response, (VERIFIED,))


def _passed(response: ForceResponse, states: tuple[str, ...]) -> bool:
    return any(step.state in states for step in standing_steps(response))


def _steps(chain: _Chain) -> Iterator[tuple[str, Observations]]:
    yield EVENTS_STEP, {(TOTAL,): chain.events}
    yield ACTIONS_STEP, {(TOTAL,): shown(chain.acts.pooled)}
    yield "DECISIONS", {(TOTAL,): Observation(chain.decided)}
    yield "RECOMMENDATIONS", {(TOTAL,): Observation(len(chain.issued))}
    yield "ASKED", _by_force(chain.responses(lambda response: response.state != NOT_SENT), chain)
    yield "ANSWERED", _by_force(chain.responses(_answered), chain)
    yield "IMPLEMENTED", _by_force(chain.responses(_implemented), chain)
    yield "VERIFIED", _by_force(chain.responses(_verified), chain)
    verdicts = tuple(code.code for code in codelist("verdict"))
    yield "JUDGED", _by_force(chain.verdicts(verdicts), chain)
    yield "EFFECTIVE", _by_force(chain.verdicts(_EFFECTIVE), chain)


def _by_force(counted: Counter[str], chain: _Chain) -> Observations:
    told: Observations = {(TOTAL,): Observation(counted.total())}
    if chain.facts.profile.by_force:
        told |= {(force,): Observation(counted[force]) for force in FORCES}
    return told


def _table(chain: _Chain) -> PublishedTable:
    told = tuple(_steps(chain))
    rows = Axis("step", Term("Passo", "Step"), tuple(Item(code, *_STEPS[code]) for code, _ in told))
    observations: Observations = {(code, *at): value for code, row in told for at, value in row.items()}
    forces = force_axis(by_force=chain.facts.profile.by_force)
    window = windows.label(chain.facts.windows.pooled)
    return PublishedTable("T12c", _TITLE, window, (rows, forces), observations, notes=_NOTES)


def _figure(table: PublishedTable) -> Figure:
    """Every step with its total; the answers of each force as well, in institutional order."""
    values = {at: shown.value for at, shown in table.observations.items()}
    points = []
    for item in table.axes[0].items:
        points.append(Point(_SHORT[item.code], values[item.code, TOTAL]))
        if item.code == "ANSWERED":
            points += [Point(_of(force), values[item.code, force]) for force in FORCES if (item.code, force) in values]
    chart = Chart(Mark.FOREST, (Series(_RECORDS, tuple(points)),), _RECORDS)
    told = ((name, values[code, TOTAL]) for code, name in _SHORT.items())
    return Figure("F5", _FIGURE, chart, _alternative(tuple(told)))


def _of(force: str) -> Term:
    return Term(f"di cui {force}", f"of which {force}")


def _alternative(told: tuple[tuple[Term, float | None], ...]) -> Term:
    def words(name: str, value: float | None) -> str:
        return f"{name.lower()} {SIGNS[Gap.HIDDEN] if value is None else f'{value:.0f}'}"

    italian = "; ".join(words(name.it, value) for name, value in told)
    english = "; ".join(words(name.en, value) for name, value in told)
    return Term(f"Un punto per passo, dagli eventi agli effetti: {italian}.", f"A point for each step: {english}.")


_TITLE = Term("Dagli eventi agli effetti verificati, per passo e Forza", "From events to verified effects, by step")
_FIGURE = Term("Dagli eventi agli effetti verificati", "From events to verified effects")
_RECORDS = Term("Numero", "Number")
_STEPS: dict[str, tuple[Term, int]] = {
    "EVENTS": (Term("Eventi segnalati", "Events reported"), 0),
    "ACTIONS": (Term("Interventi avviati", "Interventions begun"), 0),
    "DECISIONS": (Term("Decisioni delle riunioni", "Decisions of meetings"), 0),
    "RECOMMENDATIONS": (Term("Raccomandazioni deliberate", "Recommendations issued"), 0),
    "ASKED": (Term("Risposte chieste alle Forze", "Responses asked of the forces"), 0),
    "ANSWERED": (Term("Risposte ricevute", "Responses received"), 1),
    "IMPLEMENTED": (Term("Attuate", "Implemented"), 1),
    "VERIFIED": (Term("Attuazione verificata", "Implementation verified"), 1),
    "JUDGED": (Term("Effetti giudicati", "Effects judged"), 0),
    "EFFECTIVE": (Term("di cui efficaci o verosimili", "of which effective or likely"), 1),
}
_SHORT = {
    "EVENTS": Term("Eventi", "Events"),
    "ACTIONS": Term("Interventi", "Interventions"),
    "DECISIONS": Term("Decisioni", "Decisions"),
    "RECOMMENDATIONS": Term("Raccomandazioni", "Recommendations"),
    "ASKED": Term("Risposte chieste", "Responses asked"),
    "ANSWERED": Term("Risposte ricevute", "Responses received"),
    "IMPLEMENTED": Term("Attuate", "Implemented"),
    "VERIFIED": Term("Attuazione verificata", "Implementation verified"),
    "JUDGED": Term("Effetti giudicati", "Effects judged"),
    "EFFECTIVE": Term("Effetti verificati", "Effects verified"),
}
_NOTES = (
    Term(
        "I passi si contano ciascuno per sé, negli stessi tre anni: non ogni decisione nasce da un evento, e una "
        "decisione può rispondere a molti. Una raccomandazione chiede una risposta a ogni Forza destinataria.",
        "The steps are counted each by itself, over the same three years: not every decision stems from an event, and "
        "one decision may answer many. A recommendation asks a response of each force addressed.",
    ),
    Term(
        "Eventi e interventi riguardano persone e sono protetti come nelle altre tavole; gli altri passi sono il "
        "lavoro dell’Osservatorio e delle Forze e si riportano sempre.",
        "Events and interventions concern persons and are protected as in the other tables; the other steps are the "
        "work of the Observatory and of the forces and are always told.",
    ),
    Term(
        "Un effetto è verificato quando persone lo giudicano efficace o verosimile, con la potenza del confronto "
        "accanto: un effetto non verificato non è un effetto assente.",
        "An effect is verified when people judge it effective or likely, with the power of the comparison beside it: "
        "an effect not verified is not an effect absent.",
    ),
)
