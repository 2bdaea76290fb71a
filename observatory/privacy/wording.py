"""Unsafe wording about suicide, with what to write in its place.

To add a wording: one line in `resources/wording.csv`: stable code, language, patterns parted by `|`, suggestion in
both languages. In a pattern `*` stands for any ending, a space for any white space; case and accents do not matter.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache

from observatory.privacy.findings import Finding, without_overlaps
from observatory.privacy.folding import folded
from observatory.terms import Language, Term
from resources import resource

UNSAFE = Term("formulazione da evitare", "wording to avoid")


@dataclass(frozen=True, slots=True)
class Wording:
    """One line of the table of terms."""

    code: str
    pattern: re.Pattern[str]
    suggestion: Term


def find_unsafe_wording(text: str, language: Language) -> tuple[Finding, ...]:
    """Wordings to avoid in a text of this language, in reading order; each finding carries its `suggestion`.

    Source: WHO, Preventing suicide: a resource for media professionals (2017, 2023); iFightDepression media guide.
    """
    plain = folded(text)
    return without_overlaps(
        [
            Finding(UNSAFE, *found.span(), wording.code, wording.suggestion)
            for wording in wordings(language)
            for found in wording.pattern.finditer(plain)
        ]
    )


@cache
def wordings(language: Language) -> tuple[Wording, ...]:
    """The table of terms of one language."""
    lines = resource("wording.csv").read_text(encoding="utf-8").splitlines()
    rows = [row for row in csv.DictReader(lines) if row["language"] == language]
    return tuple(
        Wording(row["code"], _pattern(row["pattern"]), Term(row["suggestion_it"], row["suggestion_en"])) for row in rows
    )


def _pattern(written: str) -> re.Pattern[str]:
    """Whole words only, the longest alternative first."""
    alternatives = sorted((folded(one.strip()) for one in written.split("|")), key=len, reverse=True)
    joined = "|".join(re.escape(one).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for one in alternatives)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)")
