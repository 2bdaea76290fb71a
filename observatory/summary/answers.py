"""Rows of answers as tables print them: yes, no, not known, and the share of yes among the known with its limits."""

from collections.abc import Mapping
from dataclasses import dataclass

from observatory.disclosure.tables import SafeTable
from observatory.evaluation.prevention import FEWEST
from observatory.statistics.proportions import proportion
from observatory.summary.content import MISSING, NOT_MEANINGFUL, SUPPRESSED, Item, Observation
from observatory.summary.published import UNKNOWN, known_answers, shown
from observatory.terms import Term


@dataclass(frozen=True, slots=True)
class Answers:
    """The published counts of one question, by column; None where a count may not be told."""

    counts: Mapping[str, int | None]
    known: int | None

    @classmethod
    def of(cls, table: SafeTable) -> "Answers":
        """Of a protected table over S, N and NN."""
        counts = {name: table[(code,)].value for name, code in (("yes", "S"), ("no", "N"), ("unknown", UNKNOWN))}
        return cls(counts, known_answers(table))

    @property
    def row(self) -> Mapping[str, Observation]:
        """What stands in the row: counts, then the share; hidden where one of its two numbers is."""
        counts = {**self.counts, "known": self.known}
        return {**{name: shown(value) for name, value in counts.items()}, **self._share}

    @property
    def _share(self) -> Mapping[str, Observation]:
        names, yes = ("share", "low", "high"), self.counts["yes"]
        if yes is None or self.known is None:
            return dict.fromkeys(names, SUPPRESSED)
        if self.known < FEWEST:
            return dict.fromkeys(names, NOT_MEANINGFUL if self.known else MISSING)
        found = proportion(yes, self.known)
        values = (found.estimate, found.low, found.high)
        return {name: Observation(100 * value) for name, value in zip(names, values, strict=True)}


YES, NO, NOT_KNOWN = (
    Item("yes", Term("Sì", "Yes")),
    Item("no", Term("No", "No")),
    Item("unknown", Term("Non noto", "Not known")),
)
SHARE = (
    Item("known", Term("Risposte note (N)", "Known answers (N)")),
    Item("share", Term("% sui noti", "% of known"), decimals=1),
    Item("low", Term("IC 95 % inf.", "95% CI low"), decimals=1),
    Item("high", Term("IC 95 % sup.", "95% CI high"), decimals=1),
)
FEW_KNOWN = Term(
    "Con meno di {n} risposte note la percentuale non si riporta.",
    "With fewer than {n} known answers no percentage is given.",
).with_values(n=FEWEST)
