"""What tells who somebody is, is found in a note; what is ordinary official prose is left alone. All names invented."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.it import codicefiscale

from observatory.privacy.findings import Finding
from observatory.privacy.identifiers import KINDS, find_identifiers


def found(text: str, **options: frozenset[str]) -> list[tuple[str, str]]:
    return [(finding.code, text[finding.start : finding.end]) for finding in find_identifiers(text, **options)]


@pytest.mark.parametrize("code", ["RCCMNL83S18D969H", "rccmnl83s18d969h", "RCC MNL 83S18 D969 H", "RCCMNLUPSMUDVSVQ"])
def test_a_tax_code_is_verified_by_its_check_character(code: str) -> None:
    """RCCMNL83S18D969H is the valid example of python-stdnum; the last spelling is checked to be an omocode or not."""
    expected = "fiscal_code" if codicefiscale.is_valid(code) and any(map(str.isdigit, code)) else None
    assert [kind for kind, _ in found(f"codice {code}.")] == ([expected] if expected else [])


def test_a_tax_code_with_a_wrong_check_character_is_still_reported() -> None:
    assert found("RCCMNL83S18D969A") == [("fiscal_code_like", "RCCMNL83S18D969A")]


def test_a_code_made_of_replaced_digits_is_recognised() -> None:
    """When two persons would share a code some digits are replaced by letters (omocodia)."""
    omocode = "RCCMNL83S18D96V"
    omocode += codicefiscale.calc_check_digit(omocode)
    assert found(omocode) == [("fiscal_code", omocode)]


@pytest.mark.parametrize(
    "date",
    [
        "12/03/2024", "1-3-24", "12.03.2024", "12 / 3 / 2024", "2024-03-12", "12 marzo 2024", "12 Marzo", "1° maggio",
        "primo maggio", "3 ott. 2024", "12-mar-2024", "March 12, 2024", "12th of March", "June 3", "12 giugno",
        "lunedì 14",
    ],
)  # fmt: skip
def test_a_day_is_found_in_every_usual_spelling(date: str) -> None:
    assert found(f"Evento: {date}, poi altro.") == [("date", date)]


@pytest.mark.parametrize(
    "text", ["marzo 2026", "nel 2026-03", "2026-Q1", "03/2026", "dal 2019 al 2023", "12 persone", "10–12 giorni", "2/3"]
)
def test_months_years_and_plain_numbers_are_allowed(text: str) -> None:
    assert found(text) == []


def test_a_day_and_month_after_a_preposition_are_a_date() -> None:
    assert found("visto il 12/03 e ancora dal 14.3") == [("date", "12/03"), ("date", "14.3")]


@pytest.mark.parametrize(
    "act",
    [
        "decreto 8 febbraio 2019", "decreto dell’8 febbraio 2019", "D.P.R. 25 ottobre 1985, n. 782",
        "legge n. 121 del 1 aprile 1981", "D.lgs. 18 maggio 2018", "circolare del 3 marzo 2022",
        "art. 48-bis DPR 66/2023",
    ],
)  # fmt: skip
def test_the_date_of_a_law_is_let_through(act: str) -> None:
    assert found(f"Visto il {act} e le linee guida.") == []


@pytest.mark.parametrize(
    "number",
    ["347 1234567", "3471234567", "347.123.4567", "+39 347 1234567", "0039 06 12345678", "06/12345678", "06 4653 1234",
     "02 2327 2327", "+41 91 123 45 67"],
)  # fmt: skip
def test_telephone_numbers_are_found(number: str) -> None:
    assert found(f"Tel. {number}, ore ufficio") == [("telephone", number)]


@pytest.mark.parametrize(
    "text", ["34.500 35.200 unità", "304.500; 304.000", "0,25 e 0,50", "per 100 000 persone", "32 45 67"]
)
def test_counts_and_strengths_are_no_telephone_numbers(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("address", ["m.rossi@example.it", "Nome_Cognome@pec.example.org", "a-b+c@x.y.example"])
def test_mail_addresses_are_found(address: str) -> None:
    assert found(f"scrivere a {address}.") == [("email", address)]


@pytest.mark.parametrize("plate", ["AB123CD", "ab123cd", "AB 123 CD", "AB-123-CD", "POLIZIA H1234", "CC AB 123"])
def test_vehicle_plates_are_found(plate: str) -> None:
    assert found(f"auto {plate} in sosta") == [("plate", plate)]


@pytest.mark.parametrize("text", ["le 112 al giorno", "ha 100 ml", "IO123QU"])
def test_what_no_plate_can_hold_is_no_plate(text: str) -> None:
    """Letters I, O, Q and U are not used on Italian plates of the series begun in 1994."""
    assert found(text) == []


@pytest.mark.parametrize(
    "number",
    ["matricola 12345", "Matr. n. 123456", "prot. n. 4567/2024", "protocollo 12/AB-34", "R.G.N.R. 1234/24",
     "R.G. 55/23", "fascicolo n° 123", "fasc. 12", "tessera n. AT1234", "cartella clinica nr. 99871", "badge 4411"],
)  # fmt: skip
def test_file_and_badge_numbers_are_found(number: str) -> None:
    assert found(f"Vedi {number}, agli atti") == [("case_number", number)]


def test_a_long_run_of_digits_is_reported_and_a_practice_is_not() -> None:
    assert found("codice 1234567") == [("long_number", "1234567")]
    assert found("in pratica 10 casi") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("sentito Mario Rossi oggi", "Mario Rossi"),
        ("Bianchi Giovanna ha riferito", "Bianchi Giovanna"),
        ("il sig. Ferretti ha riferito", "Ferretti"),
        ("la dott.ssa Zambelli segue", "Zambelli"),
        ("l’Ispettore Zambelli segue", "Zambelli"),
        ("l’assistente capo Ferretti segue", "Ferretti"),
        ("il brig. Zambelli", "Zambelli"),
        ("Maria De Santis e altri", "Maria De Santis"),
        ("parla Giorgio D’Alessio con noi", "Giorgio D’Alessio"),
        ("la moglie anna è informata", "anna"),
        ("ROSSI MARIO", "MARIO"),
        ("Anna-Maria Rossi-Bianchi", "Anna-Maria Rossi-Bianchi"),
        ("the officer John Smithson said", "John Smithson"),
    ],
)
def test_names_of_persons_are_found(text: str, name: str) -> None:
    assert found(text) == [("person_name", name)]


@pytest.mark.parametrize(
    "text",
    [
        "Il personale della Polizia Penitenziaria e della Guardia di Finanza.",
        "Arma dei Carabinieri, Polizia di Stato, Stato Maggiore, Dipartimento della Pubblica Sicurezza.",
        "La Commissione Medica Ospedaliera ha valutato; il Dirigente Sanitario concorda.",
        "Ufficio per il Coordinamento e la Pianificazione delle Forze di Polizia",
        "Sentito il comandante. Successivamente avviato il sostegno.",
        "Sarà valutato; però la misura resta. Fermo restando quanto detto.",
        "Linee Guida, Piano Nazionale, Gruppo di Lavoro, Direzione Centrale di Sanità.",
        "Ritiro dell’arma con sostegno contestuale; rientro graduale in servizio dopo tre mesi.",
        "Emilia-Romagna, Friuli-Venezia Giulia, Trentino-Alto Adige e Valle d’Aosta",
        "After the meeting the State Police and the Prison Police agreed on a common form.",
        "Codice CC-7K3M9QXD-S",
    ],
)
def test_official_prose_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("in servizio a Forlì da anni", "Forlì"),
        ("in servizio a forli' da anni", "forli"),
        ("la questura di ROMA", "ROMA"),
        ("trasferito a Reggio Calabria", "Reggio Calabria"),
        ("trasferito a reggio emilia", "reggio emilia"),
        ("vive all’Aquila", "Aquila"),
        ("vive a L'Aquila", "L'Aquila"),
        ("vive a Fermo", "Fermo"),
        ("Monza e della Brianza", "Monza e della Brianza"),
        ("provincia di Bolzano/Bozen", "Bolzano/Bozen"),
        ("provincia di Bolzano", "Bolzano"),
        ("a La Spezia", "La Spezia"),
    ],
)
def test_names_of_provinces_are_found(text: str, place: str) -> None:
    assert found(text)[0] == ("place", place)


@pytest.mark.parametrize(
    "text", ["il prato verde", "la potenza dell’auto", "un brindisi", "di foggia antica", "l’aquila vola"]
)
def test_a_province_that_is_an_everyday_word_needs_its_capital(text: str) -> None:
    assert found(text) == []


def test_municipalities_are_found_when_supplied_and_capitalised() -> None:
    names = frozenset({"Santa Maria Capua Vetere", "Sale", "Corleone"})
    assert found("vive a Corleone", municipalities=names) == [("place", "Corleone")]
    assert found("vive a Santa Maria Capua Vetere", municipalities=names)[0] == ("place", "Santa Maria Capua Vetere")
    assert found("Sale la pressione; il sale aumenta", municipalities=names) == []
    assert found("vive a Corleone") == []


def test_a_finding_holds_the_place_and_not_the_text() -> None:
    text = "sentito Mario Rossi"
    finding = find_identifiers(text)[0]
    assert finding == Finding(KINDS["person_name"], 8, 19, "person_name")
    assert "Rossi" not in repr(finding)


@given(st.text(max_size=200))
def test_findings_lie_in_the_text_in_order_and_apart(text: str) -> None:
    findings = find_identifiers(text)
    assert all(0 <= one.start < one.end <= len(text) for one in findings)
    assert all(one.end <= other.start for one, other in pairwise(findings))


_NOTE = (
    "Dopo il colloquio con il referente è stato avviato il sostegno psicologico; l’orario è ridotto e l’arma è stata "
    "ritirata con il consenso dell’interessato. Sentito Mario Rossi il 12 marzo 2024 a Forlì, tel. 347 1234567. "
)


def test_linting_a_full_note_takes_less_than_five_milliseconds() -> None:
    note = (_NOTE * 3)[:500]
    find_identifiers(note)
    times = []
    for _ in range(20):
        start = time.perf_counter()
        find_identifiers(note)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.005


@pytest.mark.parametrize(
    "hostile", ["1 " * 5_000, "a." * 5_000, "A" * 10_000, "il 1/1 " * 1_500, "0-" * 5_000, "di " * 4_000]
)
def test_no_text_keeps_the_finder_busy(hostile: str) -> None:
    start = time.perf_counter()
    find_identifiers(hostile)
    assert time.perf_counter() - start < 2
