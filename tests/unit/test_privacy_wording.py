"""Unsafe wording is found in both languages, and what to write instead is offered."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.privacy.wording import find_unsafe_wording, wordings
from observatory.terms import Language


def found(text: str, language: Language = Language.IT) -> list[tuple[str, str]]:
    return [(finding.code, text[finding.start : finding.end]) for finding in find_unsafe_wording(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ha commesso suicidio", ("committed", "commesso suicidio")),
        ("HA COMMESSO  IL SUICIDIO", ("committed", "COMMESSO  IL SUICIDIO")),
        ("il suicida era noto", ("suicide_as_noun", "il suicida")),
        ("un gesto estremo", ("euphemism", "gesto estremo")),
        ("l’insano gesto", ("euphemism", "insano gesto")),
        ("tentativi falliti", ("success", "tentativi falliti")),
        ("un suicidio riuscito", ("success", "suicidio riuscito")),
        ("parasuicidio", ("demonstrative", "parasuicidio")),
        ("un’epidemia di suicidi", ("alarm", "epidemia")),
        ("ondata di suicidi", ("alarm", "ondata di suicidi")),
        ("una serie di suicidi", ("alarm", "serie di suicidi")),
        ("record di suicidi", ("alarm", "record di suicidi")),
        ("la causa del suicidio", ("single_cause", "causa del suicidio")),
        ("il movente", ("single_cause", "movente")),
        ("il soggetto riferisce", ("subject", "il soggetto")),
    ],
)
def test_wordings_the_media_guides_advise_against_are_found(text: str, expected: tuple[str, str]) -> None:
    """WHO/IASP media resource 2017 and 2023; iFightDepression media sheet in Italian."""
    assert found(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He committed suicide.", ("committed", "committed suicide")),
        ("a completed suicide", ("success", "completed suicide")),
        ("a failed suicide attempt", ("success", "failed suicide attempt")),
        ("a suicidal gesture", ("demonstrative", "suicidal gesture")),
        ("an epidemic", ("alarm", "epidemic")),
        ("a record number of suicides", ("alarm", "record number of suicides")),
        ("the motive", ("single_cause", "motive")),
        ("the subject said", ("subject", "the subject")),
    ],
)
def test_wordings_to_avoid_are_found_in_english(text: str, expected: tuple[str, str]) -> None:
    assert found(text, Language.EN) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "decesso per suicidio presunto, in attesa di accertamento",
        "è morto per suicidio; si è tolto la vita",
        "tentativo di suicidio; comportamento autolesivo; ideazione suicidaria",
        "aumento sopra l’atteso; fattori associati, più fattori insieme",
        "nota epidemiologica; intento suicida; dati soggetti a revisione; a causa di servizio",
        "commissione; recordati; suicidi per Forza di polizia",
    ],
)
def test_recommended_wording_passes(text: str) -> None:
    assert found(text) == []


def test_recommended_english_wording_passes() -> None:
    text = "death by suicide; suicide attempt; the record of the case; motivated staff; epidemiological note"
    assert found(text, Language.EN) == []


@pytest.mark.parametrize("language", Language)
def test_no_suggestion_contains_what_it_advises_against(language: Language) -> None:
    for wording in wordings(language):
        for other in Language:
            assert find_unsafe_wording(wording.suggestion.in_(other), other) == ()


def test_both_languages_know_the_same_kinds_of_wording() -> None:
    assert {one.code for one in wordings(Language.IT)} == {one.code for one in wordings(Language.EN)}


def test_a_finding_offers_what_to_write() -> None:
    (finding,) = find_unsafe_wording("ha commesso suicidio", Language.IT)
    assert finding.suggestion is not None
    assert "decesso per suicidio" in finding.suggestion.it
    assert "death by suicide" in finding.suggestion.en


@given(st.text(max_size=200), st.sampled_from(Language))
def test_findings_lie_in_the_text_in_order_and_apart(text: str, language: Language) -> None:
    findings = find_unsafe_wording(text, language)
    assert all(0 <= one.start < one.end <= len(text) for one in findings)
    assert all(one.end <= other.start for one, other in pairwise(findings))


@given(st.sampled_from(["commesso suicidio", "gesto estremo", "epidemia"]), st.text("aàAÀ .,;’", max_size=30))
def test_a_wording_is_found_wherever_it_stands_as_whole_words(wording: str, before: str) -> None:
    assert wording in [text for _, text in found(f"{before} {wording}. Altro")]


def test_linting_a_full_note_takes_less_than_five_milliseconds() -> None:
    note = ("Il colloquio è stato proposto e accettato; il sostegno continua con il referente del reparto. " * 6)[:500]
    find_unsafe_wording(note, Language.IT)
    times = []
    for _ in range(20):
        start = time.perf_counter()
        find_unsafe_wording(note, Language.IT)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.005
