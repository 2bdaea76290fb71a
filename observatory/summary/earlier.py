"""An edition of the summary that was made before, with the records it rested on."""

from dataclasses import dataclass
from datetime import date

from observatory.cases.case import Case
from observatory.disclosure.rules import Audience
from observatory.interventions.intervention import Intervention
from observatory.periods import Window
from observatory.summary.known import Known
from observatory.summary.told import Values
from observatory.summary.vintages import Pair
from observatory.summary.windows import Windows


@dataclass(frozen=True, slots=True)
class Earlier:
    """An edition that was made before: what it covered and printed, and the records as they were known then."""

    windows: Windows
    audience: Audience
    as_of: date
    since: date
    values: Values
    cases: tuple[Case, ...]
    interventions: tuple[Intervention, ...]
    cases_before: tuple[Case, ...]
    """As known on the day that its table of changes starts from."""
    asked: Window | None = None
    """The window of an answer to a single question, which is no summary."""

    @property
    def known(self) -> Known:
        """The records as known on `as_of`."""
        return Known(self.cases, self.interventions)

    @property
    def pair(self) -> Pair:
        return self.since, self.as_of
