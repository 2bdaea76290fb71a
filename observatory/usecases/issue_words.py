"""An issue, and what another tells differently, in words."""

from collections.abc import Iterator

from observatory.disclosure.rules import AUDIENCE_LABELS, Audience
from observatory.labels import moment
from observatory.periods import Period, long_date
from observatory.reports.wording import AS_OF, AUDIENCE, ISSUE, NUMBER, PERIOD
from observatory.summary.content import Confirmation, Summary
from observatory.summary.issue_changes import CHANGE_LABELS, CellChange, Change, changes, place_names, titles
from observatory.terms import Term, same
from observatory.usecases.earlier_editions import printed_in
from observatory.usecases.issues import Issue

_DECIMALS = 1
"""As rates and shares are printed."""


def standing(issue: Issue) -> Term:
    """Whether it may leave: withdrawn, confirmed by two, a draft, or for the members only."""
    return _WITHDRAWN if issue.withdrawal is not None else _STANDINGS[issue.confirmation]


def words(issue: Issue) -> tuple[tuple[Term, Term], ...]:
    """Name and value a line."""
    release, withdrawal = issue.release, issue.withdrawal
    told = (
        (ISSUE, NUMBER.with_values(n=release.issue)),
        (PERIOD, Period.parse(release.period).name),
        (AUDIENCE, AUDIENCE_LABELS[Audience(release.audience)]),
        (AS_OF, long_date(release.as_of)),
        (_MADE, same(moment(release.made_at.astimezone()))),
        (_DIGEST, same(release.digest[:16])),
        (_STANDING, standing(issue)),
    )
    if withdrawal is None:
        return told
    return (*told, (_WITHDRAWN_ON, same(moment(withdrawal.at.astimezone()))), (_REASON, same(withdrawal.reason)))


def compared(earlier: Issue, later: Issue) -> Term:
    """Which is compared with which."""
    return _COMPARED.with_values(
        number=later.release.issue,
        period=Period.parse(later.release.period).name,
        day=long_date(later.release.as_of),
        other=earlier.release.issue,
        other_period=Period.parse(earlier.release.period).name,
        other_day=long_date(earlier.release.as_of),
    )


def cell_changes(earlier: Issue, later: Issue) -> tuple[CellChange, ...]:
    """What is not printed alike in both."""
    found = changes(printed_in(earlier.release), printed_in(later.release))
    return tuple(each for each in found if _number(each.before).it != _number(each.after).it)


def change_lines(earlier: Issue, later: Issue, content: Summary | None) -> Iterator[Term]:
    """A line for each cell; with `content`, the later issue, in words, else by the codes of the files."""
    named, titled = place_names(content), titles(content)
    found = cell_changes(earlier, later)
    yield (_NOTHING if not found else _ONE if len(found) == 1 else _MANY).with_values(n=len(found))
    told = ""
    for each in found:
        if each.table != told:
            told = each.table
            yield _TABLE.with_values(id=told, title=titled.get(told, same("")))
        yield change_line(each, named.get((each.table, each.at), same(each.at.replace("|", " · "))))


def change_line(each: CellChange, where: Term) -> Term:
    """What became of one cell."""
    if each.change is Change.REVISED:
        return _REVISED.with_values(where=where, before=_number(each.before), after=_number(each.after))
    return _OTHERWISE.with_values(where=where, change=CHANGE_LABELS[each.change])


def _number(value: float | None) -> Term:
    """As it is printed in a table."""
    if value is None:
        return same("")
    text = f"{value}" if isinstance(value, int) else f"{value:.{_DECIMALS}f}"
    return Term(text.replace(".", ","), text)


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
    "Edizione n. {number} ({period}, dati al {day}) e n. {other} ({other_period}, dati al {other_day})",
    "Issue no. {number} ({period}, data as of {day}) and no. {other} ({other_period}, data as of {other_day})",
)
_NOTHING = Term("Le celle che stanno in entrambe dicono lo stesso.", "The cells that stand in both say the same.")
_ONE = Term("Una cella di entrambe dice altro.", "One cell of both says something else.")
_MANY = Term("{n} celle di entrambe dicono altro.", "{n} cells of both say something else.")
_TABLE = Term("{id} {title}", "{id} {title}")
_REVISED = Term("  {where}: {before} → {after}", "  {where}: {before} → {after}")
_OTHERWISE = Term("  {where}: {change}", "  {where}: {change}")
