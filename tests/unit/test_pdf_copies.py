"""The copy that is sent: named on every page, with its tables as data, closed to others, noted in the log."""

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

from db.memory import MemoryStore
from observatory.errors import WrongUse
from observatory.exports.csv_tables import tables_as_csv
from observatory.reports.copies import Closing, Copy, Signing, closing_passphrase, copy_for
from observatory.reports.pdf import write_pdf
from observatory.security.audit.entries import Wanted
from observatory.security.slots import Login
from observatory.summary.content import Confirmation, Summary
from observatory.terms import Language, Term
from observatory.usecases.build_demo import build_demo
from observatory.usecases.send_copy import note_copy, write_copy
from ui import bootstrap
from ui.cli import main

COPY = Copy("Prefettura di Roma", 2, 5)
CLOSING = "quattro cavalli è già sera"
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is missing")


@pytest.fixture(scope="module")
def closed(summary: Summary, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("closed") / "copy.pdf"
    write_copy(summary, Language.IT, path, COPY, Closing(CLOSING))
    return path


@needs_poppler
@pytest.mark.parametrize("language", list(Language))
def test_every_page_says_whose_copy_it_is(summary: Summary, language: Language, tmp_path: Path) -> None:
    path = tmp_path / "copy.pdf"
    write_copy(summary, language, path, COPY)
    command = ["pdftotext", "-raw", str(path), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - our own
    line = Term("Copia n. 2 di 5 – Prefettura di Roma", "Copy no. 2 of 5 – Prefettura di Roma").in_(language)
    pages = text.split("\f")[:-1]
    assert all(line in " ".join(page.split()) for page in pages)
    with pikepdf.open(path) as file:
        slanting = [b"/Subtype /Watermark" in page.Contents.read_bytes() for page in file.pages]
    assert slanting == [True] * len(pages)


def test_the_tables_go_with_it_as_data(summary: Summary, tmp_path: Path) -> None:
    path = tmp_path / "copy.pdf"
    write_copy(summary, Language.IT, path, COPY)
    with pikepdf.open(path) as file:
        attached = {name: spec.get_file().read_bytes() for name, spec in file.attachments.items()}
        assert attached == tables_as_csv(summary)
        assert {str(each.AFRelationship) for each in file.Root.AF} == {"/Data"}
        assert b"<pdfaid:part>3</pdfaid:part>" in file.Root.Metadata.read_bytes()


def test_without_the_passphrase_it_stays_closed(closed: Path) -> None:
    for wrong in ("", "quattro cavalli", CLOSING.upper()):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(closed, password=wrong)
    assert b"Prefettura" not in closed.read_bytes()


def test_it_is_closed_with_256_bits_and_its_reader_is_not_its_owner(closed: Path) -> None:
    with pikepdf.open(closed, password=CLOSING) as file:
        assert (file.encryption.R, file.encryption.V, file.encryption.bits) == (6, 5, 256)
        assert file.user_password_matched
        assert not file.owner_password_matched
        assert file.allow.accessibility
        assert file.allow.print_highres
        assert not file.allow.extract
        assert b"pdfaid:part" not in file.Root.Metadata.read_bytes()  # an encrypted file is no PDF/A
        assert b"<pdfuaid:part>1</pdfuaid:part>" in file.Root.Metadata.read_bytes()


def test_a_copy_without_passphrase_is_the_same_every_time(summary: Summary) -> None:
    def made() -> bytes:
        stream = io.BytesIO()
        write_copy(summary, Language.IT, stream, COPY)
        return stream.getvalue()

    assert made() == made()
    archive = io.BytesIO()
    write_pdf(summary, Language.IT, archive)
    assert made() != archive.getvalue()


@pytest.mark.parametrize(
    ("recipient", "number", "of"),
    [("", 1, 1), ("  \n", 1, 1), ("x" * 81, 1, 1), ("A", 0, 1), ("A", 2, 1), ("A", 1, 1000), ("A", -1, 3)],
)
def test_a_copy_for_nobody_or_without_its_number_is_refused(recipient: str, number: int, of: int) -> None:
    with pytest.raises(WrongUse):
        copy_for(recipient, number, of)


def test_the_name_is_kept_on_one_line() -> None:
    assert copy_for(" Prefettura\n di  Roma ", 2, 5) == COPY


def test_the_passphrase_is_long_enough_and_not_the_stores() -> None:
    assert closing_passphrase("  quattro cavalli  ") == "quattro cavalli"
    with pytest.raises(WrongUse):
        closing_passphrase("breve")
    with pytest.raises(WrongUse) as refused:
        closing_passphrase("quattro cavalli", "quattro cavalli ")
    assert "archivio" in refused.value.message.it


def _key(passphrase: str) -> bytes:
    """A self-signed certificate with its key, as PKCS #12."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Prova")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), 7, datetime(2025, 1, 1), datetime(2045, 1, 1))  # noqa: DTZ001 - as the builder wants it
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = builder.add_extension(usage, critical=True).sign(key, hashes.SHA256())
    return pkcs12.serialize_key_and_certificates(
        b"prova", key, certificate, None, BestAvailableEncryption(passphrase.encode())
    )


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("passphrase", ["", CLOSING], ids=["open", "encrypted"])
def test_a_signature_covers_the_whole_and_notices_one_changed_byte(summary: Summary, passphrase: str) -> None:
    pytest.importorskip("pyhanko", reason="the extra «sign» is not installed")
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415 - the extra
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415 - as above
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415 - as above

    stream = io.BytesIO()
    write_copy(summary, Language.IT, stream, COPY, Closing(passphrase, Signing(_key("prova"), "prova")))

    def judged(content: bytes) -> Any:  # noqa: ANN401 - the library's
        reader = PdfFileReader(io.BytesIO(content))
        if passphrase:
            reader.decrypt(passphrase)
        return validate_pdf_signature(
            reader.embedded_signatures[0], ValidationContext(allow_fetching=False, trust_roots=[])
        )

    good = judged(stream.getvalue())
    assert (good.intact, good.valid, good.coverage.name) == (True, True, "ENTIRE_FILE")
    changed = bytearray(stream.getvalue())
    changed[len(changed) // 3] ^= 1
    assert not judged(bytes(changed)).intact


def test_a_key_that_does_not_open_is_refused(summary: Summary, tmp_path: Path) -> None:
    pytest.importorskip("pyhanko", reason="the extra «sign» is not installed")
    for key in (_key("prova"), b"no key"):
        with pytest.raises(WrongUse):
            write_copy(summary, Language.IT, tmp_path / "copy.pdf", COPY, Closing("", Signing(key, "altra")))
    assert list(tmp_path.iterdir()) == []


class _Open(MemoryStore):
    """Stays open from command to command."""

    def close(self) -> None: ...


@pytest.fixture(scope="module")
def store() -> MemoryStore:
    made = _Open()
    build_demo(made, seed=1, cases=150)
    return made


def test_a_draft_is_not_sent(summary: Summary, store: MemoryStore) -> None:
    draft = replace(summary, cover=replace(summary.cover, confirmation=Confirmation.DRAFT))
    with pytest.raises(WrongUse) as refused:
        note_copy(store, draft, COPY)
    assert "bozza" in refused.value.message.it


@pytest.fixture
def run(
    store: MemoryStore, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    def opened(_folder: Path, _login: Login) -> MemoryStore:
        return store

    monkeypatch.setattr(bootstrap, "open_store", opened)
    (tmp_path / "passphrase.txt").write_text("la frase dell’archivio\n", encoding="utf-8")
    (tmp_path / "closing.txt").write_text(f"{CLOSING}\n", encoding="utf-8")
    asked = ["--period", "2025-Q4", "--as-of", "2025-12-31", "--lang", "en"]

    def ran(*arguments: str) -> tuple[int, str, str]:
        passphrase = str(tmp_path / "passphrase.txt")
        try:
            status: Any = main(["summary", str(tmp_path / "s"), *asked, "--passphrase-file", passphrase, *arguments])
        except SystemExit as left:
            status = left.code
        return (int(status or 0), *capsys.readouterr())

    return ran


def test_the_command_writes_a_closed_copy_and_the_log_says_for_whom(
    run: Callable[..., tuple[int, str, str]], store: MemoryStore, tmp_path: Path
) -> None:
    out, closing = tmp_path / "copy.pdf", str(tmp_path / "closing.txt")
    status, _, told = run(
        "--out", str(out), "--recipient", COPY.recipient, "--copy", "2/5", "--encrypt-passphrase-file", closing
    )
    assert status == 0, told
    with pikepdf.open(out, password=CLOSING) as file:
        assert file.attachments
    with store.begin() as unit:
        last = max((entry.content for entry in unit.audit.entries(Wanted())), key=lambda content: content.sequence)
    assert last.act == "export"
    assert last.fields == "pdf copy=2/5 recipient=Prefettura di Roma"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--recipient", "A"), "--recipient and --copy are needed together"),
        (("--copy", "1/2"), "--recipient and --copy are needed together"),
        (("--recipient", "A", "--copy", "3/2"), "number of the copy"),
        (("--recipient", "A", "--copy", "due"), "as 2/5"),
        (("--recipient", "", "--copy", "1/2"), "whom the copy is for"),
        (("--encrypt-passphrase-file", "closing.txt"), "Only a copy to send"),
        (("--recipient", "A", "--copy", "1/2", "--encrypt-passphrase-file", "none.txt"), "cannot be read"),
        (("--recipient", "A", "--copy", "1/2", "--encrypt-passphrase-file", "passphrase.txt"), "that of the store"),
        (("--recipient", "A", "--copy", "1/2", "--explain"), "writes nothing"),
        (("--recipient", "A", "--copy", "1/2", "--sign", "a.txt"), "--sign-passphrase-file are needed together"),
        (("--sign", "a.txt", "--sign-passphrase-file", "b.txt"), "Only a copy to send"),
    ],
)
def test_half_a_wish_is_refused_before_anything_is_done(
    run: Callable[..., tuple[int, str, str]], arguments: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    placed = [str(tmp_path / each) if each.endswith(".txt") else each for each in arguments]
    out = [] if "--explain" in arguments else ["--out", str(tmp_path / "copy.pdf")]
    status, _, told = run(*placed, *out)
    assert status != 0
    assert said in re.sub(r"\s+", " ", told)
    assert not (tmp_path / "copy.pdf").exists()
