"""Words planted in every field are found in no file, log, title, clipboard or output, whatever was done meanwhile.

Which kinds of field are planted, and why not the others, stands in `canaries.py`.
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
from observatory.fields import Entity

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


def look_through(folder: Path, *how: str) -> Path:
    """Walk, and find nothing; the folder in which nothing was found."""
    root, seen = walk(folder, *how)
    assert SEARCH.found_below(root, PLANTED) == set()
    assert {"locked", "cases read", "failed", "worker failed", "refused"} <= seen.keys()
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


def test_every_field_that_takes_words_is_planted() -> None:
    def count(entity: Entity) -> int:
        own = sum(field.kind in CANARIES.PLANTED_KINDS for field in entity.fields)
        return own + sum(count(child) for child in entity.children.values())

    assert sum(count(entity) for entity in ENTITIES) + len(CANARIES.TYPED) + len(CANARIES.SECRETS) == len(PLANTED)
    assert len(set(PLANTED.values())) == len(PLANTED)


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
