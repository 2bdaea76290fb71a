"""Let an answer leave as a file: noted among the releases first, then written whole or not at all."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from observatory.errors import WrongUse
from observatory.exports.answers import Told, csv_text, json_text
from observatory.files import destination, whole_file
from observatory.ports import Clock, Store
from observatory.progress import Progress, silent
from observatory.summary.question import Question
from observatory.terms import Language, Term
from observatory.usecases.statistics import StatisticsRequest, release_answer
from observatory.usecases.summarise import MARKING


class AnswerForm(StrEnum):
    """A file that an answer leaves as: all of it as data, or its figure as an image."""

    CSV = "csv"
    JSON = "json"
    PNG = "png"
    SVG = "svg"

    @property
    def is_figure(self) -> bool:
        return self in (AnswerForm.PNG, AnswerForm.SVG)


FIGURES = {f".{form.value}": form for form in AnswerForm if form.is_figure}
"""By the end of a file's name."""


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """In which form and language, and where; `also` in which forms the same answer leaves besides."""

    form: AnswerForm
    target: Path
    language: Language
    also: tuple[str, ...] = ()


def has_figure(question: Question) -> bool:
    """Whether its answer has a figure: events by type are of different kinds, and one number alone is no figure."""
    return bool(question.by) and "type" not in question.by


def release_to_file(
    store: Store, request: StatisticsRequest, file: AnswerFile, *, clock: Clock, progress: Progress = silent
) -> Told:
    """Note the answer as a release and write it; returns what left, and `also` in which forms besides.

    Raises `FileTrouble`, before anything is noted where the place cannot be written, as `release_answer`, and
    `WrongUse` for the figure of an answer that has none.
    """
    destination(file.target)
    if file.form.is_figure and not has_figure(request.question):
        raise WrongUse(_NO_FIGURE)
    told = release_answer(store, request, (file.form.value, *file.also), clock=clock, progress=progress)
    content = _content(store, told, file)
    with whole_file(file.target) as stream:
        stream.write(content)
    return told


def _content(store: Store, told: Told, file: AnswerFile) -> bytes:
    if file.form is AnswerForm.CSV:
        return csv_text(told).encode()
    if file.form is AnswerForm.JSON:
        return f"{json_text(told)}\n".encode()
    return _image(store, told, file)


def _image(store: Store, told: Told, file: AnswerFile) -> bytes:
    from observatory.exports.answer_figure import figure_png, figure_svg  # noqa: PLC0415 - Pillow, when first asked for

    if told.answer.figure is None:
        raise WrongUse(_NO_FIGURE)
    with store.begin() as unit:
        marking = unit.settings.get(MARKING)
    draw = figure_png if file.form is AnswerForm.PNG else figure_svg
    return draw(told, told.answer.figure, marking, file.language)


_NO_FIGURE = Term(
    "Questa risposta non ha una figura: scriverla come CSV o JSON. Nulla è uscito.",
    "This answer has no figure: write it as CSV or JSON. Nothing left.",
)
