"""Fixtures shared by the unit tests."""

import importlib.util
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType

import pytest

from observatory.summary.content import Summary
from observatory.summary.earlier import Earlier
from observatory.summary.facts import Facts


def _sibling(name: str) -> ModuleType:
    """A module beside this file: tests are no package, so it is loaded by its path."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def build_summary() -> Callable[..., Summary]:
    """The builder of a whole summary with invented numbers (see `sample_summary.py`)."""
    built: Callable[..., Summary] = _sibling("sample_summary").sample_summary
    return built


@pytest.fixture(scope="session")
def summary(build_summary: Callable[..., Summary]) -> Summary:
    """One summary with every kind of table, figure, sign and flag."""
    return build_summary()


@pytest.fixture(scope="session")
def sample_facts() -> Callable[..., Facts]:
    """The builder of a synthetic store's facts (see `sample_facts.py`)."""
    built: Callable[..., Facts] = _sibling("sample_facts").sample_facts
    return built


@pytest.fixture(scope="session")
def as_earlier() -> Callable[[Facts, Summary], Earlier]:
    """What an edition is to a later one (see `sample_facts.py`)."""
    made: Callable[[Facts, Summary], Earlier] = _sibling("sample_facts").as_earlier
    return made


@pytest.fixture(scope="session")
def history() -> Callable[[Iterable[Facts]], list[tuple[Facts, Summary]]]:
    """Editions made one after the other (see `sample_facts.py`)."""
    made: Callable[[Iterable[Facts]], list[tuple[Facts, Summary]]] = _sibling("sample_facts").history
    return made


@pytest.fixture(scope="session")
def samples() -> ModuleType:
    """Small counts and releases for disclosure control (see `sample_disclosure.py`)."""
    return _sibling("sample_disclosure")


@pytest.fixture(scope="session")
def sibling() -> Callable[[str], ModuleType]:
    """A module of tests beside this one, for what two of them share."""
    return _sibling
