"""Fixtures shared by the unit tests."""

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest

from observatory.summary.content import Summary


@pytest.fixture(scope="session")
def build_summary() -> Callable[..., Summary]:
    """The builder of a whole summary with invented numbers (see `sample_summary.py`)."""
    spec = importlib.util.spec_from_file_location("sample_summary", Path(__file__).with_name("sample_summary.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    built: Callable[..., Summary] = module.sample_summary
    return built


@pytest.fixture(scope="session")
def summary(build_summary: Callable[..., Summary]) -> Summary:
    """One summary with every kind of table, figure, sign and flag."""
    return build_summary()
