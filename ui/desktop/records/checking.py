"""Which problems of a form are told, and where: those of fields already left, all of them once saving was refused."""

import re
from collections.abc import Iterable

from observatory.errors import Problem
from observatory.terms import Term, same
from ui.desktop.records.sheet import Sheet
from ui.desktop.widgets.field_cell import FieldCell

_INDEX = re.compile(r"\[(\d+)\]")


def place_of(path: str) -> str:
    """A problem's path as cells are named: `agenda[1].decisions[0].text` is at `agenda.1.decisions.0.text`."""
    return _INDEX.sub(r".\1", path)


def joined(problems: Iterable[Problem]) -> dict[str, Problem]:
    """One problem for each place: what is impossible comes before, and hides, what is only implausible."""
    told: dict[str, Problem] = {}
    for problem in sorted(problems, key=lambda p: p.warning):
        place = place_of(problem.field)
        before = told.get(place)
        if before is None:
            told[place] = problem
        elif before.warning == problem.warning:
            told[place] = _both(before, problem)
    return told


def _both(one: Problem, other: Problem) -> Problem:
    message = Term("{one} {other}", "{one} {other}").with_values(one=one.message, other=other.message)
    return Problem(one.field, f"{one.code} {other.code}", message, warning=one.warning)


class Checking:
    """Shows problems beside the fields of a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.visited: set[str] = set()
        self.tells_all = False
        """After a refused save every problem is told, and the store is asked as well."""

    def go_on_from(self, earlier: "Checking") -> None:
        """Tell what the earlier one told: the form was made again, the work on it goes on."""
        self.visited |= earlier.visited
        self.tells_all = earlier.tells_all

    def visit(self, path: str) -> None:
        """The user has left this field: its problems may be told from now on."""
        self.visited.add(path)

    def tell(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Show each problem in its place; returns those that have no place on the form."""
        told = joined(problems)
        for cell in self._sheet.walk():
            problem = told.pop(cell.path, None)
            cell.show_problem(problem if self.tells_all or cell.path in self.visited else None)
        return tuple(told.values()) if self.tells_all else ()

    def reveal_first(self, problems: Iterable[Problem]) -> FieldCell | None:
        """Open what hides the fields with problems; the first such field, in the form's order."""
        places = set(joined(problems))
        cells = [cell for place in sorted(places) if (cell := self._sheet.reveal(place)) is not None]
        return next((cell for cell in self._sheet.walk() if cell in cells), None)

    def are_all_confirmed(self, problems: Iterable[Problem]) -> bool:
        """Whether there are only warnings, each shown as it is now and confirmed."""
        shown = {cell.path: cell for cell in self._sheet.walk()}
        return all(
            problem.warning
            and place in shown
            and shown[place].is_confirmed
            and shown[place].problem is not None
            and shown[place].problem.code == problem.code  # type: ignore[union-attr]
            for place, problem in joined(problems).items()
        )


def told_apart(problems: Iterable[Problem]) -> Term:
    """Problems that have no place on the form, as one text."""
    messages = [problem.message for problem in problems]
    return Term("\n".join(m.it for m in messages), "\n".join(m.en for m in messages)) if messages else same("")
