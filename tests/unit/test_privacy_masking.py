"""One layer says which values are seen where; a last-resort traceback tells where and never what."""

import re

from hypothesis import given
from hypothesis import strategies as st

from observatory.entities import ENTITIES
from observatory.fields import Kind, Level
from observatory.labels import record_title, shown
from observatory.privacy.masking import HIDDEN, Place, Sight, safe_traceback
from observatory.terms import Language

CANARY = "Quercia-4711-Zefiro"


def fails_with(value: str) -> None:
    secret = value
    raise ValueError(secret)


def caught(value: str) -> BaseException:
    try:
        try:
            fails_with(value)
        except ValueError as cause:
            cause.add_note(value)
            raise KeyError(value) from cause
    except KeyError as error:
        return error


def test_it_names_types_files_and_lines_of_the_whole_chain() -> None:
    text = safe_traceback(caught(CANARY))
    assert re.findall(r"^builtins\.(\w+)$", text, re.MULTILINE) == ["ValueError", "KeyError"]
    assert re.search(r"^  unit/test_privacy_masking\.py:\d+$", text, re.MULTILINE)


@given(st.text(min_size=12, max_size=30))
def test_it_never_holds_a_value(value: str) -> None:
    assert value not in safe_traceback(caught(value))


def test_members_of_a_group_are_told_too() -> None:
    text = safe_traceback(ExceptionGroup(CANARY, [caught(CANARY), OSError(CANARY, CANARY)]))
    assert CANARY not in text
    assert "ExceptionGroup" in text
    assert "  builtins.OSError" in text


def test_the_folder_of_the_installation_is_not_shown() -> None:
    assert all(line.count("/") <= 1 for line in safe_traceback(caught(CANARY)).splitlines())


def test_a_suppressed_context_is_left_out_and_a_circle_ends() -> None:
    error, other = ValueError(), KeyError()
    error.__context__, error.__suppress_context__ = other, True
    assert "KeyError" not in safe_traceback(error)
    error.__suppress_context__ = False
    other.__context__ = error
    assert safe_traceback(error).count("ValueError") == 1


def test_no_list_and_no_title_has_a_field_that_it_may_not_show() -> None:
    listed = [(entity[name], entity) for entity in ENTITIES for name in (*entity.listed, *entity.title)]
    assert [field.name for field, _ in listed if not Sight(Place.LIST).shows(field)] == []
    assert all(field.kind is not Kind.NARRATIVE for field, _ in listed)


def test_messages_and_discreet_eyes_see_nothing_near_a_person() -> None:
    fields = [field for entity in ENTITIES for field in entity.fields]
    for sight in (Sight(Place.MESSAGE), Sight(Place.LIST, discreet=True), Sight(Place.RECORD, discreet=True)):
        for field in fields:
            near = field.level in (Level.A2, Level.A3) or field.kind is Kind.NARRATIVE
            assert sight.shows(field) is not near, field.name


def test_narratives_and_person_codes_stay_in_their_record() -> None:
    for field in (field for entity in ENTITIES for field in entity.fields):
        assert Sight().shows(field)
        assert Sight(Place.LIST).shows(field) is (field.kind not in (Kind.NARRATIVE, Kind.PERSON_CODE))


def test_what_is_hidden_is_dots_where_there_is_something() -> None:
    case = ENTITIES[0]
    discreet = Sight(Place.LIST, discreet=True)
    assert shown(case["month"], "2026-03", Language.IT, discreet) == HIDDEN
    assert shown(case["month"], None, Language.IT, discreet) == ""
    record = case.type(id="1", event_type="SU", force="CC", month="2026-03")
    assert "2026" in record_title(case, record, Language.IT)
    assert "2026" not in record_title(case, record, Language.IT, discreet)
    assert "CC" in record_title(case, record, Language.IT, discreet)
