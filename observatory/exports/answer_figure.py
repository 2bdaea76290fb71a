"""The figure of an answer as an image that leaves: its window in the title, marking and warnings at its foot."""

from dataclasses import replace

from observatory.charts.svg import ROOM, svg
from observatory.disclosure.rules import AUDIENCE_LABELS
from observatory.exports.answers import Told
from observatory.exports.cells import one_line
from observatory.exports.plate import plate
from observatory.exports.png import measured, png
from observatory.periods import Period
from observatory.reports.wording import title_of
from observatory.summary.content import Confirmation, Cover, Figure
from observatory.summary.standing import marking, vintage
from observatory.terms import Language, Term


def figure_svg(told: Told, figure: Figure, typed_marking: str, language: Language) -> bytes:
    """Vector; `typed_marking` is the office's own, empty for the default."""
    whole, cover = _titled(figure, told), _cover(told, typed_marking)
    words = _words(whole, cover, language)
    return svg(plate(whole, cover, language, _roomy), *words, language.value).encode()


def figure_png(told: Told, figure: Figure, typed_marking: str, language: Language) -> bytes:
    """As `figure_svg`, in pixels."""
    whole, cover = _titled(figure, told), _cover(told, typed_marking)
    title, description = _words(whole, cover, language)
    return png(plate(whole, cover, language, _roomy), {"Title": title, "Description": description}, language.value)


def _titled(figure: Figure, told: Told) -> Figure:
    """Alone, a picture has no line that says which months it is about."""
    title = _OVER.with_values(title=figure.title, window=told.answer.table.window)
    return replace(figure, title=title)


def _words(figure: Figure, cover: Cover, language: Language) -> tuple[str, str]:
    title = one_line(title_of(figure).in_(language))
    return title, f"{one_line(figure.alternative.in_(language))} {one_line(cover.marking.in_(language))}."


def _cover(told: Told, typed_marking: str) -> Cover:
    window = told.answer.question.window
    return Cover(
        title=told.answer.table.title,
        period=told.answer.table.window,
        period_code=f"{window.first}..{window.last}",
        audience=AUDIENCE_LABELS[told.audience],
        audience_code=told.audience.value,
        as_of=told.as_of,
        vintage=vintage(Period.containing(window.last, "Q"), told.as_of),
        issue=0,
        marking=marking(typed_marking),
        synthetic=told.answer.synthetic,
        confirmation=_standing(told),
    )


def _standing(told: Told) -> Confirmation:
    if told.is_draft:
        return Confirmation.DRAFT
    return Confirmation.CONFIRMED if told.is_confirmed else Confirmation.NOT_NEEDED


def _roomy(text: str, size: float) -> float:
    """With room for the typeface an SVG may be shown in."""
    return measured(text, size) * ROOM


_OVER = Term("{title}, {window}", "{title}, {window}")
