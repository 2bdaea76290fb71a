"""What stands behind the Help menu: the program and its licences, and whom one can call."""

import csv
import io
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from observatory.terms import Language, Term
from resources import resource
from ui.desktop.clipboard import copied_freely
from ui.desktop.naming import named
from ui.desktop.unlock.card import heading

LICENCES: tuple[tuple[str, str], ...] = (
    ("Qt, PySide6 (Essentials)", "LGPL-3.0"),
    ("SQLAlchemy, Alembic", "MIT"),
    ("SQLCipher, sqlcipher3", "BSD-3-Clause, zlib"),
    ("cryptography", "Apache-2.0, BSD-3-Clause"),
    ("ReportLab", "BSD-3-Clause"),
    ("XlsxWriter", "BSD-2-Clause"),
    ("HiGHS, highspy", "MIT"),
    ("NumPy, SciPy", "BSD-3-Clause"),
    ("python-stdnum", "LGPL-2.1"),
    ("zxcvbn", "MIT"),
    ("Titillium Web", "OFL-1.1"),
)


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to call, and when the number was last checked (year)."""

    telephone: str
    name: Term
    hours: Term
    verified_on: str


def contacts() -> tuple[Contact, ...]:
    """The support contacts shipped with the program."""
    text = resource("support", "contacts.csv").read_text(encoding="utf-8")
    return tuple(
        Contact(
            row["telephone"], Term(row["it"], row["en"]), Term(row["hours_it"], row["hours_en"]), row["verified_on"]
        )
        for row in csv.DictReader(io.StringIO(text))
    )


def about(parent: QWidget, _language: Language) -> QDialog:
    """Name, version and licences."""
    lines = "\n".join(f"{name}: {licence}" for name, licence in LICENCES)
    text = QCoreApplication.translate(
        "About",
        "Version {version}. Licence EUPL-1.2.\n\n"
        "The encrypted case tracker of the inter-force observatory. "
        "Everything stays on this machine: the program makes no network connection.\n\n"
        "Made with:",
    ).format(version=_version())
    return _sheet(parent, "about", "Osservatorio", f"{text}\n{lines}")


def support(parent: QWidget, language: Language) -> QDialog:
    """Whom the person at the keyboard can call."""
    intro = QCoreApplication.translate(
        "About", "This work can weigh on whoever does it. Talking with somebody helps, also about oneself."
    )
    service = QCoreApplication.translate("About", "Your force's own psychological support service comes first.")
    checked = QCoreApplication.translate("About", "number checked in {year}")
    lines = [
        f"{c.telephone}  –  {c.name.in_(language)}, {c.hours.in_(language)} ({checked.format(year=c.verified_on)})"
        for c in contacts()
    ]
    title = QCoreApplication.translate("About", "Support")
    return _sheet(parent, "support", title, "\n\n".join((intro, service, *lines)))


def _sheet(parent: QWidget, name: str, title: str, text: str) -> QDialog:
    dialog = named(QDialog(parent), name)
    copied_freely(dialog)
    dialog.setWindowTitle(title)
    top = heading(f"{name}_title")
    top.setText(title)
    body = named(QLabel(text, wordWrap=True), f"{name}_text")
    body.setTextFormat(Qt.TextFormat.PlainText)
    body.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    body.setAccessibleName(title)
    body.setMinimumWidth(dialog.fontMetrics().height() * 24)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 20, 24, 16)
    column.setSpacing(12)
    for widget in (top, body, buttons):
        column.addWidget(widget)
    return dialog


def _version() -> str:
    try:
        return version("osservatorio")
    except PackageNotFoundError:
        return "–"
