"""Questions added to a summary: answered beside everything else that it tells, and beside all that was told before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from observatory.errors import Unprotectable
from observatory.periods import Month
from observatory.progress import Progress, silent
from observatory.summary.build import digest_of
from observatory.summary.content import Block, Figure, Paragraph, PublishedTable, Section, Summary
from observatory.summary.earlier import Earlier
from observatory.summary.editions import as_earlier
from observatory.summary.facts import Facts
from observatory.summary.question import Question
from observatory.summary.question_answer import Answer, answered
from observatory.summary.question_cells import Ground
from observatory.summary.standing import signs
from observatory.summary.told import ANSWER, Values
from observatory.summary.windows import label
from observatory.terms import Term

SECTION = "added"


@dataclass(frozen=True, slots=True)
class Answered:
    """A summary with the answers in a section of their own, and what a release of these has to remember."""

    summary: Summary
    told: Values
    answers: tuple[Answer, ...] = ()


def with_answers(
    summary: Summary,
    questions: Sequence[Question],
    facts: Facts,
    earlier: Sequence[Earlier],
    progress: Progress = silent,
) -> Answered:
    """The summary, and the answers in their order: each safe from a reader of it, of those before, and of `earlier`.

    The rest of the summary stays as it is. What cannot be answered safely, or not yet, is said to be so.
    """
    if not questions:
        return Answered(summary, {})
    own = as_earlier(facts, summary)
    blocks: list[Block] = []
    told: Values = {}
    answers: list[Answer] = []
    for number, question in enumerate(questions, start=1):
        editions = (*earlier, replace(own, values={**own.values, **told}))
        answer = _answer(question, facts, editions, progress)
        if answer is None:
            blocks.append(Paragraph(_UNANSWERED.with_values(question=question.code, window=label(question.window))))
            continue
        answers.append(_named(answer, f"{ANSWER}{number}"))
        blocks += list(_blocks(answers[-1]))
        told = _merged(told, answer.values)
    section = Section(SECTION, _TITLE, (Paragraph(_TEXT), *blocks))
    made = replace(summary, sections=(*summary.sections[:-1], section, *summary.sections[-1:]))
    made = replace(made, signs=signs(made.tables))
    return Answered(replace(made, digest=digest_of(made)), told, tuple(answers))


def without_answers(summary: Summary) -> Summary:
    """Only what every summary has."""
    return replace(summary, sections=tuple(each for each in summary.sections if each.id != SECTION))


def added_tables(summary: Summary) -> tuple[PublishedTable, ...]:
    """The answers of its questions, in their order."""
    blocks = (block for section in summary.sections if section.id == SECTION for block in section.blocks)
    return tuple(block for block in blocks if isinstance(block, PublishedTable))


def _answer(question: Question, facts: Facts, editions: Sequence[Earlier], progress: Progress) -> Answer | None:
    if question.window.first > Month.of(facts.as_of):
        return None
    try:
        return answered(question, _ground(facts), editions, progress)
    except Unprotectable:
        return None


def _ground(facts: Facts) -> Ground:
    return Ground(
        audience=facts.audience,
        as_of=facts.as_of,
        seed=facts.seed,
        cases=facts.cases,
        interventions=facts.interventions,
        strengths=facts.strengths,
        files=facts.files,
        reference=facts.reference,
        synthetic=facts.synthetic,
    )


def _merged(told: Values, more: Values) -> dict[str, dict[str, float | int | None]]:
    """What one answer shows is told, whatever another hides."""
    merged = {table: dict(cells) for table, cells in told.items()}
    for table, cells in more.items():
        known = merged.setdefault(table, {})
        for at, value in cells.items():
            known[at] = known.get(at) if value is None else value
    return merged


def _named(answer: Answer, name: str) -> Answer:
    figure = answer.figure and replace(answer.figure, id=name)
    return replace(answer, table=replace(answer.table, id=name), figure=figure)


def _blocks(answer: Answer) -> Iterator[Block]:
    if answer.figure is not None and _shows(answer.figure):
        yield answer.figure
    yield answer.table


def _shows(figure: Figure) -> bool:
    return any(point.value is not None for series in figure.chart.series for point in series.points)


_TITLE = Term("Domande aggiunte", "Added questions")
_TEXT = Term(
    "Risposte a domande che i membri hanno aggiunto a questa sintesi, protette insieme a tutto il resto.",
    "Answers to questions that members added to this summary, protected together with everything else.",
)
_UNANSWERED = Term(
    "La domanda {question} ({window}) non ha una risposta che si possa dare in modo sicuro con questi dati.",
    "The question {question} ({window}) has no answer that can be given safely from these data.",
)
