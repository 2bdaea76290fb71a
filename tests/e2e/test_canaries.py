"""Values planted in every field are found in no file, log, title, clipboard or output, whatever was done meanwhile.

- Texts, narratives, person codes, references and ids of records: words that stand nowhere else.
- Numbers, days, months and quarters: values about which the program has nothing to say (ten digits, the early
  twentieth century), as stored and as people write them.
- Codes, which every program and report is full of: beside the name of their field, as a record told by the program
  (`repr`, JSON) would show them; and any such record would show its planted id and texts as well.
- What is typed: searches, drafts, new children, imported cells; passphrases, names of members; the paper key.

Told on purpose are ids in an exported log, the paper key on the recovery sheet, and the name of a member in the answer
to the command that named them.
"""

import importlib.util
import json
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from observatory.entities import ENTITIES
from observatory.fields import Entity, Kind

HERE = Path(__file__).parent


def loaded(name: str) -> ModuleType:
    """A script beside this file: tests are no package."""
    spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CANARIES, SEARCH = loaded("canaries"), loaded("leak_search")
PLANTED: dict[str, str] = CANARIES.planted()
SHEET = {("sheet.pdf", f"paper key {n}") for n in range(1, 9)}
"""What is printed to be kept on paper."""
ANSWERED = {("printed.txt", "second member")}
"""The name in the command, in its answer on the terminal."""


def walk(folder: Path, *how: str) -> tuple[Path, dict[str, dict[str, list[str]]]]:
    """Go through the program in a folder that holds all it may write to; what was seen, and the folder."""
    root, inputs, report = folder / "home", folder / "inputs", folder / "report.json"
    for each in (root, inputs, root / "tmp"):
        each.mkdir()
    places = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR")
    own = {name: str(root) for name in places} | {"TMPDIR": str(root / "tmp"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = ["sh", "-c", 'ulimit -c unlimited 2>/dev/null; exec "$@"', "sh", sys.executable]
    command += [str(HERE / "canary_walk.py"), str(root), str(inputs), str(report), *how]
    with (root / "printed.txt").open("wb") as printed:
        done = subprocess.run(  # noqa: S603 - our own program
            command, cwd=root, env={**os.environ, **own}, stdout=printed, stderr=printed, check=False, timeout=240
        )
    printed_text = (root / "printed.txt").read_text(errors="replace")
    assert done.returncode == -signal.SIGABRT, printed_text[-3000:]
    return root, json.loads(report.read_text(encoding="utf-8"))


def is_in_exported_log(file: str, what: str) -> bool:
    """The signed log tells of which record it speaks: an auditor asks for its export."""
    return file in ("out/log.json", "out/log.csv") and what.startswith(CANARIES.IDS)


def look_through(folder: Path, *how: str) -> Path:
    """Walk, and find nothing; the folder in which nothing was found."""
    root, seen = walk(folder, *how)
    found = SEARCH.found_below(root, PLANTED)
    assert found >= SHEET
    assert {each for each in found - SHEET - ANSWERED if not is_in_exported_log(*each)} == set()
    assert {"locked", "cases read", "failed", "worker failed", "refused"} <= seen.keys()
    assert seen.pop("process") == {"core": ["0", "0"], "dumpable": ["0"]}
    # The words were there to be seen, by whoever opened the record.
    assert PLANTED["case.note"] in "".join(seen["cases read"].pop("shown"))
    for moment, places in seen.items():
        outside = {place: texts for place, texts in places.items() if place != "shown"}
        for place, texts in outside.items():
            assert SEARCH.found_in_bytes("\n".join(texts).encode(), PLANTED) == set(), (moment, place)
    assert seen["failed"]["messages"] != [""]
    written = {path.name for path in root.rglob("*")}
    assert {"log.txt", "printed.txt", "vault.db", "Osservatorio.conf"} <= written
    assert not [name for name in written if name.startswith("core")]
    return root


@pytest.mark.skipif(sys.platform != "linux", reason="folders of a Linux desktop")
def test_nothing_planted_is_found_anywhere(tmp_path: Path) -> None:
    root = look_through(tmp_path)
    made = {path.name for path in (root / "out").iterdir()}
    assert {"summary.pdf", "xlsx", "csv", "log.json", "log.csv", "report.csv", "copy.osbackup", "rescued"} <= made


@pytest.mark.window
def test_nothing_planted_is_found_anywhere_with_a_real_display(tmp_path: Path) -> None:
    """Here the desktop has a selection of its own, which follows the mouse."""
    assert os.environ.get("QT_QPA_PLATFORM") == "xcb"
    look_through(tmp_path, "window")


@pytest.mark.skipif(sys.platform != "linux", reason="folders of a Linux desktop")
def test_a_program_that_leaks_is_found_out(tmp_path: Path) -> None:
    root, _ = walk(tmp_path, "leaking")
    assert {("log.txt", "fault"), ("printed.txt", "fault")} <= SEARCH.found_below(root, PLANTED)


def test_every_field_of_every_entity_is_planted() -> None:
    def count(entity: Entity) -> int:
        return len(entity.fields) + sum(count(child) for child in entity.children.values())

    told = dict(CANARIES.fields())
    assert sum(count(entity) for entity in ENTITIES) == len(told)
    assert told.keys() <= PLANTED.keys()
    assert {field.kind for field in told.values()} == set(Kind)
    by_field = {place for place, field in told.items() if field.is_coded}
    unique = [word for what, word in PLANTED.items() if what.split(" (")[0] not in by_field]
    assert len(set(unique)) == len(unique)
    for entity in ENTITIES:
        record = CANARIES.record_of(entity, entity.name)
        assert all(getattr(record, field.name) not in (None, "", ()) for field in entity.fields)


@pytest.mark.parametrize("how", ["utf-8", "utf-16-le", "utf-16-be", "hex", "base64", "zip", "name", "pdf"])
def test_the_search_finds_a_word_in_every_form(tmp_path: Path, how: str) -> None:
    word = PLANTED["draft"]
    path = tmp_path / (word if how == "name" else "file")
    if how == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("inner", f"before {word} after")
    elif how == "pdf":
        path.write_bytes(a_pdf(word))
    else:
        path.write_bytes(coded(f"before {word} after", how))
    assert SEARCH.found_below(tmp_path, PLANTED) == {(path.name, "draft")}


def coded(text: str, how: str) -> bytes:
    import base64  # noqa: PLC0415 - for this one

    if how == "hex":
        return text.encode().hex().encode()
    if how == "base64":
        return base64.b64encode(text.encode())
    return text.encode("utf-8" if how == "name" else how)


def a_pdf(word: str) -> bytes:
    import io  # noqa: PLC0415 - for this one

    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - as above

    held = io.BytesIO()
    page = Canvas(held, pageCompression=1)
    page.drawString(100, 100, word)
    page.save()
    return held.getvalue()
