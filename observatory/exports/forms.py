"""The forms in which a summary fills a folder, by the name they are asked for with."""

from collections.abc import Callable, Mapping
from pathlib import Path

from observatory.exports.csv_tables import write_csv
from observatory.exports.figures import write_figures
from observatory.exports.sdmx import write_sdmx
from observatory.summary.content import Summary
from observatory.terms import Language

IN_A_FOLDER: Mapping[str, Callable[[Summary, Language, Path], tuple[Path, ...]]] = {
    "csv": write_csv,
    "sdmx": write_sdmx,
    "figures": write_figures,
}
"""Each writes all its files or leaves the folder as it was, and raises `FileTrouble`."""
