"""The read-me beside exported files: what the issue is, how the files are read, and the marking."""

from collections.abc import Iterable

from observatory.reports.wording import DRAFT, DRAFT_WHY, PERIOD, PUBLISHER, SYNTHETIC, SYNTHETIC_WHY, particulars
from observatory.summary.content import Cover, Summary
from observatory.terms import Language, Term


def read_me(summary: Summary, language: Language, explanation: Iterable[str], listed: Iterable[str]) -> str:
    """The text of a read-me: cover, explanation, what the folder holds, notes; the marking first and last."""
    cover = summary.cover
    text = [line.in_(language) for line in (cover.marking, cover.title, PUBLISHER)]
    text += [*_state(cover, language), "", *explanation, "", *listed]
    if summary.notes:
        text += ["", *(note.in_(language) for note in summary.notes)]
    return "\n".join([*text, "", cover.marking.in_(language), ""])


def _state(cover: Cover, language: Language) -> list[str]:
    text = ["", f"{DRAFT.in_(language)}. {DRAFT_WHY.in_(language)}"] if cover.is_draft else []
    named: tuple[tuple[Term, Term], ...] = ((PERIOD, cover.period), *particulars(cover))
    text += ["", *(f"{name.in_(language)}: {value.in_(language)}" for name, value in named)]
    if cover.synthetic:
        text += ["", f"{SYNTHETIC.in_(language)}: {SYNTHETIC_WHY.in_(language)}"]
    return text
