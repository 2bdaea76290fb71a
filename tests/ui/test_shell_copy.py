"""The copy that is sent, from the window: asked for, refused by halves, written, and noted with its recipient."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from PySide6.QtCore import QTranslator
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel, QLineEdit, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from db import vault
from db.memory import MemoryStore
from observatory.progress import Progress
from observatory.reports import copies
from observatory.security.audit.entries import Wanted
from observatory.security.key_derivation import KdfCost
from observatory.summary.content import Confirmation, Summary
from ui.bootstrap import OpenStore
from ui.desktop.background import Background
from ui.desktop.session import Session
from ui.desktop.summaries.copy_dialog import CopyDialog
from ui.desktop.summaries.screen import SummariesScreen
from ui.desktop.summaries.workshop import Choice, Workshop

_T = TypeVar("_T", bound=QWidget)
CLOSING = "quattro cavalli è già sera"


class _Made(Workshop):
    """Has one summary and writes it for real."""

    def __init__(self, summary: Summary) -> None:
        self.summary = summary

    def make(self, session: Session, choice: Choice, progress: Progress) -> Summary:  # noqa: ARG002 - as the real one
        return self.summary


@pytest.fixture
def workshop(sample_summary: Summary) -> _Made:
    return _Made(sample_summary)


@pytest.fixture
def screen(qtbot: QtBot, translation: QTranslator, workshop: _Made, now: datetime) -> Iterator[SummariesScreen]:
    assert translation
    background = Background()
    made = SummariesScreen(Session(MemoryStore(), clock=lambda: now), background, workshop)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    qtbot.waitExposed(made)
    made.prepare()
    qtbot.waitUntil(lambda: made.summary is not None)
    yield made
    background.close()


def child(within: QWidget, kind: type[_T], name: str) -> _T:
    found = within.findChild(kind, name)
    assert found is not None, name
    return found


def asked(screen: SummariesScreen) -> CopyDialog:
    child(screen, QPushButton, "send_copy").click()
    dialog = screen.findChild(CopyDialog)
    assert dialog is not None
    return dialog


def test_a_copy_is_written_closed_and_noted(
    screen: SummariesScreen, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "copia.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    said, dialog = QSignalSpy(screen.said), asked(screen)
    child(dialog, QLineEdit, "copy_recipient").setText("Prefettura di Roma")
    child(dialog, QSpinBox, "copy_number").setValue(2)
    child(dialog, QSpinBox, "copy_of").setValue(5)
    for name in ("new_passphrase", "new_passphrase_again"):
        child(dialog, QLineEdit, name).setText(CLOSING)
    child(dialog, QPushButton, "copy_write").click()
    qtbot.waitUntil(lambda: said.count() > 0, timeout=10000)
    with pikepdf.open(target, password=CLOSING) as file:
        assert file.encryption.R == 6
    with screen.session.store.begin() as unit:
        told = unit.audit.entries(Wanted())[-1].content.fields
    assert told == "pdf copy=2/5 recipient=Prefettura di Roma"


def test_an_open_copy_is_a_wish_of_its_own(
    screen: SummariesScreen, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "copia.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    said, dialog = QSignalSpy(screen.said), asked(screen)
    child(dialog, QLineEdit, "copy_recipient").setText("Prefettura di Roma")
    child(dialog, QCheckBox, "copy_closed").setChecked(False)
    child(dialog, QPushButton, "copy_write").click()
    qtbot.waitUntil(lambda: said.count() > 0, timeout=10000)
    with pikepdf.open(target) as file:
        assert not file.is_encrypted


def test_half_an_answer_is_refused_beside_the_field(screen: SummariesScreen) -> None:
    dialog = asked(screen)
    wanted = QSignalSpy(dialog.wanted)
    child(dialog, QPushButton, "copy_write").click()
    problem = child(dialog, QWidget, "copy_problem")
    assert problem.isVisible()
    child(dialog, QLineEdit, "copy_recipient").setText("A")
    child(dialog, QLineEdit, "new_passphrase").setText("breve")
    child(dialog, QPushButton, "copy_write").click()
    assert not problem.isVisible()
    assert child(dialog, QWidget, "new_passphrase_problem").isVisible()
    assert wanted.count() == 0
    child(dialog, QSpinBox, "copy_number").setValue(7)
    assert child(dialog, QSpinBox, "copy_of").value() == 7


def filled(screen: SummariesScreen, passphrase: str = "") -> CopyDialog:
    """For somebody, closed only with a passphrase."""
    dialog = asked(screen)
    child(dialog, QLineEdit, "copy_recipient").setText("Prefettura di Roma")
    child(dialog, QCheckBox, "copy_closed").setChecked(bool(passphrase))
    for name in ("new_passphrase", "new_passphrase_again"):
        child(dialog, QLineEdit, name).setText(passphrase)
    return dialog


@pytest.fixture(scope="module")
def key() -> bytes:
    """A key with a certificate of its own, as PKCS #12."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Ada")])
    start = datetime(2026, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder(name, name, private.public_key(), x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start.replace(year=2036))
        .sign(private, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(b"a", private, certificate, None, BestAvailableEncryption(b"chiave"))


def test_a_copy_is_signed_with_a_key_that_opens(
    screen: SummariesScreen, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: bytes
) -> None:
    pytest.importorskip("pyhanko", reason="the extra «sign» is not installed")
    target = tmp_path / "copia.pdf"
    (tmp_path / "ada.p12").write_bytes(key)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    said, dialog = QSignalSpy(screen.said), filled(screen)
    child(dialog, QCheckBox, "copy_signed").setChecked(True)
    write, problem = child(dialog, QPushButton, "copy_write"), child(dialog, QLabel, "copy_key_problem")
    write.click()
    assert problem.text()
    child(dialog, QLineEdit, "copy_key_path").setText(str(tmp_path / "ada.p12"))
    for wrong in ("", "sbagliata"):
        child(dialog, QLineEdit, "copy_key_passphrase").setText(wrong)
        write.click()
        qtbot.waitUntil(lambda: write.isEnabled() and "PKCS #12" in problem.text(), timeout=20_000)
        assert not target.exists()
    child(dialog, QLineEdit, "copy_key_passphrase").setText("chiave")
    write.click()
    qtbot.waitUntil(lambda: said.count() > 0, timeout=20_000)
    assert b"ETSI.CAdES.detached" in target.read_bytes()


def test_without_the_part_that_signs_the_dialog_says_so(
    screen: SummariesScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "find_spec", lambda _: None)
    dialog = asked(screen)
    assert not child(dialog, QCheckBox, "copy_signed").isEnabled()
    hint = child(dialog, QLabel, "copy_signed_hint")
    assert hint.isVisibleTo(dialog)
    assert "osservatorio[sign]" in hint.text()


def test_the_stores_own_passphrase_closes_no_copy(
    screen: SummariesScreen, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    store = vault.create(tmp_path / "s", CLOSING, cost=KdfCost(1024, 1, 1))
    monkeypatch.setattr(screen.session, "store", OpenStore(store))
    dialog = filled(screen, f" {CLOSING} ")
    wanted, write = QSignalSpy(dialog.wanted), child(dialog, QPushButton, "copy_write")
    problem = child(dialog, QLabel, "new_passphrase_problem")
    write.click()
    qtbot.waitUntil(lambda: write.isEnabled() and "archivio" in problem.text())
    assert wanted.count() == 0
    for name in ("new_passphrase", "new_passphrase_again"):
        child(dialog, QLineEdit, name).setText("tavolo pioggia cestino ventidue")
    write.click()
    qtbot.waitUntil(lambda: wanted.count() == 1)
    store.close()


def test_a_draft_cannot_be_sent(screen: SummariesScreen, workshop: _Made) -> None:
    button = child(screen, QPushButton, "send_copy")
    assert button.isEnabled()
    cover = replace(workshop.summary.cover, confirmation=Confirmation.DRAFT)
    screen._show(replace(workshop.summary, cover=cover))
    assert not button.isEnabled()
