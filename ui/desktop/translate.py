"""Renew the window's translations: `python -m ui.desktop.translate`, then translate what is new and run it again.

Source texts are English; `observatory_it.ts` holds the Italian, `observatory_en.ts` only English plurals. The compiled
`.qm` files are kept beside them, so that neither building nor installing needs Qt's tools.
"""

import subprocess
import sys
from pathlib import Path

_UI = Path(__file__).resolve().parent.parent
_HERE = _UI.parent / "resources" / "translations"
_LANGUAGES = {"it": (), "en": ("-pluralonly",)}


def update(folder: Path = _HERE) -> int:
    """Collect the texts of the window into the `.ts` files of a folder; the exit status."""
    sources = sorted(str(path.relative_to(_UI.parent)) for path in _UI.rglob("*.py"))
    for language, options in _LANGUAGES.items():
        target = folder / f"observatory_{language}.ts"
        languages = ("-source-language", "en", "-target-language", language)
        status = _run(
            "lupdate", *sources, "-ts", str(target), *languages, "-locations", "none", "-no-obsolete", *options
        )
        if status:
            return status
    return 0


def compile_texts(folder: Path = _HERE) -> int:
    """Compile the `.ts` files of a folder; fails while anything is untranslated."""
    sources = [str(folder / f"observatory_{language}.ts") for language in _LANGUAGES]
    return _run("lrelease", "-fail-on-unfinished", *sources)


def _run(tool: str, *arguments: str) -> int:
    # The tools come with PySide6 and stand beside this interpreter.
    program = Path(sys.executable).with_name(f"pyside6-{tool}")
    return subprocess.run([str(program), *arguments], cwd=_UI.parent, check=False).returncode  # noqa: S603 - as above


if __name__ == "__main__":
    raise SystemExit(update() or compile_texts())
