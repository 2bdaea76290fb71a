"""Set Osservatorio up from a checkout and run its demonstration or its tests, with nothing but Python at hand.

Only the standard library is used, and the syntax stays old enough that an older Python can still print why it is refused.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
OLDEST_PYTHON = (3, 11)
VENV_PYTHON = "Scripts/python.exe" if os.name == "nt" else "bin/python"
OBSERVATORY = ".venv\\Scripts\\observatory" if os.name == "nt" else ".venv/bin/observatory"

# What Qt's own libraries name as needed (objdump -p), and the Debian and Ubuntu package that holds it.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libzstd.so.1": "libzstd1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
TEST_TOOLS = {
    "Xvfb": "xvfb",
    "fc-match": "fontconfig",
    "pdffonts": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "pdftotext": "poppler-utils",
    "strings": "binutils",
    "xauth": "xauth",
    "xdotool": "xdotool",
    "xvfb-run": "xvfb",
}
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")
# Packages renamed by the move to 64-bit time (Ubuntu 24.04, Debian 13).
RENAMED = {"libglib2.0-0": "libglib2.0-0t64"}
PROBE = """
import ctypes, sys
for name in sys.argv[1:]:
    try:
        ctypes.CDLL(name)
    except OSError:
        print(name)
"""


class SetupError(Exception):
    """Something that stops the set-up and that the reader can put right, said in Italian and in English."""

    def __init__(self, italian: str, english: str) -> None:
        super().__init__(english)
        self.sentences = (italian, english)


def say(italian: str, english: str) -> None:
    print(italian, f"  {english}", sep="\n", flush=True)


# --- the environment -------------------------------------------------------------------------------------------------


def check_python() -> None:
    """Refuse an interpreter that cannot carry the program, before anything is touched."""
    if sys.version_info < OLDEST_PYTHON:
        found = "{}.{}".format(*sys.version_info[:2])
        raise SetupError(
            f"Serve Python 3.11 o successivo (questo è {found}): ad esempio «sudo apt-get install python3.11-venv».",
            f'Python 3.11 or later is needed (this is {found}): for example "sudo apt-get install python3.11-venv".',
        )
    try:
        import ensurepip  # noqa: F401, PLC0415  # Debian ships it apart from python3
        import venv  # noqa: F401, PLC0415
    except ImportError:
        command = "sudo apt-get install python{}.{}-venv".format(*sys.version_info[:2])
        raise SetupError(
            f"A questo Python manca il modulo per gli ambienti virtuali: «{command}».",
            f'This Python lacks the module for virtual environments: "{command}".',
        ) from None


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def wanted_stamp(root: Path, *, with_tests: bool) -> dict[str, str]:
    """Say what a finished environment would be made of: interpreter, place, locks and project file."""
    stamp = {
        "python": "{}-{}.{}".format(sys.implementation.name, *sys.version_info[:2]),
        "place": str(root),
        "runtime": digest(root / "requirements.lock"),
        "project": digest(root / "pyproject.toml"),
    }
    if with_tests:
        stamp["tests"] = digest(root / "requirements-dev.lock")
    return stamp


def found_stamp(root: Path) -> dict[str, str]:
    """Read what the environment was finished with; empty when it was never finished or its interpreter is gone."""
    try:
        stamp = json.loads((root / ".venv/osservatorio.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) and (root / ".venv" / VENV_PYTHON).exists() else {}


def is_rebuild_needed(found: dict[str, str], wanted: dict[str, str]) -> bool:
    return any(found.get(part) != wanted[part] for part in ("python", "place", "runtime"))


def run_quietly(command: list[str], root: Path, italian: str, english: str) -> None:
    """Run a command whose output matters only when it fails."""
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode != 0:
        print(done.stdout[-2000:], done.stderr[-4000:], sep="\n", file=sys.stderr)
        raise SetupError(italian, english)


def pip(root: Path, *arguments: str) -> None:
    command = [str(root / ".venv" / VENV_PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
    run_quietly(
        [*command, "--quiet", *arguments],
        root,
        "L'installazione non è riuscita (rete, spazio su disco?). Ripetere il comando: riparte da zero.",
        "The installation failed (network, disk space?). Run the same command again: it starts afresh.",
    )


def make_environment(root: Path) -> None:
    say("Preparo l'ambiente in .venv: alla prima volta circa un minuto.", "Setting up .venv: about a minute, once.")
    base_python = getattr(sys, "_base_executable", None) or sys.executable
    run_quietly(
        [base_python, "-m", "venv", "--clear", str(root / ".venv")],
        root,
        "Non è stato possibile creare l'ambiente virtuale in .venv.",
        "The virtual environment in .venv could not be made.",
    )


def set_up(root: Path, *, with_tests: bool) -> None:
    """Bring .venv to the locked state; the stamp is written last, so that an interrupted run is never taken for done."""
    wanted, found = wanted_stamp(root, with_tests=with_tests), found_stamp(root)
    if all(found.get(part) == value for part, value in wanted.items()):
        return
    stamp = root / ".venv/osservatorio.json"
    stamp.unlink(missing_ok=True)
    if is_rebuild_needed(found, wanted):
        found = {}
        make_environment(root)
    lock = "requirements-dev.lock" if with_tests else "requirements.lock"
    if found.get("tests" if with_tests else "runtime") != digest(root / lock):
        pip(root, "--require-hashes", "--only-binary", ":all:", "-r", lock)
    pip(root, "--no-deps", "--no-build-isolation", "-e", ".")
    stamp.write_text(json.dumps({**found, **wanted}), "utf-8")


# --- what the operating system must bring ----------------------------------------------------------------------------


def missing_libraries() -> dict[str, str]:
    """Give the shared libraries Qt cannot load here, with their packages; empty where Qt brings its own."""
    if not sys.platform.startswith("linux"):
        return {}
    command = [sys.executable, "-c", PROBE, *QT_LIBRARIES]
    missing = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return {name: QT_LIBRARIES[name] for name in missing}


def missing_tools() -> dict[str, str]:
    if not sys.platform.startswith("linux"):
        return {}
    missing = {name: package for name, package in TEST_TOOLS.items() if shutil.which(name) is None}
    fonts = (path for folder in FONT_FOLDERS for path in Path(folder).rglob("*.[to]tf"))
    return missing if next(fonts, None) else {**missing, "fonts": "fonts-dejavu-core"}


def package_names(packages: list[str]) -> list[str]:
    """Sort, drop repetitions and use the names of this release of Debian or Ubuntu."""
    cache = shutil.which("apt-cache")
    names = set()
    for package in packages:
        renamed = RENAMED.get(package)
        known = renamed and cache and subprocess.run([cache, "show", renamed], capture_output=True, check=False)
        names.add(renamed if renamed and known and known.returncode == 0 else package)
    return sorted(names)


def install_packages(packages: list[str]) -> None:
    """Install Debian packages as root, asking nothing."""
    apt = [shutil.which("apt-get") or "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*apt, "update"], env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    names = package_names(packages)
    say(f"Installo i pacchetti di sistema: {' '.join(names)}", f"Installing system packages: {' '.join(names)}")
    command = [*apt, "install", "-y", "--no-install-recommends", *names]
    done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if done.returncode != 0:
        sys.stderr.write(done.stderr.decode(errors="replace")[-4000:])


def require(missing: dict[str, str]) -> None:
    """Say exactly what the system lacks and the one line that brings it."""
    if not missing:
        return
    things, names = ", ".join(sorted(missing)), " ".join(package_names(list(missing.values())))
    raise SetupError(
        f"Mancano al sistema: {things}. Su Debian o Ubuntu: sudo apt-get install --no-install-recommends {names}",
        f"The system lacks: {things}. On Debian or Ubuntu: sudo apt-get install --no-install-recommends {names}",
    )


def prepare_system(*, with_tests: bool) -> None:
    """Install what Qt (and the tests) need when run as root on Debian or Ubuntu; otherwise say what is missing."""

    def missing() -> dict[str, str]:
        return {**missing_libraries(), **(missing_tools() if with_tests else {})}

    lacking = missing()
    if lacking and getattr(os, "geteuid", lambda: 1)() == 0 and shutil.which("apt-get"):
        install_packages(list(lacking.values()))
        lacking = missing()
    require(lacking)


# --- the demonstration -----------------------------------------------------------------------------------------------


def new_passphrase() -> str:
    """Six pronounceable words of three syllables: 18 draws out of 70, about 110 bits."""
    syllables = [consonant + vowel for consonant in "bcdfglmnprstvz" for vowel in "aeiou"]
    return "-".join("".join(secrets.choice(syllables) for _ in range(3)) for _ in range(6))


def write_passphrase(path: Path) -> None:
    """Write a new passphrase that only its owner can read; an existing one is never replaced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(new_passphrase() + "\n")


def build_demo(root: Path) -> int:
    """Build the synthetic store, the summary and the exports; an unfinished or unopenable earlier one makes room."""
    demo, passphrase = root / "demo", root / "demo/passphrase.txt"
    finished = demo / "finished"
    if passphrase.exists() and finished.exists():
        say("La dimostrazione esiste già: la riuso.", "The demonstration exists already: it is used as it is.")
        return 0
    finished.unlink(missing_ok=True)
    for folder in (demo / "store", demo / "out"):
        shutil.rmtree(folder, ignore_errors=True)
    if not passphrase.exists():
        write_passphrase(passphrase)
    arguments = ["demo", "--store", "demo/store", "--out", "demo/out", "--passphrase-file", "demo/passphrase.txt"]
    status = start(root, *arguments)
    if status == 0:
        finished.touch()
    return status


def start(root: Path, *arguments: str) -> int:
    return subprocess.run([str(root / ".venv" / VENV_PYTHON), "main.py", *arguments], cwd=root, check=False).returncode


def has_display() -> bool:
    return os.name == "nt" or sys.platform == "darwin" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


def run_demo(root: Path, *, renew: bool, window: bool) -> int:
    set_up(root, with_tests=False)
    if renew:
        (root / "demo/finished").unlink(missing_ok=True)
    status = build_demo(root)
    if status != 0:
        return status
    say("Riepilogo ed esportazioni sono in demo/out.", "The summary and the exports are in demo/out.")
    say("La frase d'accesso è in demo/passphrase.txt.", "The passphrase is in demo/passphrase.txt.")
    if not (window and has_display()):
        say(f"Per aprire la finestra: {OBSERVATORY} --store demo/store", "That command opens the window.")
        return 0
    prepare_system(with_tests=False)
    return start(root, "--store", "demo/store")


# --- the tests -------------------------------------------------------------------------------------------------------


def run_pytest(command: list[str], root: Path, platform: str) -> tuple[int, str]:
    """Run pytest, show its output as it comes, and give its status and closing line."""
    environment = {**os.environ, "QT_QPA_PLATFORM": platform}
    with subprocess.Popen(
        command, cwd=root, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE
    ) as tests:
        printed = bytearray()
        while chunk := os.read(tests.stdout.fileno(), 65536) if tests.stdout else b"":
            sys.stdout.buffer.write(chunk)
            sys.stdout.flush()
            printed += chunk
    lines = printed.decode(errors="replace").split("\n")
    return tests.returncode, next((line.strip() for line in reversed(lines) if line.strip()), "")


def run_checks(root: Path, tools: Path) -> list[str]:
    """Run the quality tools, each to its end, and give the names of those that failed."""
    checks = (["ruff", "format", "--check", "."], ["ruff", "check", "."], ["mypy"], ["lint-imports"])
    failed = []
    for check in checks:
        print("$", *check, flush=True)
        program = shutil.which(check[0], path=str(tools)) or check[0]
        if subprocess.run([program, *check[1:]], cwd=root, stdin=subprocess.DEVNULL, check=False).returncode != 0:
            failed.append(" ".join(check))
    return failed


def run_tests(root: Path) -> int:
    """Run every check and test; the last line printed is pytest's closing line."""
    set_up(root, with_tests=True)
    prepare_system(with_tests=True)
    python = root / ".venv" / VENV_PYTHON
    failed = run_checks(root, python.parent)
    pytest = [str(python), "-m", "pytest"]
    status, closing = run_pytest(pytest, root, "offscreen")
    failed += ["pytest"] if status else []
    if sys.platform.startswith("linux"):
        screen = [shutil.which("xvfb-run") or "xvfb-run", "-a", "-s", "-screen 0 1400x900x24"]
        status, _ = run_pytest([*screen, *pytest, "-m", "window"], root, "xcb")
        failed += ["pytest -m window"] if status else []
    else:
        say("Le prove della finestra girano su Linux.", "The window tests run on Linux.")
    if failed:
        say(f"Non riusciti: {', '.join(failed)}", f"Failed: {', '.join(failed)}")
    print(closing)
    return 1 if failed else 0


# --- the command -----------------------------------------------------------------------------------------------------


def read_arguments(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bootstrap.py", description="Osservatorio: set-up, demonstration, tests.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("setup", help="prepara soltanto .venv / only set .venv up")
    commands.add_parser("test", help="tutti i controlli e le prove / every check and test")
    demo = commands.add_parser("demo", help="archivio sintetico, riepilogo, esportazioni, finestra / synthetic demo")
    demo.add_argument("--renew", action="store_true", help="ricostruisce la dimostrazione / build it anew")
    demo.add_argument("--no-window", action="store_true", help="non apre la finestra / do not open the window")
    return parser.parse_args(arguments)


def run(options: argparse.Namespace) -> int:
    check_python()
    if options.command == "demo":
        return run_demo(ROOT, renew=options.renew, window=not options.no_window)
    if options.command == "test":
        return run_tests(ROOT)
    set_up(ROOT, with_tests=False)
    say("Pronto.", "Ready.")
    return 0


def main() -> int:
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a console that cannot show «è» still works
    try:
        return run(read_arguments())
    except SetupError as error:
        print(*error.sentences, sep="\n", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrotto: lo stesso comando riprende. / Interrupted: the same command resumes.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    raise SystemExit(main())
