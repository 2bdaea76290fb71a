"""Every summary ever made is part of what the next one is protected against.

What earlier editions have shown stays; the new one hides, of what it would show, whatever would let a reader of all of
them narrow a count that any of them protects. Such a reader may even know what was registered between two editions.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log1p

from observatory.disclosure.joint import Aim, Puzzle, Sum, concealed
from observatory.disclosure.reach import Reach
from observatory.disclosure.tables import TOTAL
from observatory.progress import Progress, silent
from observatory.summary.counted import At, Count
from observatory.summary.finest import CHANGES, covered
from observatory.summary.grid import Cell, Counted, Edition, Part, Steps, Teller, derived, equalities, steps_of
from observatory.summary.record_files import beside_files
from observatory.summary.vintages import MOVES
from observatory.terms import Term


def to_hide(new: Edition, earlier: Sequence[Edition], progress: Progress = silent) -> frozenset[Count]:
    """The counts that the new edition would show and must hide because of the earlier ones, or of its own windows.

    Raises `Unprotectable` if an earlier edition cannot be read again.
    """
    board = _Board(new, tuple(earlier))
    hidden = frozenset(board.revised)
    same = [edition for edition in earlier if board.is_same_data(edition)]
    today = board.counted[id(new)]
    hidden |= _Round(board, tuple(same), hidden, today, board.revised).solved(progress)
    if len(same) < len(earlier):
        hidden |= _Round(board, tuple(earlier), hidden, board.lasting, {}).solved(progress)
    return hidden


def given_away(
    silent_edition: Edition, earlier: Sequence[Edition], suspects: Collection[Cell] = (), progress: Progress = silent
) -> Cell | None:
    """What earlier editions protect and the last record file of an edition that says nothing narrows; None if nothing.

    What they had given away among themselves is no reason against it. `suspects`, such as what another file would have
    given away, are looked at first. Raises as `to_hide`.
    """
    board = _Board(silent_edition, tuple(earlier))
    same = tuple(edition for edition in earlier if board.is_same_data(edition))
    rounds = [_Round(board, same, frozenset(), board.counted[id(silent_edition)], {})]
    if len(same) < len(earlier):
        rounds.append(_Round(board, tuple(earlier), frozenset(), board.lasting, {}))
    return next((found for each in rounds if (found := each.narrowed(suspects, progress))), None)


_KEPT = 5.0


@dataclass(frozen=True)
class _Board:
    """All editions on one grid of codes and months."""

    new: Edition
    earlier: tuple[Edition, ...]

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        return (self.new, *self.earlier)

    @property
    def tellers(self) -> tuple[Teller, ...]:
        return (*self.editions, *self.new.files)

    @cached_property
    def steps(self) -> Steps:
        return steps_of({count for teller in self.tellers for count in teller.told})

    def cell(self, count: Count) -> Cell:
        months = range(count.window.first.ordinal, count.window.last.ordinal + 1)
        inside = (n for n, step in enumerate(self.steps[count.cube]) if step[0] in months)
        return count.cube, covered(count.cube, count.codes), tuple(inside)

    @cached_property
    def cells(self) -> Mapping[Count, Cell]:
        return {count: self.cell(count) for edition in self.editions for count in edition.told}

    @cached_property
    def kept(self) -> frozenset[Cell]:
        return frozenset(self.cells[count] for count in self.new.kept if count in self.cells)

    @cached_property
    def derived(self) -> Mapping[Cell, int]:
        """What nobody prints and subtracting tells, with the threshold below which it is protected."""
        found: dict[Cell, int] = {}
        for count, threshold in derived(self.tellers).items():
            cell = self.cell(count)
            found[cell] = max(threshold, found.get(cell, 0))
        return found

    @cached_property
    def counted(self) -> Mapping[int, Counted]:
        return {id(edition): Counted(edition.counts, self.steps) for edition in self.editions}

    def scope(self, edition: Edition) -> frozenset[tuple[str, int]]:
        """The steps that some table of the edition counts."""
        cells = (self.cells[count] for count in edition.told)
        return frozenset((cube, step) for cube, _, steps in cells for step in steps)

    def is_same_data(self, edition: Edition) -> bool:
        """Whether its records are those of the new edition wherever it looked."""
        now, then = self.counted[id(self.new)].by_step, self.counted[id(edition)].by_step
        scope = self.scope(edition)
        return all(now.get(at, 0) == then.get(at, 0) for at in {*now, *then} if (at[0], at[2]) in scope)

    @cached_property
    def lasting(self) -> Counted:
        """The records that are in all editions that looked: whoever knows the changes can learn no more than these."""
        found: dict[Part, int] = {}
        counts = [(self.counted[id(edition)].by_step, self.scope(edition)) for edition in self.editions]
        for at in {at for by_step, _ in counts for at in by_step}:
            found[at] = min((by_step.get(at, 0) for by_step, scope in counts if (at[0], at[2]) in scope), default=0)
        made = Counted({}, self.steps)
        made.by_step.update(found)
        return made

    @cached_property
    def revised(self) -> Mapping[Count, int]:
        """Counts told before that changed by fewer than the threshold, and by how many: that they moved is protected.

        National totals are not among them: they are revised in the open.
        """
        found: dict[Count, int] = {}
        for edition in self.earlier:
            for count in edition.told.keys() & self.new.told.keys():
                before, now = edition.told[count], self.new.told[count]
                if before is not None and now is not None and not count.is_national:
                    change = int(now) - int(before)
                    if 0 < abs(change) < abs(found.get(count, self.new.threshold)):
                        found[count] = change
        return found


@dataclass(frozen=True)
class _Round:
    """The new edition against some earlier ones: what is hidden already, and the records that a change may move."""

    board: _Board
    against: tuple[Edition, ...]
    hidden: frozenset[Count]
    counts: Counted
    revised: Mapping[Count, int]

    def solved(self, progress: Progress) -> frozenset[Count]:
        """The counts that the new edition must hide, those hidden already among them."""
        cells, new = self.board.cells, self.board.new
        gone = {cells[count] for count in self.hidden} | {self.order[n] for n in concealed(self.puzzle, progress)}
        return frozenset(count for count in new.told if cells[count] in gone)

    def narrowed(self, suspects: Collection[Cell], progress: Progress) -> Cell | None:
        """Some aim that is out of reach beside all record files and in reach beside all but the last."""
        puzzle, files = self._bare, self.board.new.files
        after = Reach(beside_files(puzzle, self.parts, self.board.steps, files))
        before = Reach(beside_files(puzzle, self.parts, self.board.steps, files[:-1]))
        wants = sorted({(aim.sum, sign, goal) for aim in puzzle.aims for sign, goal in ((-1, aim.down), (1, aim.up))})
        after.open(wants)
        before.open(wants)
        wanted = [(number, sign, before.at_most(number, sign, goal)) for number, sign, goal in wants]
        left = [each for each in wanted if not after.is_found(*each)]
        left.sort(key=lambda each: self.order[each[0]] not in suspects)
        # Linear programs first: what not even they allow is out of reach, and whole records take long to look for.
        narrow = [each for each in left if after.at_most(*each) < each[2]]
        for done, each in enumerate(() if narrow else left):
            progress(done, len(left), _COMPARING)
            if after.of(*each) < each[2]:
                narrow.append(each)
                break
        return self.order[narrow[0][0]] if narrow else None

    @property
    def puzzle(self) -> Puzzle:
        return beside_files(self._bare, self.parts, self.board.steps, self.board.new.files)

    @property
    def _bare(self) -> Puzzle:
        values = [self._value(part) for part in self.parts]
        sums = [self._sum(cell) for cell in self.order]
        equal = [*equalities(self.board.steps, self.parts), *self._chained()]
        return Puzzle(values, sums, equal, tuple(self._aims()))

    def _value(self, part: Part) -> int:
        moves = self.board.new.moves
        return moves.counts[part[1]] if moves and part[0] == MOVES else self.counts.by_step.get(part, 0)

    def _chained(self) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
        """A change between two days is told of the same events as the changes between the days before and after."""
        moves = self.board.new.moves
        for (cube, at, _), number in self.parts.items() if moves else ():
            if moves and cube.startswith(CHANGES):
                yield (number,), tuple(self.parts[MOVES, course, 0] for course in moves.under(cube, at))

    @cached_property
    def known(self) -> frozenset[Cell]:
        shown = (count for edition in self.against for count, value in edition.told.items() if value is not None)
        return frozenset(self.board.cells[count] for count in shown)

    @cached_property
    def prices(self) -> Mapping[Cell, float]:
        """What hiding costs of what the new edition would show: more for larger counts and for totals."""
        out = {self.board.cells[count] for count in self.hidden}
        shown = {self.board.cells[c]: c for c, value in self.board.new.told.items() if value is not None}
        return {
            cell: (1 + log1p(self.counts.total(cell))) * (1 + count.codes.count(TOTAL)) * self._worth(cell)
            for cell, count in shown.items()
            if cell not in out
        }

    def _worth(self, cell: Cell) -> float:
        """More for what is asked to be kept; so few cells are that protection stays worth more than all of them."""
        return _KEPT if cell in self.board.kept else 1.0

    @cached_property
    def order(self) -> tuple[Cell, ...]:
        told = {self.board.cells[count] for edition in (self.board.new, *self.against) for count in edition.told}
        small = {cell for cell, threshold in self.board.derived.items() if 0 < self.counts.total(cell) < threshold}
        return tuple(sorted(told | small, key=_in_order))

    @cached_property
    def parts(self) -> Mapping[Part, int]:
        cubes = {cube: covered(cube, _everything(codes)) for cube, codes, _ in self.order}
        steps = self.board.steps
        found = ((c, at, n) for c, codes in sorted(cubes.items()) for at in sorted(codes) for n in range(len(steps[c])))
        taken = ((MOVES, course, 0) for course in sorted(self.board.new.moves.counts)) if self.board.new.moves else ()
        return {part: number for number, part in enumerate((*found, *taken))}

    def _sum(self, cell: Cell) -> Sum:
        cube, codes, steps = cell
        members = tuple(self.parts[cube, code, step] for code in sorted(codes) for step in steps)
        return Sum(members, cell in self.known, self.prices.get(cell, 0.0))

    def _aims(self) -> Iterator[Aim]:
        numbers = {cell: number for number, cell in enumerate(self.order)}
        for cell, change in ((self.board.cells[count], change) for count, change in self.revised.items()):
            back, on = abs(change), self.board.new.threshold - abs(change)
            yield Aim(numbers[cell], *((back, on) if change > 0 else (on, back)))
        for edition in (self.board.new, *self.against):
            own = self.board.counted[id(edition)]
            for cell in {self.board.cells[count]: None for count, value in edition.told.items() if value is None}:
                if 0 < (value := own.total(cell)) < edition.threshold:
                    yield Aim(numbers[cell], min(value, self.counts.total(cell)), edition.threshold - value)
        for cell, threshold in self.board.derived.items():
            if cell in numbers and 0 < (value := self.counts.total(cell)) < threshold:
                yield Aim(numbers[cell], value, threshold - value)


_COMPARING = Term("Confronto con le edizioni precedenti", "Comparing with earlier issues")


def _in_order(cell: Cell) -> tuple[str, tuple[At, ...], tuple[int, ...]]:
    return cell[0], tuple(sorted(cell[1])), cell[2]


def _everything(codes: Iterable[At]) -> At:
    return (TOTAL,) * len(next(iter(codes)))
