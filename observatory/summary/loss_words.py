"""What a summary loses, in words: the same sentences on the command line and in the window."""

from collections.abc import Iterator

from observatory.labels import number
from observatory.summary.content import PublishedTable
from observatory.summary.keeping import Mark, cell_words
from observatory.summary.loss import Account, HiddenCell, Reason, TableLoss
from observatory.summary.weighing import Price, Weighing
from observatory.terms import Language, Term

REASONS = {
    Reason.SMALL: Term("sotto soglia", "under the threshold"),
    Reason.BESIDE: Term("protegge altre celle", "protects other cells"),
    Reason.WINDOWS: Term("protegge una differenza fra periodi", "protects a difference between periods"),
    Reason.EARLIER: Term("per le edizioni precedenti", "because of earlier issues"),
    Reason.REST: Term("protegge il resto della sintesi", "protects the rest of the summary"),
    Reason.DERIVED: Term("segue da celle nascoste", "follows from hidden cells"),
}
CONFIDENTIAL = Term(
    "Riservato a chi prepara la sintesi: dice quali conteggi sono piccoli. Non copiare, non stampare, non inoltrare.",
    "Only for whoever prepares the summary: it tells which counts are small. Do not copy, print or pass it on.",
)
ISSUED = Term(
    "Questa sintesi è già stata preparata: quanto ha mostrato è noto, e tenere altre celle costa di più o non si può.",
    "This summary was prepared before: what it shows is known, and keeping other cells costs more or cannot be done.",
)
_MOST_EDITIONS = 3


def why(account: Account, mark: Mark, *, is_whole: bool = True) -> Term:
    """Why a cell is hidden; for a shown one, that it is shown.

    Unless the account `is_whole`, whether a marked cell can be kept beside earlier issues is not known yet.
    """
    found, tables = account.at(mark), {each.table.id: each.table for each in account.tables}
    cell = cell_words(tables[mark.table], mark.at)
    if found is None:
        return (_KEPT if mark in account.kept else _SHOWN).with_values(cell=cell)
    if not is_whole and mark in account.kept and found.reason in (Reason.EARLIER, Reason.WINDOWS):
        return _OPEN.with_values(cell=cell)
    asked = (_UNKEPT,) if mark in account.kept else ()
    return _joined(_HIDDEN[found.reason].with_values(cell=cell, **_named(found, tables)), *asked)


def _named(cell: HiddenCell, tables: dict[str, PublishedTable]) -> dict[str, Term]:
    protected = [cell_words(tables[table], at) for table, at in cell.protects]
    editions = [edition.words for edition in cell.editions[:_MOST_EDITIONS]]
    more = len(cell.editions) - len(editions)
    return {
        "protected": _listed(protected) if protected else _OTHERS,
        "editions": _listed([*editions, *((_MORE.with_values(n=more),) if more > 0 else ())]),
    }


def totals(account: Account) -> Term:
    """How much of the whole summary is hidden."""
    cells = sum(len(each.table.observations) for each in account.tables)
    return _TOTALS.with_values(hidden=account.number(), cells=cells, **_numbers(account))


def line(loss: TableLoss) -> Term:
    """One table: its cells, and how many are hidden for which reason."""
    share = Term(share_shown(loss, Language.IT), share_shown(loss, Language.EN))
    cells = len(loss.table.observations)
    return _LINE.with_values(table=loss.table.id, cells=cells, hidden=loss.number(), share=share, **_numbers(loss))


def _numbers(of: Account | TableLoss) -> dict[str, int]:
    """By reason; what an answer hides for the rest of its summary protects others as well."""
    told = {reason.value: of.number(reason) for reason in Reason}
    return told | {Reason.BESIDE.value: of.number(Reason.BESIDE, Reason.REST)}


def share_shown(loss: TableLoss, language: Language) -> str:
    """Of the events that the table's cells count, those of shown cells, in percent."""
    if not loss.events:
        return "–"
    return f"{number(round(100 * loss.shown / loss.events), language)}{' ' if language is Language.IT else ''}%"


def prices(price: Price, *, is_whole: bool = True) -> Iterator[Term]:
    """What marks cost: cells shown again, cells hidden instead by table, marks that cannot be kept and why."""
    after = price.after
    yield from (why(after, mark, is_whole=is_whole) for mark in after.unkept)
    if len(after.unkept) < len(after.kept):
        yield _KEEPS.with_values(n=len(after.kept) - len(after.unkept), all=len(after.kept))
    for sentence, cells in ((_GAINED, price.gained), (_LOST, price.lost)):
        if cells:
            by_table = [_IN_TABLE.with_values(n=len(at), table=table) for table, at in cells.items()]
            yield sentence.with_values(n=sum(map(len, cells.values())), tables=_listed(by_table))
    if not price.gained and not price.lost and len(after.unkept) < len(after.kept):
        yield _NOTHING
    yield from (_WITHHELD.with_values(table=each.table.id, way=each.way_out) for each in _withheld(price))


def _withheld(price: Price) -> Iterator[TableLoss]:
    before = {each.table.id for each in price.before.tables if each.is_withheld}
    return (each for each in price.after.tables if each.is_withheld and each.table.id not in before)


def ways_out(loss: TableLoss, weighing: Weighing) -> Iterator[Term]:
    """What to ask for instead of a table that shows nothing, or loses much."""
    if loss.is_withheld:
        yield _WITHHELD.with_values(table=loss.table.id, way=loss.way_out)
    yield from (way.words for way in weighing.ways.get(loss.table.id, ()))


def table_words(loss: TableLoss, account: Account) -> Iterator[Term]:
    """Every hidden count of a table with its reason."""
    for at, cell in loss.hidden.items():
        if cell.reason is not Reason.DERIVED:
            mark = Mark(loss.table.id, at)
            words = why(account, mark)
            yield Term(f"{mark}  {words.it}", f"{mark}  {words.en}")


def _listed(terms: list[Term]) -> Term:
    return Term("; ".join(term.it for term in terms), "; ".join(term.en for term in terms))


def _joined(*terms: Term) -> Term:
    return Term(" ".join(term.it for term in terms), " ".join(term.en for term in terms))


_HIDDEN = {
    Reason.SMALL: Term(
        "{cell}: conta meno eventi della soglia. Non si può tenere.",
        "{cell}: it counts fewer events than the threshold. It cannot be kept.",
    ),
    Reason.BESIDE: Term(
        "{cell}: è nascosta perché non si ricavino {protected}.",
        "{cell}: hidden so that nobody can work out {protected}.",
    ),
    Reason.WINDOWS: Term(
        "{cell}: se si vedesse, sottraendo un periodo dall’altro si ricaverebbe un conteggio piccolo.",
        "{cell}: were it shown, subtracting one period from another would tell a small count.",
    ),
    Reason.EARLIER: Term(
        "{cell}: insieme a quanto è già uscito farebbe ricavare un conteggio protetto ({editions}).",
        "{cell}: together with what is out already it would tell a protected count ({editions}).",
    ),
    Reason.REST: Term(
        "{cell}: insieme al resto di questa sintesi farebbe ricavare un conteggio protetto.",
        "{cell}: together with the rest of this summary it would tell a protected count.",
    ),
    Reason.DERIVED: Term(
        "{cell}: si calcola da conteggi nascosti e segue la loro sorte.",
        "{cell}: it is computed from hidden counts and follows them.",
    ),
}
_OTHERS = Term(
    "conteggi piccoli degli stessi eventi, per sottrazione", "small counts of the same events by subtraction"
)
_MORE = Term("e altre {n}", "and {n} more")
_SHOWN = Term("{cell}: si mostra.", "{cell}: shown.")
_KEPT = Term("{cell}: si mostra, da tenere.", "{cell}: shown, to be kept.")
_UNKEPT = Term(
    "Era da tenere: nascondere altre celle al suo posto non basterebbe, o costerebbe molto di più.",
    "It was to be kept: hiding others in its place would not do, or cost far more.",
)
_OPEN = Term(
    "{cell}: se si può tenere accanto alle edizioni precedenti, lo dice il conto intero.",
    "{cell}: whether it can be kept beside earlier issues, the whole reckoning will tell.",
)
_TOTALS = Term(
    "Nascosti {hidden} valori su {cells}: {small} sotto soglia, {beside} a protezione di altri, {windows} per "
    "differenze fra periodi, {earlier} per edizioni precedenti, {derived} calcolati da questi.",
    "{hidden} of {cells} values hidden: {small} under the threshold, {beside} to protect others, {windows} for "
    "differences between periods, {earlier} because of earlier issues, {derived} computed from these.",
)
_LINE = Term(
    "{table}: {hidden} di {cells} (sotto soglia {small}, protezione {beside}, differenze {windows}, edizioni "
    "precedenti {earlier}, derivati {derived}); eventi mostrati {share}",
    "{table}: {hidden} of {cells} (under the threshold {small}, protection {beside}, differences {windows}, earlier "
    "issues {earlier}, derived {derived}); events shown {share}",
)
_KEEPS = Term("Celle tenute: {n} su {all}.", "Cells kept: {n} of {all}.")
_GAINED = Term("Si mostrano in più: {n} ({tables}).", "Shown besides: {n} ({tables}).")
_LOST = Term("Si nascondono al loro posto: {n} ({tables}).", "Hidden in their place: {n} ({tables}).")
_IN_TABLE = Term("{table}: {n}", "{table}: {n}")
_NOTHING = Term("Non costa nulla: nessun’altra cella cambia.", "It costs nothing: no other cell changes.")
_WITHHELD = Term("Tavola {table}: non si mostra alcun conteggio. {way}", "Table {table}: no count is shown. {way}")
