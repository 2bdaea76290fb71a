"""Looks for words in every file below a folder: as they are, coded in the usual ways, and inside what is packed."""

import io
import re
import shutil
import subprocess
import zipfile
import zlib
from base64 import a85decode, b64encode
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_EDGE = 3
_LONG, _BEGINNING = 10, 5


def forms(word: str) -> set[bytes]:
    """A word as it may stand in a file; of base 64 the part that does not hang on its neighbours."""
    told: set[bytes] = set()
    for spelt in (word, word.lower(), word.upper()):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            raw = spelt.encode(encoding)
            told |= {raw, raw.hex().encode(), raw.hex().upper().encode()}
            told |= {b64encode(b"\0" * shift + raw)[_EDGE + 1 : -_EDGE - 1] for shift in range(_EDGE)}
    return told


def layers(content: bytes) -> Iterator[bytes]:
    """A file's bytes, those of its members if it is packed, of its streams if it is a PDF, and the text it shows."""
    yield content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for name in packed.namelist():
                yield name.encode()
                yield from layers(packed.read(name))
    if content.startswith(b"%PDF"):
        yield from map(_unpacked, _STREAM.findall(content))
        yield _text_of_pdf(content)


def _unpacked(stream: bytes) -> bytes:
    with suppress(ValueError):
        stream = a85decode(stream.strip(), adobe=stream.strip().startswith(b"<~"))
    with suppress(ValueError):
        stream = a85decode(b"<~" + stream.strip(), adobe=True)
    with suppress(zlib.error):
        return zlib.decompress(stream)
    return stream


def _text_of_pdf(content: bytes) -> bytes:
    """As a reader shows it: the fonts number their letters anew."""
    tool = shutil.which("pdftotext")
    if tool is None:
        return b""
    return subprocess.run([tool, "-", "-"], input=content, capture_output=True, check=True).stdout  # noqa: S603


def found_in_bytes(content: bytes, words: Mapping[str, str]) -> set[str]:
    """What was planted and stands there, in any form."""
    told = set()
    for part in layers(content):
        # Hundreds of words in thirty forms each: whose first letters stand nowhere is not looked for.
        beginnings = {part[at : at + _BEGINNING] for at in range(len(part))}
        told |= {what for what, word in words.items() if _stands(word, part, beginnings)}
    return told


def _stands(word: str, part: bytes, beginnings: Collection[bytes]) -> bool:
    """A short one only by itself: as a piece of a digest or of an id it stands there by chance."""
    if len(word) >= _LONG:
        return any(form[:_BEGINNING] in beginnings and form in part for form in _forms(word))
    return any(form[:_BEGINNING] in beginnings and _alone(form).search(part) for form in _short_forms(word))


@cache
def _short_forms(word: str) -> tuple[bytes, ...]:
    return tuple(word.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


@cache
def _alone(told: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"(?<![0-9A-Za-z])" + re.escape(told) + rb"(?![0-9A-Za-z])")


@cache
def _forms(word: str) -> tuple[bytes, ...]:
    return tuple(forms(word))


def found_below(folder: Path, words: Mapping[str, str]) -> set[tuple[str, str]]:
    """Each file with what of the planted stands in it, or in its name."""
    told = set()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = str(path.relative_to(folder))
        told |= {(name, what) for what in found_in_bytes(path.read_bytes() + name.encode(), words)}
    return told
