"""Navigation, commands, palette, key sheet, language, colours and accessible names of the window."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QTreeWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from db.memory import MemoryStore
from observatory.terms import Language
from ui.desktop.main_window import MainWindow
from ui.desktop.screens import SCREENS
from ui.desktop.settings import Theme
from ui.desktop.theme import DARK, LIGHT, READ_ON, contrast, palette


def child(parent: QWidget, name: str) -> QWidget:
    """The widget of that object name."""
    found = parent.findChild(QWidget, name)
    assert found is not None, name
    return found


def rail(window: MainWindow) -> QListWidget:
    found = child(window, "rail")
    assert isinstance(found, QListWidget)
    return found


def press(window: MainWindow, qtbot: QtBot, key: Qt.Key, *, ctrl: bool = True) -> None:
    modifiers = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(QApplication.focusWidget() or window, key, modifiers)


def open_dialog(window: MainWindow, name: str) -> QDialog:
    found = child(window, name)
    assert isinstance(found, QDialog)
    assert found.isVisible()
    return found


@pytest.mark.parametrize("number", range(1, len(SCREENS) + 1))
def test_every_screen_is_one_key_away(window: MainWindow, qtbot: QtBot, number: int) -> None:
    window.activateWindow()
    press(window, qtbot, Qt.Key(Qt.Key.Key_0 + number))
    assert window.shown_screen() == SCREENS[number - 1].name
    assert child(window, SCREENS[number - 1].name).isVisible()


def test_the_arrows_move_along_the_rail(window: MainWindow, qtbot: QtBot) -> None:
    rail(window).setFocus()
    qtbot.keyClick(rail(window), Qt.Key.Key_Down)
    assert window.shown_screen() == SCREENS[1].name


def test_f6_visits_the_rail_and_every_pane_and_comes_back(window: MainWindow) -> None:
    window.go_to("summaries")
    rail(window).setFocus()
    visited = []
    for _ in range(8):
        window.next_pane()
        visited.append(window.focusWidget())
        if window.focusWidget() is rail(window):
            break
    assert visited[-1] is rail(window)
    assert len(visited) >= 2


def test_no_two_commands_share_a_shortcut(window: MainWindow) -> None:
    keys = Counter(command.keys_shown for command in window.commands if command.keys)
    assert [key for key, times in keys.items() if times > 1] == []


@pytest.mark.parametrize("language", list(Language))
def test_every_menu_entry_has_its_own_letter(window: MainWindow, language: Language) -> None:
    window.speak(language)
    menus = window.menuBar().findChildren(QMenu)
    letters = [[action.text() for action in window.menuBar().actions()]]
    letters += [[action.text() for action in menu.actions() if "&" in action.text()] for menu in menus]
    for texts in letters:
        marks = Counter(text[text.index("&") + 1].casefold() for text in texts)
        assert [mark for mark, times in marks.items() if times > 1] == [], texts


def letters_in_use(window: MainWindow) -> Counter[str]:
    """The letters that Alt reaches now: menus, labels with a field, and buttons."""
    labels = [label.text() for label in window.findChildren(QLabel) if label.isVisible() and label.buddy()]
    buttons = [button.text() for button in window.findChildren(QAbstractButton) if button.isVisible()]
    menus = [action.text() for action in window.menuBar().actions()]
    marked = (text for text in (*labels, *buttons, *menus) if "&" in text)
    return Counter(text[text.index("&") + 1].casefold() for text in marked)


@pytest.mark.parametrize("language", list(Language))
def test_no_letter_means_two_things_at_once(window: MainWindow, language: Language) -> None:
    window.speak(language)
    for screen in SCREENS:
        window.go_to(screen.name)
        QApplication.processEvents()
        assert [letter for letter, times in letters_in_use(window).items() if times > 1] == [], screen.name
    window.lock()
    assert [letter for letter, times in letters_in_use(window).items() if times > 1] == []


def test_the_palette_lists_every_command_and_finds_words_in_any_order(window: MainWindow, qtbot: QtBot) -> None:
    window.commands.run("palette")
    dialog = open_dialog(window, "palette")
    entries, search = dialog.findChild(QTreeWidget), dialog.findChild(QLineEdit)
    assert entries is not None
    assert search is not None
    items = [entries.topLevelItem(row) for row in range(entries.topLevelItemCount())]
    assert [item.text(1) for item in items] == [command.keys_shown for command in window.commands]
    qtbot.keyClicks(search, "scuri colori")
    shown = [item.text(0) for item in items if not item.isHidden()]
    assert shown == ["Vista – Colori scuri"]
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert window.theme is Theme.DARK


def test_the_palette_does_not_run_what_cannot_be_used_now(locked_window: MainWindow, qtbot: QtBot) -> None:
    locked_window.commands.run("palette")
    dialog = open_dialog(locked_window, "palette")
    search = dialog.findChild(QLineEdit)
    assert search is not None
    qtbot.keyClicks(search, "archivio blocca")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.close()


def test_the_key_sheet_shows_every_shortcut(window: MainWindow) -> None:
    window.commands.run("keys")
    tree = open_dialog(window, "key_sheet").findChild(QTreeWidget)
    assert tree is not None
    shown = {
        tree.topLevelItem(top).child(row).text(1)
        for top in range(tree.topLevelItemCount())
        for row in range(tree.topLevelItem(top).childCount())
    }
    assert {command.keys_shown for command in window.commands if command.keys} <= shown


def test_a_screen_offers_only_the_commands_it_knows(window: MainWindow) -> None:
    window.go_to("summaries")
    window.commands.refresh()
    assert not window.commands.action("new_record").isEnabled()
    assert window.commands.action("find").isEnabled()
    window.go_to("cases")
    assert window.commands.action("new_record").isEnabled()


def visible_texts(window: MainWindow) -> set[str]:
    QApplication.processEvents()
    labels = {widget.text() for widget in window.findChildren(QLabel) if widget.isVisible()}
    items = {rail(window).item(row).text() for row in range(rail(window).count())}
    actions = {command.text() for command in window.commands}
    return {text for text in labels | items | actions if any(letter.isalpha() for letter in text)}


def test_the_language_changes_every_text_at_once_and_back(window: MainWindow) -> None:
    window.go_to("summaries")
    italian = visible_texts(window)
    window.speak(Language.EN)
    english = visible_texts(window)
    both = italian & english
    assert both <= {"&File", "Italiano", "English"}, both
    assert "Cases" in english
    assert "Casi" in italian
    window.speak(Language.IT)
    assert visible_texts(window) == italian


def test_the_choice_of_language_and_colours_is_kept(window: MainWindow, qapp: QApplication) -> None:
    window.commands.run("language_en")
    window.commands.run("theme_dark")
    assert window.language is Language.EN
    assert window.theme is Theme.DARK
    window.commands.refresh()
    assert window.commands.action("theme_dark").isChecked()
    assert not window.commands.action("theme_light").isChecked()
    assert qapp.palette().base().color().lightnessF() < 0.3


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_can_be_read_on_its_ground(colours: dict[object, str]) -> None:
    # WCAG 2.2, success criterion 1.4.3: at least 4.5 to 1.
    made = palette(colours)  # type: ignore[arg-type]
    for text, ground in READ_ON:
        for group in (made.ColorGroup.Active, made.ColorGroup.Inactive):
            ratio = contrast(made.color(group, text), made.color(group, ground))
            assert ratio >= 4.5, (text.name, ground.name, round(ratio, 2))


def test_contrast_is_that_of_the_recommendation() -> None:
    # WCAG 2.2, definition of contrast ratio: black on white is 21; #777777 on white is 4.48 (just below AA).
    assert contrast(QColor("#000000"), QColor("#ffffff")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("#ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_edge_of_a_field_is_seen_on_every_ground(
    window: MainWindow, qapp: QApplication, colours: dict[object, str]
) -> None:
    # WCAG 2.2, success criterion 1.4.11: at least 3 to 1, in what the style really paints.
    window.wear(Theme.DARK if colours is DARK else Theme.LIGHT)
    field = QLineEdit(window)
    field.setGeometry(40, 40, 200, 30)
    field.show()
    qapp.processEvents()
    painted = field.grab().toImage()
    down_the_middle = [painted.pixelColor(painted.width() // 2, y) for y in range(4)]
    ground = palette(colours).color(QPalette.ColorRole.Base)  # type: ignore[arg-type]
    assert max(contrast(edge, ground) for edge in down_the_middle) >= 3.0
    field.deleteLater()


def is_part_of_another(widget: QWidget) -> bool:
    """The line inside a spin box or a combo box, and the viewports of views, speak through their owner."""
    parent = widget.parentWidget()
    return isinstance(parent, QComboBox | QAbstractSpinBox | QAbstractScrollArea | QAbstractItemView)


@pytest.mark.parametrize("screen", [screen.name for screen in SCREENS])
def test_whatever_takes_the_keyboard_has_a_name(window: MainWindow, screen: str) -> None:
    window.go_to(screen)
    nameless = [
        (type(widget).__name__, widget.objectName())
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
        and not is_part_of_another(widget)
        and not widget.accessibleName()
        and not getattr(widget, "text", str)()
    ]
    assert nameless == []


def test_escape_puts_the_message_away(window: MainWindow, qtbot: QtBot) -> None:
    window.message.problem("Il disco è pieno.")
    assert window.message.text == "Il disco è pieno."
    rail(window).setFocus()
    qtbot.keyClick(rail(window), Qt.Key.Key_Escape)
    assert window.message.text == ""


def test_a_message_can_offer_to_undo(window: MainWindow, qtbot: QtBot) -> None:
    undone: list[bool] = []
    window.message.note("Scheda tolta.", action="Annulla", run=lambda: undone.append(True))
    qtbot.mouseClick(child(window, "message_action"), Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert undone == [True]
    assert window.message.text == ""


def test_the_help_names_whom_one_can_call_and_when_that_was_checked(window: MainWindow) -> None:
    window.commands.run("support")
    text = open_dialog(window, "support").findChild(QLabel, "support_text")
    assert text is not None
    assert "112" in text.text()
    assert "02 2327 2327" in text.text()
    assert "2024" in text.text()


def test_about_names_the_licences(window: MainWindow) -> None:
    window.commands.run("about")
    text = open_dialog(window, "about").findChild(QLabel, "about_text")
    assert text is not None
    assert "EUPL-1.2" in text.text()
    assert "LGPL-3.0" in text.text()


def test_the_window_fits_a_small_screen(window: MainWindow, qtbot: QtBot) -> None:
    for screen in SCREENS:
        window.go_to(screen.name)
        window.resize(1024, 600)
        qtbot.wait(20)
        assert window.width() <= 1024, screen.name
        assert window.height() <= 600, screen.name


def test_invented_data_say_so_on_every_screen(
    locked_window: MainWindow,
    qtbot: QtBot,
    unlock: Callable[[MainWindow, str], None],
    fake_stores: Any,  # noqa: ANN401 - the stores of conftest
) -> None:
    store = MemoryStore()
    with store.begin() as unit:
        unit.settings.set("synthetic", "1")
        unit.commit()
    fake_stores.prepared = store
    unlock(locked_window, "quattro cavalli blu")
    qtbot.waitUntil(lambda: locked_window.is_open)
    sign = child(locked_window, "synthetic")
    assert isinstance(sign, QLabel)
    assert sign.text() == "Dati inventati"
    locked_window.lock()
    assert sign.text() == ""
