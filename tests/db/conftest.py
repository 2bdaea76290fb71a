"""Stores for the tests: one in memory, one on disk under a key derivation that costs nothing."""

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from db import vault
from db.memory import MemoryStore
from observatory.ports import Store
from observatory.security.key_derivation import KdfCost

CHEAP = KdfCost(1024, 1, 1)
WORDS = "cavallo nuvola pettine diciotto"


@pytest.fixture(scope="session")
def invented() -> ModuleType:
    """`invented_records.py` beside this file: tests are no package, so it is loaded by its path."""
    spec = importlib.util.spec_from_file_location("invented_records", Path(__file__).with_name("invented_records.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(params=["memory", "encrypted"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An open, empty store of either kind."""
    made: Store = MemoryStore() if request.param == "memory" else vault.create(tmp_path / "s", WORDS, cost=CHEAP)
    yield made
    made.close()


@pytest.fixture(scope="module", params=["memory", "encrypted"])
def lasting(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store for many examples, each of which leaves without committing."""
    folder = tmp_path_factory.mktemp("lasting") / "s"
    made: Store = MemoryStore() if request.param == "memory" else vault.create(folder, WORDS, cost=CHEAP)
    yield made
    made.close()


@pytest.fixture(scope="module")
def encrypted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """An encrypted store for many examples, each of which leaves without committing."""
    made = vault.create(tmp_path_factory.mktemp("encrypted") / "s", WORDS, cost=CHEAP)
    yield made
    made.close()


@pytest.fixture
def make_store(tmp_path: Path) -> Callable[[], tuple[Path, str]]:
    """Makes a closed store on disk; returns its folder and passphrase."""

    def make() -> tuple[Path, str]:
        folder = tmp_path / "s"
        vault.create(folder, WORDS, cost=CHEAP).close()
        return folder, WORDS

    return make
