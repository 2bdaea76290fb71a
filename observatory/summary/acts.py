"""The protected counts of interventions, made once for the tables (T10) and the indicators (T11) that rest on them."""

from dataclasses import dataclass, replace
from functools import cached_property, partial

from observatory.codelists import FORCES
from observatory.disclosure.tables import TOTAL, Classification, Coordinates, Cube, SafeTable, TableSpec
from observatory.evaluation.record_answers import answered, begun_answer, contact_answer, is_contact
from observatory.interventions.intervention import MEASURES_TAKEN, Intervention, keeps_firearm_away
from observatory.periods import Month, Window
from observatory.summary.counted import Count
from observatory.summary.facts import Facts
from observatory.summary.finest import CONTACT, CUBES, LEVELS, WITHIN_WEEK
from observatory.summary.published import Tells, concealed, count, flat, protect, protect_part
from observatory.summary.told import shape_of, told_by_action


@dataclass(frozen=True)
class Acts:
    """Interventions begun in the months that T10 looks at."""

    facts: Facts

    @property
    def window(self) -> Window:
        return shape_of(self.facts).actions

    @cached_property
    def started(self) -> tuple[Intervention, ...]:
        return self._begun(self.window)

    def _begun(self, window: Window) -> tuple[Intervention, ...]:
        return tuple(one for one in self.facts.known.acts if Month.parse(str(one.start)) in window)

    @property
    def measured(self) -> tuple[Intervention, ...]:
        return tuple(one for one in self.started if keeps_firearm_away(one))

    @property
    def individual(self) -> tuple[Intervention, ...]:
        return tuple(one for one in self.started if is_contact(one))

    @cached_property
    def levels(self) -> SafeTable:
        """By level and force (T10a)."""
        cube = Cube(
            (flat("level", "intervention_level"), Classification.flat("force", FORCES)),
            count((str(i.kind)[0], str(i.force)) for i in self.started),
        )
        forces = frozenset({TOTAL, *FORCES}) if self.facts.profile.by_force else frozenset({TOTAL})
        spec = TableSpec("T10a", cube.dimensions, {"force": forces})
        return self._allowed(protect(cube, (spec,), self.facts, self._tells("T10a"))["T10a"])

    @cached_property
    def pooled(self) -> int | None:
        """How many were begun in three years, all together; None where that may not be told."""
        window = self.facts.windows.pooled
        begun = count((str(one.kind)[0],) for one in self._begun(window))
        cube = Cube((flat("level", "intervention_level"),), begun)
        spec = TableSpec("T12c", cube.dimensions, {"level": frozenset({TOTAL})})

        def tells(at: Coordinates) -> tuple[Count]:
            return (Count(LEVELS, (*at, TOTAL), window),)

        return concealed(protect(cube, (spec,), self.facts, tells)["T12c"], self.facts, tells)[(TOTAL,)].value

    @cached_property
    def measures(self) -> SafeTable:
        """Firearm measures by kind (T10b)."""
        cube = Cube(
            (flat("firearm_measure", "firearm_measure", MEASURES_TAKEN),),
            count((str(i.firearm_measure),) for i in self.measured),
        )
        made = protect(cube, (TableSpec("T10b", cube.dimensions),), self.facts, self._tells("T10b"))
        return self._allowed(made["T10b"])

    @cached_property
    def delays(self) -> SafeTable:
        """Postvention by how soon it began (T10c)."""
        cube = Cube((flat("delay", "postvention_delay"),), count((a,) for a in answered(begun_answer, self.started)))
        return self._allowed(protect_part(cube, "T10c", self.facts, self.levels["V", TOTAL], self._tells("T10c")))

    @cached_property
    def contacts(self) -> SafeTable:
        """First contacts by how soon they came: T10d times them, T11 tells their shares."""
        cube = Cube(CUBES[CONTACT], count((a,) for a in answered(contact_answer, self.started)))
        tells = partial(_told_by_contact, self.window)
        made = protect(cube, (TableSpec(CONTACT, cube.dimensions),), self.facts, tells)[CONTACT]
        return concealed(made, self.facts, tells)

    def _tells(self, table: str) -> Tells:
        return partial(told_by_action, table, shape_of(self.facts))

    def _allowed(self, table: SafeTable) -> SafeTable:
        return concealed(table, self.facts, self._tells(table.name))


def _told_by_contact(window: Window, at: Coordinates) -> tuple[Count, ...]:
    """By a cell of the protected first contacts; what is later than 72 hours tells all within a week."""
    own = Count(CONTACT, at, window)
    return (own, replace(own, codes=(WITHIN_WEEK,))) if at == ("S-W",) else (own,)
