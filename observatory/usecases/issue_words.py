"""An issue, and what another tells differently, in words."""

from collections.abc import Iterable, Iterator, Sequence

from observatory.charts.numerals import written
from observatory.disclosure.rules import AUDIENCE_LABELS, Audience
from observatory.errors import WrongUse
from observatory.labels import moment
from observatory.periods import Period, long_date
from observatory.ports import Release, Store
from observatory.progress import Progress, silent
from observatory.reports.grid import printed
from observatory.reports.wording import AS_OF, AUDIENCE, ISSUE, NUMBER, PERIOD
from observatory.summary.added import added_tables
from observatory.summary.content import Confirmation, Observation, PublishedTable, Summary
from observatory.summary.issue_changes import CHANGE_LABELS, CellChange, Change, changes, place_names, titles
from observatory.summary.question import question_words
from observatory.summary.told import ASKED, Values
from observatory.terms import Language, Term, same
from observatory.usecases.earlier_editions import STATISTICS, SUMMARY, printed_in
from observatory.usecases.issue_contents import answer_of
from observatory.usecases.issues import Issue, are_comparable, content_of
from observatory.usecases.record_files import RECORDS, window_of

_DECIMALS = 1
"""As rates and shares are printed."""


def standing(issue: Issue) -> Term:
    """Whether it may leave: withdrawn, confirmed by two, a draft, or for the members only."""
    is_records = issue.release.kind == RECORDS
    if issue.withdrawal is not None:
        return _FILE_WITHDRAWN if is_records else _WITHDRAWN
    if is_records and issue.confirmation is not Confirmation.CONFIRMED:
        return _UNSIGNED
    return _FILE_CONFIRMED if is_records else _STANDINGS[issue.confirmation]


def kind_and_number(issue: Issue) -> Term:
    """As «Risposta n. 2»: each kind is numbered by itself."""
    return _NAMED.with_values(kind=KIND_LABELS[issue.release.kind], number=NUMBER.with_values(n=issue.release.issue))


def period_of(issue: Issue) -> Term:
    """The period of a summary, the window of anything else."""
    release = issue.release
    return Period.parse(release.period).name if release.kind == SUMMARY else window_of(release.period).name


def signers(issue: Issue) -> Term:
    """Who stands for it; a dash for nobody."""
    return same(", ".join(f"{each.name} ({each.force})" for each in issue.signers) or "–")


def words(issue: Issue) -> tuple[tuple[Term, Term], ...]:
    """Name and value a line."""
    release, withdrawal = issue.release, issue.withdrawal
    told = (
        (ISSUE if release.kind == SUMMARY else KIND_LABELS[release.kind], NUMBER.with_values(n=release.issue)),
        *(((_QUESTION, question_words(issue.question)),) if issue.question else ()),
        (PERIOD, period_of(issue)),
        (AUDIENCE, AUDIENCE_LABELS[Audience(release.audience)]),
        (AS_OF, long_date(release.as_of)),
        (_MADE, same(moment(release.made_at.astimezone()))),
        (_DIGEST, same(release.digest[:16])),
        (_STANDING, standing(issue)),
        *(((_SIGNED, _signed(issue)),) if issue.signers else ()),
    )
    if withdrawal is None:
        return told
    return (*told, (_WITHDRAWN_ON, same(moment(withdrawal.at.astimezone()))), (_REASON, same(withdrawal.reason)))


def _signed(issue: Issue) -> Term:
    told = (f"{each.name} ({each.force}), {moment(each.at.astimezone())}" for each in issue.signers)
    return same("; ".join(told))


def compared(earlier: Issue, later: Issue) -> Term:
    """Which is compared with which."""
    return _COMPARED.with_values(
        kind=_COMPARED_KINDS[later.release.kind],
        number=later.release.issue,
        period=period_of(later),
        day=long_date(later.release.as_of),
        other=earlier.release.issue,
        other_period=period_of(earlier),
        other_day=long_date(earlier.release.as_of),
    )


def why_not_compared(later: Issue, earlier: Issue | None = None) -> Term:
    """Why two issues are not compared, or why one is with none."""
    kinds = {later.release.kind, (earlier or later).release.kind}
    if kinds == {RECORDS}:
        return _NOTHING_IN_COMMON
    if len(kinds) > 1:
        return _TWO_KINDS
    if later.release.kind == STATISTICS:
        return _NO_OTHER_ANSWER if earlier is None else _OTHER_QUESTION
    return _NO_OTHER


def difference(store: Store, earlier: Issue, later: Issue, progress: Progress = silent) -> tuple[Term, ...]:
    """A line for each cell that is not told alike; raises `WrongUse` where the two are not comparable, `NotAllowed`."""
    if not are_comparable(later, earlier):
        raise WrongUse(why_not_compared(later, earlier))
    if later.release.kind == SUMMARY:
        content = content_of(store, later, progress)
        return tuple(change_lines(earlier, later, content, _added(store, earlier, content, progress)))
    before, after = (answer_of(store, each, progress) for each in (earlier, later))
    if before is None or after is None:
        return tuple(change_lines(earlier, later, None))
    return tuple(_answer_lines(before.answer.table, after.answer.table))


Changed = tuple[PublishedTable, Sequence[Term]]
"""An answer, and a line for each of its cells that was told otherwise."""


def _added(store: Store, earlier: Issue, later: Summary | None, progress: Progress) -> Iterator[Changed]:
    """The questions that both summaries answer, as they print them: what is kept of answers has other names."""
    asked = added_tables(later) if later is not None else ()
    before = content_of(store, earlier, progress) if asked else None
    told = {each.title: each for each in added_tables(before)} if before is not None else {}
    for each in asked:
        if each.title in told and (lines := _changed(told[each.title], each)):
            yield each, lines


def _answer_lines(before: PublishedTable, after: PublishedTable) -> Iterator[Term]:
    lines = _changed(before, after)
    yield (_NOTHING if not lines else _ONE if len(lines) == 1 else _MANY).with_values(n=len(lines))
    yield from lines


def _changed(before: PublishedTable, after: PublishedTable) -> list[Term]:
    """Every printed cell, rates and limits too."""
    named, decimals = place_names((after,)), {item.code: item.decimals for item in after.axes[-1].items}
    lines = []
    for at, shown in after.observations.items():
        earlier = before.observations.get(at)
        pair = None if earlier is None else [_printed(each, decimals[at[-1]]) for each in (earlier, shown)]
        if pair is not None and pair[0] != pair[1]:
            lines.append(_REVISED.with_values(where=named[after.id, "|".join(at)], before=pair[0], after=pair[1]))
    return lines


def _printed(shown: Observation, decimals: int) -> Term:
    cells = {language: printed(shown, decimals, language) for language in Language}
    told = {language: f"{cell.text}{cell.flag}" or "–" for language, cell in cells.items()}
    return Term(told[Language.IT], told[Language.EN])


def cell_changes(earlier: Issue, later: Issue) -> tuple[CellChange, ...]:
    """What is not printed alike in the tables of both."""
    found = changes(*(_tables_of(each.release) for each in (earlier, later)))
    return tuple(each for each in found if _number(each.before).it != _number(each.after).it)


def _tables_of(release: Release) -> Values:
    return {name: cells for name, cells in printed_in(release).items() if not name.startswith(ASKED)}


def change_lines(
    earlier: Issue, later: Issue, content: Summary | None, added: Iterable[Changed] = ()
) -> Iterator[Term]:
    """A line for each cell; with `content`, the later issue, in words, else by the codes of the files."""
    tables = content.tables if content is not None else ()
    named, titled = place_names(tables), titles(tables)
    found, answers = cell_changes(earlier, later), tuple(added)
    number = len(found) + sum(len(lines) for _, lines in answers)
    yield (_NOTHING if not number else _ONE if number == 1 else _MANY).with_values(n=number)
    told = ""
    for each in found:
        if each.table != told:
            told = each.table
            yield _TABLE.with_values(id=told, title=titled.get(told, same("")))
        yield change_line(each, named.get((each.table, each.at), same(each.at.replace("|", " · "))))
    for table, lines in answers:
        yield _TABLE.with_values(id=table.id, title=table.title)
        yield from lines


def change_line(each: CellChange, where: Term) -> Term:
    """What became of one cell."""
    if each.change is Change.REVISED:
        return _REVISED.with_values(where=where, before=_number(each.before), after=_number(each.after))
    return _OTHERWISE.with_values(where=where, change=CHANGE_LABELS[each.change])


def _number(value: float | None) -> Term:
    """As it is printed in a table."""
    if value is None:
        return same("")
    decimals = 0 if isinstance(value, int) else _DECIMALS
    return Term(written(value, decimals, Language.IT), written(value, decimals, Language.EN))


KIND_LABELS: dict[str, Term] = {
    SUMMARY: Term("Sintesi", "Summary"),
    STATISTICS: Term("Risposta", "Answer"),
    RECORDS: Term("File di schede", "Record file"),
}
_COMPARED_KINDS = {SUMMARY: Term("Edizione", "Issue"), STATISTICS: KIND_LABELS[STATISTICS]}
_NAMED = Term("{kind} {number}", "{kind} {number}")
_QUESTION = Term("Domanda", "Question")
_SIGNED = Term("Firmata da", "Signed by")
_FILE_WITHDRAWN = Term("ritirato", "withdrawn")
_FILE_CONFIRMED = Term("confermato da due membri", "confirmed by two members")
_UNSIGNED = Term("senza firme valide", "without valid signatures")
_NO_OTHER = Term(
    "Non c’è un’edizione precedente per gli stessi destinatari: indicare con quale confrontarla.",
    "There is no earlier issue for the same audience: say with which to compare it.",
)
_NO_OTHER_ANSWER = Term(
    "Non c’è una risposta precedente alla stessa domanda per gli stessi destinatari: non c’è con che confrontarla.",
    "There is no earlier answer to the same question for the same audience: there is nothing to compare it with.",
)
_OTHER_QUESTION = Term(
    "Le due risposte sono a domande diverse (misura, dimensioni o periodo): non hanno celle da confrontare.",
    "The two answers are to different questions (measure, dimensions or period): they have no cells to compare.",
)
_NOTHING_IN_COMMON = Term(
    "I file di schede non si confrontano: ogni scheda esce in un solo file, e due file non hanno schede in comune.",
    "Record files are not compared: each record leaves in one file only, and two files have no record in common.",
)
_TWO_KINDS = Term(
    "Si confrontano due sintesi, o due risposte alla stessa domanda: queste due uscite sono di specie diversa.",
    "Two summaries are compared, or two answers to the same question: these two are of different kinds.",
)
_WITHDRAWN = Term("ritirata", "withdrawn")
_STANDINGS = {
    Confirmation.NOT_NEEDED: Term("per i membri", "for the members"),
    Confirmation.DRAFT: Term("bozza", "draft"),
    Confirmation.CONFIRMED: Term("confermata da due membri", "confirmed by two members"),
}
_MADE = Term("Preparata", "Prepared")
_DIGEST = Term("Impronta", "Digest")
_STANDING = Term("Stato", "Status")
_WITHDRAWN_ON = Term("Ritirata", "Withdrawn")
_REASON = Term("Motivo", "Reason")
_COMPARED = Term(
    "{kind} n. {number} ({period}, dati al {day}) e n. {other} ({other_period}, dati al {other_day})",
    "{kind} no. {number} ({period}, data as of {day}) and no. {other} ({other_period}, data as of {other_day})",
)
_NOTHING = Term("Le celle che stanno in entrambe dicono lo stesso.", "The cells that stand in both say the same.")
_ONE = Term("Una cella che sta in entrambe è cambiata.", "One cell that stands in both has changed.")
_MANY = Term("{n} celle che stanno in entrambe sono cambiate.", "{n} cells that stand in both have changed.")
_TABLE = Term("{id} {title}", "{id} {title}")
_REVISED = Term("  {where}: {before} → {after}", "  {where}: {before} → {after}")
_OTHERWISE = Term("  {where}: {change}", "  {where}: {change}")
