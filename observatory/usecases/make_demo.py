"""The whole main job on synthetic data: fill a store, issue the summary in both languages, export its tables."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from observatory.disclosure.rules import Audience
from observatory.periods import Period
from observatory.ports import Clock, Store
from observatory.progress import Progress, silent
from observatory.synthetic.calibration import TODAY, WINDOW
from observatory.terms import Language, Term
from observatory.usecases.build_demo import build_demo
from observatory.usecases.summarise import SummaryRequest, export_summary, make_summary, note_export

_PREVIOUS_AS_OF = date(2025, 11, 15)


@dataclass(frozen=True, slots=True)
class DemoRequest:
    """Where the outputs go, and which sample is made."""

    out: Path
    seed: int
    cases: int


def make_demo(store: Store, request: DemoRequest, *, clock: Clock, progress: Progress = silent) -> tuple[Path, ...]:
    """Fill the empty store and write summary (PDF, Italian and English), XLSX and CSV; returns what was written.

    The quarter before is issued first, so that the summary shows revisions. Raises as the use cases it calls.
    """
    build_demo(store, seed=request.seed, cases=request.cases, progress=progress)
    quarter = Period.containing(WINDOW.last, "Q")
    make_summary(
        store, SummaryRequest(quarter.previous, Audience.MEMBERS, _PREVIOUS_AS_OF), clock=clock, progress=progress
    )
    summary = make_summary(store, SummaryRequest(quarter, Audience.MEMBERS, TODAY), clock=clock, progress=progress)
    from observatory.reports.pdf import write_pdf  # noqa: PLC0415 - after the long work, and only here

    for form in ("pdf", "xlsx", "csv"):
        note_export(store, summary, form)
    written = []
    for language, stem in ((Language.IT, "sintesi"), (Language.EN, "summary")):
        progress(0, 1, _WRITING)
        path = request.out / f"{stem}-{quarter.code}.pdf"
        write_pdf(summary, language, path)
        written.append(path)
    written.append(export_summary(summary, "xlsx", request.out, Language.IT))
    written.append(export_summary(summary, "csv", request.out / "csv", Language.IT))
    return tuple(written)


_WRITING = Term("Scrittura di sintesi ed esportazioni", "Writing summary and exports")
