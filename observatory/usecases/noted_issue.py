"""What is written down of an issue of a summary: its published cells, and what it was asked with."""

import json
import uuid
from collections.abc import Sequence

from observatory.ports import Clock, Json, Release
from observatory.summary.added import Answered, without_answers
from observatory.summary.editions import values_of
from observatory.summary.question import Question
from observatory.usecases.added_questions import noted_questions
from observatory.usecases.earlier_editions import KEPT, SUMMARY
from observatory.usecases.noted_words import noted_points


def as_noted(made: Answered, questions: Sequence[Question], base: Release | None, clock: Clock) -> Release:
    """The line of a new issue; `base` is the one with the same numbers, if it only words that anew."""
    summary, cover = made.summary, made.summary.cover
    kept = {KEPT: summary.kept} if summary.kept else {}
    cells = {**values_of(without_answers(summary)), **made.told}
    beside = {**kept, **noted_points(summary.edits, base), **noted_questions(questions)}
    tables: Json = json.loads(json.dumps({**cells, **beside}))
    return Release(
        id=str(uuid.uuid4()),
        kind=SUMMARY,
        period=cover.period_code,
        audience=cover.audience_code,
        as_of=cover.as_of,
        issue=cover.issue,
        made_at=clock(),
        digest=summary.digest,
        tables=tables,
    )
