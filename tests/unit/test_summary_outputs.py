"""No number about persons reaches a summary but through protection: with all hidden, the records do not matter."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from observatory.disclosure.protection import Protection
from observatory.disclosure.rules import Rule
from observatory.disclosure.suppression import protect
from observatory.disclosure.tables import HIDDEN, Cube, SafeTable, TableSpec
from observatory.summary import published
from observatory.summary.build import build_summary
from observatory.summary.facts import Facts

OPEN = ("T12a", "T12b")
"""Meetings and decisions concern no person."""
OWN_WORK = ("I-12a", "I-12b", "DECISIONS", "RECOMMENDATIONS", "ASKED", "ANSWERED", "IMPLEMENTED", "VERIFIED")
OWN_WORK += ("JUDGED", "EFFECTIVE")
"""Rows of T11 and T12c that count decisions, recommendations, responses and verdicts."""


@pytest.fixture
def nothing_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Protection as strict as can be: not a cell is shown."""

    def hidden(cube: Cube, specs: Sequence[TableSpec], rule: Rule, **more: object) -> Protection:
        made = protect(cube, specs, rule, budget_seconds=0, **more)  # type: ignore[arg-type]
        tables = (SafeTable(t.name, t.dimensions, dict.fromkeys(t.cells, HIDDEN)) for t in made.tables)
        return replace(made, tables=tuple(tables))

    monkeypatch.setattr(published, "release", hidden)


@pytest.mark.usefixtures("nothing_shown")
@pytest.mark.parametrize("audience", ["members", "interforce", "external"])
def test_with_everything_hidden_tables_figures_and_sentences_tell_nothing_of_the_records(
    sample_facts: Callable[..., Facts], audience: str
) -> None:
    facts = sample_facts(audience=audience, cases=300)
    others = replace(facts, cases=_some(facts.cases), interventions=_some(facts.interventions))
    assert build_summary(facts).digest == build_summary(others).digest
    for table in build_summary(facts).tables:
        if table.id not in OPEN:
            shown = [at for at, cell in table.observations.items() if cell.value is not None]
            assert all("person_years" in at or at[0] in OWN_WORK for at in shown)


def _some(records: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(records[::2])
