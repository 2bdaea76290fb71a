"""A last-resort traceback tells where and never what."""

import re

from hypothesis import given
from hypothesis import strategies as st

from observatory.privacy.masking import safe_traceback

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
