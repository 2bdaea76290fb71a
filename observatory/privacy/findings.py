"""What a linter found and where: the place in the text, never the text itself."""

from dataclasses import dataclass

from observatory.terms import Term


@dataclass(frozen=True, slots=True)
class Finding:
    """Characters `start` to `end` (excluded) of the linted text; `code` is stable, `kind` is for people.

    `suggestion` says what to write in its place, where there is such a wording.
    """

    kind: Term
    start: int
    end: int
    code: str
    suggestion: Term | None = None


def without_overlaps(findings: list[Finding]) -> tuple[Finding, ...]:
    """The findings in reading order; of two that overlap the earlier in the list stays."""
    kept: list[Finding] = []
    for finding in findings:
        if all(finding.end <= other.start or other.end <= finding.start for other in kept):
            kept.append(finding)
    return tuple(sorted(kept, key=lambda finding: finding.start))
