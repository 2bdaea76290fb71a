"""The window's translations are complete, compiled, and can be found at run time."""

import ast
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

import resources
import ui
from observatory.terms import Language
from ui.desktop import translate
from ui.desktop.language import Translation
from ui.desktop.summaries.blocks import Suppression

TRANSLATIONS = Path(resources.__file__).parent / "translations"
SOURCES = sorted(Path(ui.__file__).parent.rglob("*.py"))


def test_collecting_and_compiling_again_changes_nothing(tmp_path: Path) -> None:
    for name in ("it", "en"):
        shutil.copy(TRANSLATIONS / f"observatory_{name}.ts", tmp_path)
    assert translate.update(tmp_path) == 0
    assert translate.compile_texts(tmp_path) == 0
    for made in sorted(tmp_path.iterdir()):
        kept = TRANSLATIONS / made.name
        assert made.read_bytes() == kept.read_bytes(), f"{made.name}: run python -m ui.desktop.translate"


def wrong_calls(source: Path) -> list[str]:
    """Calls of tr() that lupdate reads otherwise than Qt does at run time."""
    wrong = []
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in ("tr", "translate") and any(isinstance(arg, ast.JoinedStr) for arg in node.args):
            wrong.append(f"{source.name}:{node.lineno}: an f-string never matches")
        if isinstance(node.func, ast.Name) and name == "tr":
            wrong.append(f"{source.name}:{node.lineno}: a bare tr() has no context")
    return wrong


def test_no_text_is_built_where_it_cannot_be_found() -> None:
    assert [call for source in SOURCES for call in wrong_calls(source)] == []


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [
        (Language.IT, "1 valore oscurato per la riservatezza (*).", "3 valori oscurati per la riservatezza (*)."),
        (Language.EN, "1 value hidden for confidentiality (*).", "3 values hidden for confidentiality (*)."),
    ],
)
@pytest.mark.usefixtures("qapp")
def test_plurals_are_right_in_both_languages(language: Language, one: str, many: str) -> None:
    spoken = Translation()
    spoken.speak(language)
    assert Suppression().in_words(1) == one
    assert Suppression().in_words(3) == many
    spoken.silence()


@pytest.mark.usefixtures("qapp")
def test_the_texts_of_qt_itself_are_italian_too() -> None:
    spoken = Translation()
    spoken.speak(Language.IT)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Annulla"
    spoken.silence()
