import pytest

from observatory.reports.grid import Cell, grid, printed
from observatory.reports.wording import spoken
from observatory.summary.content import (
    MISSING,
    NOT_MEANINGFUL,
    SUPPRESSED,
    Axis,
    Item,
    Observation,
    ObservationStatus,
    PublishedTable,
)
from observatory.terms import Language, Term, same


def axis(name: str, *codes: str, total: bool = False) -> Axis:
    items = [Item(code, same(code.lower())) for code in codes]
    return Axis(
        name, same(name.title()), (*items, Item("_T", same("totale"), is_total=True)) if total else tuple(items)
    )


def table(axes: tuple[Axis, ...], keys: tuple[tuple[str, ...], ...], row_axes: int = 1) -> PublishedTable:
    cells = {key: Observation(n) for n, key in enumerate(keys, start=1)}
    return PublishedTable("T1", Term("Titolo", "Title"), same("2019"), axes, cells, row_axes)


def test_the_signs_are_those_of_istat() -> None:
    # Segni convenzionali: (-) fenomeno inesistente o nessun caso, (....) non noto, (..) sotto la metà dell'unità.
    assert printed(Observation(0), 0, Language.IT) == Cell("-")
    assert printed(MISSING, 0, Language.IT) == Cell("....")
    assert printed(NOT_MEANINGFUL, 1, Language.IT) == Cell("..")
    assert printed(SUPPRESSED, 1, Language.IT) == Cell("(*)")
    assert printed(Observation(0.3), 0, Language.IT) == Cell("..")


def test_flags_follow_the_number() -> None:
    assert printed(Observation(1234.5, ObservationStatus.UNRELIABLE), 1, Language.IT) == Cell("1.234,5", "(u)")
    assert printed(Observation(7, ObservationStatus.PROVISIONAL, revised=True), 0, Language.EN) == Cell("7", "(p)*")


def test_a_lower_limit_of_zero_is_a_number() -> None:
    assert printed(Observation(0.0), 1, Language.IT) == Cell("0,0")


def test_a_hidden_cell_prints_no_value_even_if_it_carried_one() -> None:
    leaking = Observation(3, ObservationStatus.SUPPRESSED)
    assert printed(leaking, 0, Language.IT) == Cell("(*)")


def test_the_outer_row_axis_heads_its_rows() -> None:
    laid = grid(
        table(
            (axis("year", "2018", "2019"), axis("q", "Q1"), axis("f", "PS")),
            ((y, "Q1", "PS") for y in ("2018", "2019")) and (("2018", "Q1", "PS"), ("2019", "Q1", "PS")),
            2,
        )
    )
    assert [(row.label.it, row.depth, row.is_heading) for row in laid.rows] == [
        ("2018", 0, True),
        ("q1", 1, False),
        ("2019", 0, True),
        ("q1", 1, False),
    ]


def test_wider_headings_span_their_columns() -> None:
    keys = tuple(("PS", kind, year) for kind in ("SU", "TE") for year in ("2018", "2019"))
    laid = grid(table((axis("f", "PS"), axis("kind", "SU", "TE"), axis("year", "2018", "2019")), keys))
    assert [[(s.first, s.span, s.label.it) for s in row] for row in laid.header] == [
        [(0, 4, "Kind")],
        [(0, 2, "su"), (2, 2, "te")],
        [(0, 1, "2018"), (1, 1, "2019"), (2, 1, "2018"), (3, 1, "2019")],
    ]


def test_rows_and_columns_that_do_not_exist_are_left_out() -> None:
    laid = grid(table((axis("f", "PS", "CC"), axis("kind", "SU", "TE")), (("CC", "TE"),)))
    assert [row.label.it for row in laid.rows] == ["cc"]
    assert [column[0].code for column in laid.columns] == ["TE"]


def test_a_combination_that_does_not_exist_prints_empty() -> None:
    laid = grid(table((axis("f", "PS", "CC"), axis("kind", "SU", "TE")), (("PS", "SU"), ("CC", "TE"))))
    assert laid.cell(laid.rows[0], 1, Language.IT) == Cell("")


@pytest.mark.parametrize("status", list(ObservationStatus), ids=str)
def test_whatever_sign_is_printed_has_words_for_whoever_listens(status: ObservationStatus) -> None:
    has_value = status.value not in "QON"
    said = spoken(printed(Observation(7 if has_value else None, status), 0, Language.EN), Language.EN)
    assert bool(said) == (status is not ObservationStatus.NORMAL)
