"""How long a long summary takes as PDF, and how much memory: 20 pages, 30 tables, 15 charts.

`.venv/bin/python benchmarks/pdf.py [--kept FILE]`, each run in a process of its own; the median of five is what counts.
"""

import io
import os
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS, TABLES, CHARTS = 5, 30, 15
MOST_CELLS = 130
"""Larger tables fill pages of their own, as few of a summary do."""
MOST_SECONDS, MOST_MEGABYTES = 1.5, 80.0


def long_summary() -> object:
    """The tests' summary, its tables and figures repeated under other numbers."""
    path = ROOT / "tests" / "unit" / "sample_summary.py"
    spec = spec_from_file_location("sample_summary", path)
    assert spec
    assert spec.loader
    sample = module_from_spec(spec)
    spec.loader.exec_module(sample)
    summary = sample.sample_summary()
    small = [table for table in summary.tables if len(table.observations) < MOST_CELLS]
    tables = [replace(small[n % len(small)], id=f"T{n + 1}") for n in range(TABLES)]
    figures = [replace(summary.figures[n % len(summary.figures)], id=f"F{n + 1}") for n in range(CHARTS)]
    blocks = [block for n in range(CHARTS) for block in (figures[n], *tables[2 * n : 2 * n + 2])]
    sections = tuple(
        replace(summary.sections[0], id=f"s{n}", blocks=tuple(blocks[9 * n : 9 * n + 9])) for n in range(5)
    )
    return replace(summary, sections=sections)


def run(kept: str) -> None:
    """One run: seconds for loading and writing, megabytes that this took, pages and bytes."""
    summary = long_summary()
    before, begin = _peak(), time.perf_counter()
    from observatory.reports.pdf import write_pdf  # noqa: PLC0415 - its loading is part of what is measured
    from observatory.terms import Language  # noqa: PLC0415 - as above

    loaded, stream = time.perf_counter(), io.BytesIO()
    write_pdf(summary, Language.IT, stream)
    end = time.perf_counter()
    import pikepdf  # noqa: PLC0415 - after the measurement

    with pikepdf.open(stream) as file:
        pages = len(file.pages)
    print(loaded - begin, end - loaded, _peak() - before, pages, len(stream.getvalue()))
    if kept:
        Path(kept).write_bytes(stream.getvalue())


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print the medians, and fail above what the summary may take."""
    kept = sys.argv[2] if sys.argv[1:2] == ["--kept"] else ""
    command = [sys.executable, __file__, "run", kept]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    lines = [
        subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout.split()  # noqa: S603 - itself
        for _ in range(RUNS)
    ]
    load, write, memory, pages, size = (statistics.median(map(float, column)) for column in zip(*lines, strict=True))
    print(f"pages {pages:.0f}, {TABLES} tables, {CHARTS} charts, {size / 1000:.0f} kB")
    print(f"loading {load:.2f} s, writing {write:.2f} s (at most {MOST_SECONDS})")
    print(f"{memory:.0f} MB (at most {MOST_MEGABYTES:.0f})")
    if write > MOST_SECONDS or memory > MOST_MEGABYTES:
        raise SystemExit(1)


if __name__ == "__main__":
    run(sys.argv[2]) if sys.argv[1:2] == ["run"] else main()
