"""What the accessibility bus tells of each page of the real window, in both languages, as a screen reader hears it."""

import importlib.util
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType

import pytest

from observatory.links.fields import CASE_LINK
from observatory.procedures.fields import PROCEDURE
from observatory.terms import Language
from observatory.usecases.build_demo import build_demo
from ui.bootstrap import create_store
from ui.desktop.language import OWN_NAMES
from ui.desktop.screens import SCREENS

pytestmark = [pytest.mark.window, pytest.mark.skipif(sys.platform != "linux", reason="the buses of a Linux desktop")]


def loaded(name: str) -> ModuleType:
    """A script beside this file: tests are no package."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # a dataclass looks its module up
    spec.loader.exec_module(module)
    return module


keyboard = loaded("keyboard")
screen_reader = loaded("screen_reader")

PASSPHRASE = "quattro cavalli blu"  # noqa: S105 - of an invented store
PATIENCE_SECONDS, CASES = 20.0, 12
PAGES = (
    *(f"ctrl+{number}" for number, _ in enumerate(SCREENS, 1)),
    "ctrl+0",
    "ctrl+9",
    "ctrl+i",
    "ctrl+b",
    "ctrl+m",
    "ctrl+g",
)
IN_MENUS: dict[tuple[str, str], tuple[str, str]] = {
    ("File", "Proposte di due membri"): ("File", "Proposals of two members"),
    ("File", "Conservazione"): ("File", "Retention"),
    ("File", "Esportazione di schede"): ("File", "Export of records"),
    ("File", "Tavole da un file"): ("File", "Tables from a file"),
    ("Vista", "Verbali e azioni"): ("View", "Minutes and actions"),
    ("Vista", "Griglia delle Forze"): ("View", "Grid of forces"),
    ("Vista", CASE_LINK.plural.it): ("View", CASE_LINK.plural.en),
    ("Vista", PROCEDURE.plural.it): ("View", PROCEDURE.plural.en),
    ("Vista", "Valutazione"): ("View", "Evaluation"),
    ("Vista", "Segnali"): ("View", "Signals"),
}
"""Pages that no key of their own reaches: their menu and entry in Italian and in English."""

RECORD_SCREENS = [each for each in SCREENS if each.entity]
DATA = {"cell", "tree item", "list item"}
ROLES_OF_NOTHING = {"", "unknown", "invalid"}
BLANK = {"cell", "tree item"}
"""What may be empty, under the heading of its column."""
SAME = frozenset({"PDF"})
"""Words that are alike in both languages."""
VALUES = {"combo box"}
"""What gives its value for a name: its label says what it asks."""


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Path]:
    """A real, encrypted store of invented records where the program looks for it."""
    folder = tmp_path / "osservatorio" / "store"
    folder.parent.mkdir()
    store = create_store(folder, PASSPHRASE)
    build_demo(store, seed=3, cases=CASES)
    store.close()
    return tmp_path


def faults(listener: "screen_reader.Listener", heard: "list[screen_reader.Heard]") -> Iterator[str]:
    """What is wrong with what the keyboard comes to."""
    for each in heard:
        if each.is_stop and (each.role in ROLES_OF_NOTHING or not (each.name or each.role in BLANK)):
            yield f"{each.role or 'no role'}: {each.name or 'no name'}"
        if each.is_stop and each.role in VALUES and not listener.label(each.place):
            yield f"{each.role} «{each.name}»: nothing says what it asks"


def settled(listener: "screen_reader.Listener", before: "list[screen_reader.Heard]") -> "list[screen_reader.Heard]":
    """All that is told once it is no longer what it was before and stays as it is."""
    until, last = time.monotonic() + PATIENCE_SECONDS, before
    while time.monotonic() < until:
        time.sleep(0.1)
        try:
            now = listener.everything()
        except LookupError:  # what was there goes while it is asked
            continue
        if now == last != before:
            return now
        last = now
    raise AssertionError("the window did not settle")


def heard_on_each_page(
    operator: "keyboard.Operator", listener: "screen_reader.Listener", language: Language
) -> "dict[str, list[screen_reader.Heard]]":
    """What is told of each page in that language; faults are looked for while the page is there."""
    heard: dict[str, list[screen_reader.Heard]] = {}
    found: list[str] = []
    last: list[screen_reader.Heard] = []
    for page in PAGES:
        operator.press(page)
        last = heard[page] = settled(listener, last)
        found += [f"{language} {page} {fault}" for fault in faults(listener, last)]
    for italian, english in IN_MENUS.items():
        listener.choose(*(italian if language is Language.IT else english))
        last = heard[italian[1]] = settled(listener, last)
        found += [f"{language} {italian[1]} {fault}" for fault in faults(listener, last)]
    assert not found, "\n".join(sorted(set(found)))
    return heard


def words(heard: "list[screen_reader.Heard]") -> set[str]:
    """The names of what the keyboard comes to and what is no record’s value."""
    return {each.name for each in heard if each.is_stop and each.role not in DATA | VALUES | {"label", "text"}}


def places(heard: "list[screen_reader.Heard]") -> list[str]:
    """The first list of the window: where one can go."""
    return [each.name for each in heard if each.role == "list item"][: len(SCREENS)]


def test_the_accessibility_bus_names_all_that_takes_focus_on_each_page_in_both_languages(filled: Path) -> None:
    with ExitStack() as stack:
        desktop = stack.enter_context(screen_reader.desktop(filled))
        listener = stack.enter_context(screen_reader.listening(desktop["DBUS_SESSION_BUS_ADDRESS"]))
        display = stack.enter_context(keyboard.display())
        operator = stack.enter_context(keyboard.at_work(display, filled, desktop))
        operator.unlock(PASSPHRASE)
        italian = heard_on_each_page(operator, listener, Language.IT)
        listener.choose("Vista", OWN_NAMES[Language.EN])
        english = heard_on_each_page(operator, listener, Language.EN)
        operator.leave()
    names = {language: [each.text(language) for each in RECORD_SCREENS] for language in Language}
    assert places(italian["ctrl+1"])[: len(RECORD_SCREENS)] == names[Language.IT]
    assert places(english["ctrl+1"])[: len(RECORD_SCREENS)] == names[Language.EN]
    for page in italian:
        assert words(italian[page]), page
        assert words(italian[page]) & words(english[page]) <= SAME, page
