"""Weighs a summary before it is made: what it would hide and why, and what keeping some cells would cost elsewhere."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from observatory.errors import WrongUse
from observatory.progress import Progress, silent
from observatory.summary.added import with_answers
from observatory.summary.build import build_summary
from observatory.summary.coarser import Broader, broader, loses_much
from observatory.summary.content import Summary
from observatory.summary.counted import At, Count
from observatory.summary.earlier import Earlier
from observatory.summary.editions import Beside, beside, edition_of
from observatory.summary.facts import PROFILES, Facts
from observatory.summary.finest import covered
from observatory.summary.keeping import Mark, cell_words, check_printed, counted, with_marks
from observatory.summary.ledger import to_hide
from observatory.summary.loss import (
    Account,
    Causes,
    EditionName,
    FileName,
    TableLoss,
    Truth,
    account,
    months_of,
    table_loss,
)
from observatory.summary.quantiles import with_given
from observatory.summary.question import Question
from observatory.summary.question_answer import Answer
from observatory.summary.record_files import RecordFile
from observatory.summary.told import Shape, told
from observatory.terms import Term

Named = tuple[EditionName | FileName, frozenset[Count]]


@dataclass(frozen=True, slots=True)
class Weighing:
    """A summary that was not made: what it rests on, what it would be, and what it would lose. Confidential."""

    facts: Facts
    earlier: tuple[Earlier, ...]
    beside: Beside
    truth: Truth
    causes: Causes
    account: Account
    ways: Mapping[str, tuple[Broader, ...]]
    """For tables that lose much: broader categories that would tell more."""
    answers: tuple[TableLoss, ...] = ()
    """What the added questions lose: part of the account, and the same whatever is marked at a glance."""

    @property
    def summary(self) -> Summary:
        return self.beside.made


@dataclass(frozen=True, slots=True)
class Price:
    """What marks change between two accounts: cells shown again and cells hidden instead, by table."""

    gained: Mapping[str, tuple[At, ...]]
    lost: Mapping[str, tuple[At, ...]]
    before: Account
    after: Account


def weigh(
    earlier: Sequence[Earlier],
    facts: Facts,
    marks: Iterable[Mark] = (),
    progress: Progress = silent,
    questions: Sequence[Question] = (),
) -> Weighing:
    """The whole work, with all earlier editions; nothing is noted and nothing leaves.

    Raises `WrongUse` for a marked cell that is small, is no count or is not there, and what `build_beside` raises.
    """
    asked = tuple(sorted(set(marks)))
    marked = replace(with_marks(with_given(earlier, facts), asked), bench={})
    made = beside(earlier, marked, progress)
    truth = Truth(made.alone.counts, made.alone.shape, made.alone.threshold)
    _refuse(asked, made.made, truth, marked)
    causes = _causes(earlier, made)
    told = account(made.made, truth, causes, asked)
    ways = {loss.table.id: tuple(broader(loss, truth)) for loss in told.tables if loses_much(loss)}
    answered = with_answers(made.made, questions, marked, earlier, progress).answers
    answers = _answers(answered, truth, _names(earlier, made.alone.files))
    return Weighing(marked, tuple(earlier), made, truth, causes, told.with_tables(answers), ways, answers)


def glance(weighing: Weighing, marks: Iterable[Mark]) -> Account:
    """What the summary would lose with other marks, at once: little search, and no second look at earlier editions.

    Raises as `weigh`.
    """
    asked = tuple(sorted(set(marks)))
    facts = with_marks(weighing.facts, asked)
    _refuse(asked, weighing.summary, weighing.truth, facts)
    tried = build_summary(replace(facts, is_tried=True, concealed=weighing.beside.hidden))
    return account(tried, weighing.truth, weighing.causes, asked).with_tables(weighing.answers)


def price(before: Account, after: Account) -> Price:
    """What the one hides and the other does not."""
    was, now = ({t.table.id: frozenset(t.hidden) for t in each.tables} for each in (before, after))
    both = [name for name in was if name in now]
    gained = {name: tuple(sorted(was[name] - now[name])) for name in both if was[name] - now[name]}
    lost = {name: tuple(sorted(now[name] - was[name])) for name in both if now[name] - was[name]}
    return Price(gained, lost, before, after)


def check_marks(marks: Iterable[Mark], summary: Summary, facts: Facts) -> None:
    """Raises `WrongUse` for a marked cell that the summary does not have, and for one that is small."""
    if asked := tuple(marks):
        edition = edition_of(facts, summary)
        _refuse(asked, summary, Truth(edition.counts, edition.shape, edition.threshold), facts)


def _refuse(marks: Sequence[Mark], summary: Summary, truth: Truth, facts: Facts) -> None:
    """A cell under the threshold is never shown, whatever else is hidden."""
    check_printed(marks, summary)
    tables = {table.id: table for table in summary.tables}
    for mark in marks:
        if truth.is_small(counted(mark, facts)):
            cell = cell_words(tables[mark.table], mark.at)
            raise WrongUse(_SMALL.with_values(cell=cell, table=mark.table, threshold=truth.threshold))


def _causes(earlier: Sequence[Earlier], made: Beside) -> Causes:
    """Own windows are asked alone; what they do not explain is due to the editions that count the same events."""
    if not made.hidden:
        return Causes(frozenset(), {})
    files = made.alone.files
    own = to_hide(replace(made.alone, files=()), ()) & made.hidden if earlier or files else made.hidden
    return Causes(own, _due(made.hidden - own, _names(earlier, files)))


def _answers(answered: Sequence[Answer], truth: Truth, names: Sequence[Named]) -> tuple[TableLoss, ...]:
    """What no earlier edition explains is due to the summary that the answers stand in."""
    beside = frozenset[Count]().union(*(answer.beside for answer in answered))
    due = _due(beside, names)
    causes = Causes(frozenset(), {c: told for c, told in due.items() if told}, rest=beside)
    return tuple(table_loss(answer.table, answer.counts, truth, causes) for answer in answered)


def _names(earlier: Sequence[Earlier], files: Sequence[RecordFile]) -> list[Named]:
    """Everything that left before, with what it counts."""
    told: list[Named] = [(_name(one), _told_by(one)) for one in earlier]
    return [*told, *((FileName(file.window), frozenset(file.told)) for file in files)]


def _due(counts: frozenset[Count], names: Sequence[Named]) -> dict[Count, tuple[EditionName | FileName, ...]]:
    return {c: tuple(name for name, told in names if _meets(c, told)) for c in sorted(counts, key=str)}


def _name(one: Earlier) -> EditionName:
    return EditionName(one.asked or one.windows.period, one.audience, one.as_of)


def _told_by(one: Earlier) -> frozenset[Count]:
    shape = Shape(one.windows, PROFILES[one.audience], one.as_of, one.since)
    return frozenset(count for count, _ in told(one.values, shape))


def _meets(count: Count, counts: Iterable[Count]) -> bool:
    """Whether any of the counts counts some of the same events."""
    codes, months = covered(count.cube, count.codes), months_of(count)
    same = (each for each in counts if each.cube == count.cube and covered(each.cube, each.codes) & codes)
    return any(max(m.start, months.start) < min(m.stop, months.stop) for m in map(months_of, same))


_SMALL = Term(
    "Tavola {table}, «{cell}»: conta meno di {threshold} eventi e non si può tenere, qualunque altra cella si "
    "nasconda. Usare voci più ampie oppure un periodo più lungo.",
    "Table {table}, “{cell}”: it counts fewer than {threshold} events and cannot be kept, whatever else is hidden. Use "
    "broader categories or a longer period.",
)
