"""The first run says at once, beside the folder, what stands against a store there."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from observatory.terms import Language, Term
from ui.desktop.unlock.steps import PlaceStep

SHARE = Term("Cartella di rete.", "Network share.")


def test_a_folder_on_a_share_is_refused_where_it_is_typed(qtbot: QtBot, fake_stores: Any, tmp_path: Path) -> None:  # noqa: ANN401 - of conftest
    far = tmp_path / "far"
    stores = replace(fake_stores.stores(), exists=lambda _: False, why_not_in=lambda at: SHARE if at == far else None)
    step = PlaceStep(stores, far, Language.IT)
    qtbot.addWidget(step)
    step.show()
    line = step.findChild(QLineEdit, "store_folder")
    assert line is not None
    assert not step.is_answered()
    assert line.accessibleDescription() == SHARE.it
    step.speak(Language.EN)
    step.is_answered()
    assert line.accessibleDescription() == SHARE.en
    line.setText(str(tmp_path / "near"))
    step.is_answered()
    assert line.accessibleDescription() == ""
