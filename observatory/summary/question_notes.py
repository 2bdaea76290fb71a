"""What stands beside an answer: methods, whether forces or years differ by more than chance, and what could be seen."""

from collections.abc import Iterator, Sequence

from observatory.codelists import FORCES, codelist
from observatory.periods import Window
from observatory.statistics.comparison import power_of_exact_test
from observatory.statistics.funnel import funnel_limits
from observatory.statistics.homogeneity import homogeneity
from observatory.statistics.ratio_power import power_of_ratio
from observatory.statistics.trend import exact_trend, power_of_trend, trend
from observatory.summary.question import Measure, Question
from observatory.summary.question_cells import Ground, SafeCells, Suppression
from observatory.summary.question_measures import Denominators
from observatory.summary.smr import COMPARED, NO_STRUCTURE
from observatory.terms import Term

RISE, YEARLY = 1.5, 0.10
"""The differences whose power is said: half as much again, and a tenth more a period."""

_FEWEST_PERIODS = 3


def notes(cells: SafeCells, ground: Ground) -> tuple[Term, ...]:
    """In the order printed."""
    return (*_methods(cells.question, ground), *_comparisons(cells, ground), *_hidden(cells.suppression))


def _methods(question: Question, ground: Ground) -> Iterator[Term]:
    if "type" not in question.by:
        yield _SERVING
    if question.measure is Measure.SMR:
        yield (NO_REFERENCE if ground.reference is None else _smr(question, ground))
        return
    yield _METHODS[question.measure]
    if question.measure is Measure.RATE:
        yield from _sources(question, ground)


def _smr(question: Question, ground: Ground) -> Term:
    words = {"reference": ground.reference.words} if ground.reference else {}
    told = Denominators(ground).expected({}, question.window) is not None
    return (COMPARED if told else NO_STRUCTURE).with_values(**words)


def _sources(question: Question, ground: Ground) -> Iterator[Term]:
    """The definitions and sources of the strengths of the window."""
    quarters = {month.quarter.code for month in question.window.months}
    used = [s for s in ground.strengths if s.quarter in quarters and s.force in FORCES]
    definitions = codelist("strength_definition")
    kinds = [code.label for code in definitions if any(s.definition == code.code for s in used)]
    if not used:
        yield _NO_STRENGTHS
        return
    sources = "; ".join(sorted({s.source for s in used if s.source}))
    told = Term("; ".join(kind.it for kind in kinds), "; ".join(kind.en for kind in kinds))
    yield _STRENGTHS.with_values(definitions=told, sources=sources)


def _comparisons(cells: SafeCells, ground: Ground) -> Iterator[Term]:
    question = cells.question
    if question.measure is Measure.SMR:
        expected = Denominators(ground).expected({}, question.window)
        if expected:
            yield power_of_exact_test(expected, RISE).sentence
    if question.measure is Measure.RATE:
        if "force" in question.by:
            yield from _forces(cells, ground)
        if len(question.steps) >= _FEWEST_PERIODS:
            yield from _periods(cells, ground)


def _series(
    cells: SafeCells, ground: Ground, asked: Sequence[tuple[dict[str, str], Window]]
) -> tuple[list[int], list[float]] | None:
    """Published counts and their person-years; None where one of either may not be told or is not there."""
    below = Denominators(ground)
    counts = [cells.at(codes, window).value for codes, window in asked]
    years = [below.years(codes, window) for codes, window in asked]
    told = [count for count in counts if count is not None], [each for each in years if each]
    return told if len(told[0]) == len(told[1]) == len(asked) else None


def _forces(cells: SafeCells, ground: Ground) -> Iterator[Term]:
    series = _series(cells, ground, [({"force": force}, cells.question.window) for force in FORCES])
    if series is None or not sum(series[0]):
        yield _FORCES_UNTOLD
        return
    found = homogeneity(*series)
    yield _HOMOGENEITY.with_values(
        statistic=number(found.statistic, 2), freedom=found.degrees_of_freedom, p=probability(found.p_value)
    )
    if not found.is_approximation_good:
        yield _ROUGH
    powers = [100 * power_of_ratio(e, sum(found.expected) - e, RISE).power for e in found.expected]
    yield _POWER.with_values(rise=round(100 * (RISE - 1)), least=round(min(powers)), most=round(max(powers)))
    yield _funnel(series[0], found.expected)


def _funnel(events: Sequence[int], expected: Sequence[float]) -> Term:
    outside = [
        _OUTSIDE.with_values(force=codelist("force").label(f), n=n, low=limits.low_count, high=limits.high_count)
        for f, n, e in zip(FORCES, events, expected, strict=True)
        if (limits := funnel_limits(e)).is_outside(n)
    ]
    if not outside:
        return _WITHIN
    told = Term("; ".join(each.it for each in outside), "; ".join(each.en for each in outside))
    return _FUNNEL.with_values(told=told)


def _periods(cells: SafeCells, ground: Ground) -> Iterator[Term]:
    series = _series(cells, ground, [({}, step) for step in cells.question.steps])
    if series is None or not any(series[0][1:]) or not any(series[0][:-1]):
        yield _PERIODS_UNTOLD
        return
    found, exact = trend(*series), exact_trend(*series)
    told = {name: number(100 * getattr(found, name), 1, signed=True) for name in ("estimate", "low", "high")}
    yield _TREND.with_values(**told, p=probability(exact.p_value), dispersion=number(found.dispersion, 2))
    often = round(100 * power_of_trend(sum(series[0]), series[1], YEARLY))
    yield _TREND_POWER.with_values(rise=round(100 * YEARLY), often=often)


def _hidden(suppression: Suppression) -> Iterator[Term]:
    if suppression.hidden:
        yield _HIDDEN.with_values(hidden=suppression.hidden, cells=suppression.cells)


def number(value: float, decimals: int, *, signed: bool = False) -> Term:
    """With the decimal sign of the language, and thousands parted as in the tables."""
    english = f"{value:{'+' if signed else ''},.{decimals}f}".replace("-", "−")
    return Term(english.translate(str.maketrans(",.", ".,")), english)


def probability(p: float) -> Term:
    """Three decimals, and what is smaller as smaller."""
    least = Term("< 0,001", "< 0.001")
    shown = number(p, 3)
    return least if p < 0.001 else Term(f"= {shown.it}", f"= {shown.en}")  # noqa: PLR2004 - the last decimal shown


_SERVING = Term(
    "Decessi per suicidio di personale in servizio, accertamenti in corso compresi.",
    "Deaths by suicide of serving personnel, those under investigation included.",
)
_METHODS = {
    Measure.COUNT: Term(
        "IC 95 %: limiti esatti di Poisson (Garwood) del numero atteso; descrivono il caso.",
        "95% CI: exact Poisson limits (Garwood) of the expected number; they describe chance.",
    ),
    Measure.RATE: Term(
        "Tassi per 100 000 anni-persona, limiti esatti di Poisson al 95 % (Garwood). (u): meno di 20 eventi, tasso "
        "instabile. Le Forze differiscono per età, sesso e compiti: i tassi grezzi non le ordinano.",
        "Rates per 100,000 person-years, exact 95% Poisson limits (Garwood). (u): fewer than 20 events, unstable rate. "
        "The forces differ in age, sex and tasks: crude rates do not rank them.",
    ),
    Measure.SHARE: Term(
        "Percentuali n/N sulle sole risposte note, limiti di Wilson al 95 %.",
        "Shares n/N of the known answers only, 95% Wilson limits.",
    ),
}
NO_REFERENCE = Term(
    "Il confronto non si calcola: manca la popolazione di riferimento (observatory population import).",
    "The comparison is not computed: there is no reference population (observatory population import).",
)
_STRENGTHS = Term("Denominatori: {definitions} (fonte: {sources}).", "Denominators: {definitions} (source: {sources}).")
_NO_STRENGTHS = Term(
    "I tassi non si calcolano: mancano le consistenze della finestra.",
    "The rates are not computed: the strengths of the window are missing.",
)
_FORCES_UNTOLD = Term(
    "Il confronto fra le Forze non si calcola: un numero è oscurato o manca un denominatore.",
    "The comparison of the forces is not computed: a count is hidden or a denominator is missing.",
)
_HOMOGENEITY = Term(
    "Omogeneità fra le Forze: χ² = {statistic}, {freedom} gradi di libertà, p {p}.",
    "Homogeneity of the forces: χ² = {statistic}, {freedom} degrees of freedom, p {p}.",
)
_ROUGH = Term(
    "Con meno di 5 decessi attesi in una Forza l’approssimazione χ² è grossolana.",
    "With fewer than 5 deaths expected in a force the χ² approximation is rough.",
)
_POWER = Term(
    "Potenza: se in una Forza il tasso fosse più alto del {rise} %, il confronto con le altre lo riconoscerebbe da "
    "{least} a {most} volte su 100, secondo la Forza: il mancato riscontro non dimostra che i tassi siano uguali.",
    "Power: if one force’s rate were {rise}% higher, comparing it with the others would recognise it {least} to {most} "
    "times in 100, depending on the force: finding nothing does not show that the rates are equal.",
)
_OUTSIDE = Term("{force} ({n}, limiti {low}–{high})", "{force} ({n}, limits {low}–{high})")
_WITHIN = Term(
    "Tutte le Forze sono entro i limiti esatti del 95 % attorno al tasso comune.",
    "All forces lie within the exact 95% limits around the common rate.",
)
_FUNNEL = Term(
    "Fuori dai limiti esatti del 95 % attorno al tasso comune: {told}. Con quattro Forze accade per caso quasi una "
    "volta su cinque.",
    "Outside the exact 95% limits around the common rate: {told}. With four forces this happens by chance almost one "
    "time in five.",
)
_PERIODS_UNTOLD = Term(
    "L’andamento non si calcola: un numero è oscurato, manca un denominatore o i decessi cadono in un solo periodo.",
    "The trend is not computed: a count is hidden, a denominator is missing, or all deaths fall in one period.",
)
_TREND = Term(
    "Andamento: {estimate} % a periodo (IC 95 % da {low} a {high}), test esatto p {p}; dispersione {dispersion} (1 se "
    "c’è solo il caso).",
    "Trend: {estimate}% a period (95% CI {low} to {high}), exact test p {p}; dispersion {dispersion} (1 for chance "
    "alone).",
)
_TREND_POWER = Term(
    "Potenza: un aumento vero del {rise} % a periodo sarebbe stato riconosciuto circa {often} volte su 100.",
    "Power: a true rise of {rise}% a period would have been recognised about {often} times in 100.",
)
_HIDDEN = Term(
    "{hidden} numeri su {cells} sono oscurati per riservatezza, piccoli o necessari a proteggerli; con loro ciò che se "
    "ne ricava.",
    "{hidden} of {cells} counts are hidden for confidentiality, small ones or those needed to protect them; with them "
    "whatever is derived from them.",
)
