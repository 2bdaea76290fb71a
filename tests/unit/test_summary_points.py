"""«In evidenza» as its preparer edits it: what may be typed, and that the same words come again."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.memory import MemoryStore
from observatory.disclosure.rules import Audience
from observatory.errors import WrongUse
from observatory.periods import Period
from observatory.ports import Store
from observatory.summary.content import Edit, Summary
from observatory.summary.point_numbers import found, numbers_of
from observatory.summary.points import edited_in, problems, unchanged, worded
from observatory.synthetic.calibration import TODAY
from observatory.terms import Language
from observatory.usecases.build_demo import build_demo
from observatory.usecases.earlier_editions import SUMMARY, all_told
from observatory.usecases.issues import content_of, issues, withdraw
from observatory.usecases.release import subject_of
from observatory.usecases.summarise import SummaryRequest, make_summary

ASKED = SummaryRequest(Period.parse("2025-Q4"), Audience.INTERFORCE, TODAY)
OUTSIDE = SummaryRequest(Period.parse("2025"), Audience.EXTERNAL, TODAY)
WORDS = (Edit(2, it="Le decisioni prese sono in buona parte attuate."), Edit(1))
TYPED = "Nell’anno 2025 i decessi noti sono stati 21 (IC 95 % del tasso: 4,3–10,5)."


def clock() -> datetime:
    return datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def store() -> Store:
    made: Store = MemoryStore()
    build_demo(made, seed=1, cases=60)
    return made


@pytest.fixture(scope="module")
def summary() -> Summary:
    made: Store = MemoryStore()
    build_demo(made, seed=1, cases=400)
    return make_summary(made, ASKED, clock=clock)


def place_of(summary: Summary, words: str) -> int:
    return next(n for n, point in enumerate(summary.sentences, start=1) if words in point.it)


@pytest.mark.parametrize("language", list(Language), ids=str)
def test_the_generated_sentences_themselves_pass_the_linter(summary: Summary, language: Language) -> None:
    for point, numbers in zip(summary.sentences, numbers_of(summary, language), strict=True):
        assert not list(problems(point.in_(language), language, numbers))


@pytest.mark.parametrize(
    "words",
    [
        "I decessi sono stati 777.",
        "I decessi sono stati tre.",
        "Un solo decesso in meno.",
        "La metà dei casi: ½.",
        "Sono ３ in più.",
        "I casi sono Ⅳ.",
        "Sono 1.234.567 in tutto.",
        "Anno 1999: 21 decessi.",
    ],
)
def test_a_number_that_the_summary_does_not_print_is_refused(summary: Summary, words: str) -> None:
    with pytest.raises(WrongUse, match="Nothing was prepared") as refused:
        worded(summary, (Edit(place_of(summary, "pari a"), it=words),))
    assert not any(word in refused.value.message.it for word in ("777", "1999", "½"))


def test_a_small_number_of_another_sentence_or_table_is_refused(summary: Summary) -> None:
    """Two decisions are open, and two deaths may be hidden."""
    decisions = place_of(summary, "Decisioni")
    assert "2" in {number for number, *_ in found(summary.sentences[decisions - 1].it, Language.IT)}
    assert worded(summary, (Edit(decisions, it="Decisioni aperte o in corso: 2."),)).main_points[0].it.endswith("2.")
    with pytest.raises(WrongUse):
        worded(summary, (Edit(place_of(summary, "pari a"), it="Nell’anno 2025 i decessi pendenti sono 2."),))


@settings(max_examples=60, deadline=None)
@given(number=st.integers(0, 10**6), language=st.sampled_from(list(Language)))
def test_whatever_whole_number_passes_is_printed_somewhere(summary: Summary, number: int, language: Language) -> None:
    place = place_of(summary, "pari a") - 1
    if not list(problems(f"N: {number}", language, numbers_of(summary, language)[place])):
        own = {n for n, *_ in found(summary.sentences[place].in_(language), language)}
        values = {o.value for table in summary.tables for o in table.observations.values() if o.value is not None}
        others = {n for point in summary.sentences for n, *_ in found(point.in_(language), language)}
        printed = {str(round(value)) for value in values} | others
        assert str(number) in own or (number >= ASKED.audience.threshold and str(number) in printed) or number > 1989


@pytest.mark.parametrize(
    ("words", "better"),
    [
        ("I suicidi commessi sono in aumento.", "death by suicide"),
        ("Si tratta di un’epidemia.", "above the expected"),
    ],
)
def test_unsafe_wording_is_refused_with_the_better_term(summary: Summary, words: str, better: str) -> None:
    with pytest.raises(WrongUse, match=better):
        worded(summary, (Edit(1, it=words),))


@pytest.mark.parametrize(
    "edits",
    [(Edit(1), Edit(1)), (Edit(9),), (Edit(0),), (Edit(1, it="a" * 401),), (Edit(1, it="Segno ✓"),)],
    ids=["twice", "none there", "zero", "too long", "no glyph"],
)
def test_what_cannot_be_printed_is_refused(summary: Summary, edits: tuple[Edit, ...]) -> None:
    with pytest.raises(WrongUse):
        worded(summary, edits)


def test_order_and_choice_hold_in_both_languages_and_words_only_where_typed(summary: Summary) -> None:
    rate = place_of(summary, "pari a")
    made = worded(summary, (Edit(rate, it=TYPED), Edit(1)))
    own = summary.sentences
    assert [point.it for point in made.main_points] == [TYPED, own[0].it]
    assert [point.en for point in made.main_points] == [own[rate - 1].en, own[0].en]
    assert edited_in(made.edits) == (Language.IT,)
    assert made.digest != summary.digest
    assert worded(made, unchanged(made)) == summary == worded(made, ())


def test_the_same_words_come_again_and_are_what_two_members_sign_until_they_are_restored(store: Store) -> None:
    first = make_summary(store, OUTSIDE, clock=clock)
    edited = make_summary(store, replace(OUTSIDE, points=WORDS), clock=clock)
    again = make_summary(store, OUTSIDE, clock=clock)
    assert edited.tables == first.tables
    assert edited.cover.issue == first.cover.issue
    assert (again.main_points, again.digest) == (edited.main_points, edited.digest)
    assert subject_of(edited) != subject_of(first)
    assert [content_of(store, issue).main_points for issue in issues(store)] == [edited.main_points, first.main_points]  # type: ignore[union-attr]
    restored = make_summary(store, replace(OUTSIDE, points=()), clock=clock)
    assert restored.digest == first.digest == make_summary(store, OUTSIDE, clock=clock).digest
    with store.begin() as unit:
        assert len(unit.releases.all(SUMMARY)) == 3
        assert len(all_told(unit)) == 1  # the others tell nothing that the next is to be protected against


def test_words_that_are_refused_note_nothing_and_what_was_taken_back_does_not_come_again(store: Store) -> None:
    with pytest.raises(WrongUse):
        make_summary(store, replace(OUTSIDE, points=(Edit(1, it="Nel 1999 erano 777."),)), clock=clock)
    assert not issues(store)
    first = make_summary(store, OUTSIDE, clock=clock)
    make_summary(store, replace(OUTSIDE, points=WORDS), clock=clock)
    withdraw(store, issues(store)[0], "La frase era poco chiara.", clock)
    assert make_summary(store, OUTSIDE, clock=clock).digest == first.digest
    with pytest.raises(WrongUse, match="withdrawn"):
        make_summary(store, replace(OUTSIDE, points=WORDS), clock=clock)
