"""«In evidenza»: at most five sentences, each a published number with its interval and what it may be compared with."""

from collections.abc import Iterator

from observatory.periods import Window
from observatory.statistics.comparison import power_of_exact_test, rate_ratio
from observatory.statistics.poisson import count_limits
from observatory.summary.alternatives import number
from observatory.summary.decisions import OPEN, by_state
from observatory.summary.events import EventCounts
from observatory.summary.facts import Facts
from observatory.summary.rates import PersonYears, published_rate
from observatory.summary.windows import label
from observatory.terms import Term

_RISE = 1.5


def main_points(facts: Facts, counts: EventCounts, person_years: PersonYears) -> tuple[Term, ...]:
    """The sentences whose numbers may be published."""
    rate = _rate(facts, counts, person_years)
    points = [rate or _known(counts, facts.windows.pooled), _decisions(facts)]
    if facts.profile.short:
        points = [_current(facts, counts), rate, *_comparison(facts, counts, person_years), points[1]]
    return tuple(_capitalised(point) for point in points if point is not None)


def _capitalised(sentence: Term) -> Term:
    return Term(sentence.it[:1].upper() + sentence.it[1:], sentence.en[:1].upper() + sentence.en[1:])


def _current(facts: Facts, counts: EventCounts) -> Term:
    window = facts.windows.current
    sentence = _known(counts, window)
    if counts.cell("SU", window).value is None:
        return sentence
    pending = counts.cell("SUP", window).value
    before = counts.cell("SU", facts.windows.year_before).value
    return _joined(
        sentence,
        _OF_WHICH_PENDING.with_values(n=pending) if pending else None,
        _YEAR_BEFORE.with_values(n=before, period=label(facts.windows.year_before)) if before is not None else None,
    )


def _known(counts: EventCounts, window: Window) -> Term:
    deaths = counts.cell("SU", window).value
    if deaths is None:
        return _HIDDEN.with_values(period=label(window))
    interval = count_limits(deaths)
    return _CURRENT.with_values(
        period=label(window), n=deaths, low=number(interval.low, 1), high=number(interval.high, 1)
    )


def _joined(*sentences: Term | None) -> Term:
    given = [sentence for sentence in sentences if sentence is not None]
    return Term(" ".join(s.it for s in given), " ".join(s.en for s in given))


def _rate(facts: Facts, counts: EventCounts, person_years: PersonYears) -> Term | None:
    window = facts.windows.rolling if facts.profile.short else facts.windows.pooled
    made = published_rate(counts.cell("SU", window).value, person_years(window), facts.audience)
    if made is None:
        return None
    return _RATE.with_values(
        window=label(window),
        n=made.events,
        rate=number(made.estimate, 1),
        low=number(made.low, 1),
        high=number(made.high, 1),
    )


def _comparison(facts: Facts, counts: EventCounts, person_years: PersonYears) -> Iterator[Term | None]:
    """The latest twelve months against the twelve before, and what the comparison could have seen."""
    latest, before = facts.windows.years[:2]
    new, old = (published_rate(counts.cell("SU", w).value, person_years(w), facts.audience) for w in (latest, before))
    if new is None or old is None or not new.events + old.events or not old.events:
        return
    ratio = rate_ratio(new, old)
    verdict = _DISTINCT if ratio.is_distinguishable else _INDISTINCT
    yield _joined(
        _RATIO.with_values(
            before=label(before),
            ratio=number(ratio.estimate, 2),
            low=number(ratio.low, 2),
            high=number(ratio.high, 2),
        ),
        verdict,
    )
    expected = old.estimate * new.person_years / old.per
    yield power_of_exact_test(expected, _RISE).sentence


def _decisions(facts: Facts) -> Term | None:
    states = by_state(facts)
    if not states.total():
        return None
    waiting = sum(states[code] for code in OPEN)
    return _DECISIONS.with_values(
        all=states.total(), done=states["AT"] + states["VE"], verified=states["VE"], open=waiting, late=states["SC"]
    )


_CURRENT = Term(
    "{period}: {n} decessi per suicidio noti fra il personale in servizio delle quattro Forze (IC 95 %: {low}–{high}).",
    "{period}: {n} known deaths by suicide among serving personnel of the four forces (95% CI: {low}–{high}).",
)
_HIDDEN = Term(
    "{period}: il numero dei decessi per suicidio è oscurato per riservatezza.",
    "{period}: the number of deaths by suicide is hidden for confidentiality.",
)
_OF_WHICH_PENDING = Term("Di questi, {n} sono in attesa di accertamento.", "Of these, {n} are pending inquiry.")
_YEAR_BEFORE = Term("Un anno prima ({period}): {n}.", "A year before ({period}): {n}.")
_RATE = Term(
    "{window}: {n} decessi, pari a {rate} per 100 000 anni-persona (IC 95 %: {low}–{high}).",
    "{window}: {n} deaths, or {rate} per 100,000 person-years (95% CI: {low}–{high}).",
)
_RATIO = Term(
    "Rispetto ai dodici mesi precedenti ({before}) il rapporto fra i tassi è {ratio} (IC 95 %: {low}–{high}).",
    "Against the twelve months before ({before}) the rate ratio is {ratio} (95% CI: {low}–{high}).",
)
_INDISTINCT = Term(
    "La differenza non è distinguibile dalla variazione casuale.",
    "The difference cannot be told from chance variation.",
)
_DISTINCT = Term(
    "La differenza supera la variazione casuale attesa.", "The difference exceeds the expected chance variation."
)
_DECISIONS = Term(
    "Decisioni prese nelle riunioni interforze: {all}. Attuate: {done}, di cui con effetto verificato {verified}. "
    "Aperte o in corso: {open}. Scadute: {late}.",
    "Decisions taken in inter-force meetings: {all}. Implemented: {done}, of which with a verified effect {verified}. "
    "Open or in progress: {open}. Overdue: {late}.",
)
