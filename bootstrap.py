"""Set Osservatorio up from a checkout, then show it or check it: `python3 bootstrap.py demo`, `test` or `setup`.

Only the standard library is used, in a syntax old enough that an older Python can still print why it is refused.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
OLDEST_PYTHON = (3, 11)
WINDOWS = os.name == "nt"
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
STAMP = VENV / "osservatorio.json"
DEMO = ROOT / "demo"
OPEN_WINDOW = r".venv\Scripts\observatory --store demo\store" if WINDOWS else ".venv/bin/observatory --store demo/store"

# What Qt's own libraries name as needed (objdump -p), and the Debian and Ubuntu package that holds it.
QT_LIBRARIES = """
libEGL.so.1=libegl1 libGL.so.1=libgl1 libX11.so.6=libx11-6 libX11-xcb.so.1=libx11-xcb1 libdbus-1.so.3=libdbus-1-3
libfontconfig.so.1=libfontconfig1 libfreetype.so.6=libfreetype6 libglib-2.0.so.0=libglib2.0-0 libzstd.so.1=libzstd1
libxcb-cursor.so.0=libxcb-cursor0 libxcb-icccm.so.4=libxcb-icccm4 libxcb-image.so.0=libxcb-image0
libxcb-keysyms.so.1=libxcb-keysyms1 libxcb-randr.so.0=libxcb-randr0 libxcb-render-util.so.0=libxcb-render-util0
libxcb-render.so.0=libxcb-render0 libxcb-shape.so.0=libxcb-shape0 libxcb-shm.so.0=libxcb-shm0
libxcb-sync.so.1=libxcb-sync1 libxcb-util.so.1=libxcb-util1 libxcb-xfixes.so.0=libxcb-xfixes0
libxcb-xkb.so.1=libxcb-xkb1 libxkbcommon.so.0=libxkbcommon0 libxkbcommon-x11.so.0=libxkbcommon-x11-0
"""
TEST_TOOLS = """cc=gcc /usr/include/stdio.h=libc6-dev dbus-daemon=dbus pdffonts=poppler-utils strings=binutils
/usr/libexec/at-spi-bus-launcher=at-spi2-core javac=default-jdk-headless
qpdf=qpdf soffice=libreoffice-calc-nogui xauth=xauth xdotool=xdotool xvfb-run=xvfb"""
OLD_GLIB, NEW_GLIB = "libglib2.0-0", "libglib2.0-0t64"  # renamed by the move to 64-bit time (Ubuntu 24.04, Debian 13)
PROPOSE = "from observatory.security.passphrases import propose; print(propose())"


class SetupError(Exception):
    """Something that stops the set-up and that the reader can put right, said in Italian and in English."""


def say(italian: str, english: str) -> None:
    print(italian, f"  {english}", sep="\n", flush=True)


def check_python() -> None:
    """Refuse an interpreter that cannot carry the program, before anything is touched."""
    if sys.version_info < OLDEST_PYTHON:
        found = "{}.{}".format(*sys.version_info[:2])
        raise SetupError(
            f"Serve Python 3.11 o successivo (questo è {found}): ad esempio «sudo apt-get install python3.11-venv».",
            f'Python 3.11 or later is needed (this is {found}): for example "sudo apt-get install python3.11-venv".',
        )
    # Debian ships both apart from python3.
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        command = "sudo apt-get install python{}.{}-venv".format(*sys.version_info[:2])
        raise SetupError(
            f"A questo Python manca il modulo per gli ambienti virtuali: «{command}».",
            f'This Python lacks the module for virtual environments: "{command}".',
        )


def digest(name: str) -> str:
    return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()


def wanted_stamp(*, with_tests: bool) -> dict[str, str]:
    """Say what a finished environment is made of: interpreter, place, locks and project file."""
    stamp = {
        "python": "{}-{}.{}".format(sys.implementation.name, *sys.version_info[:2]),
        "place": str(ROOT),
        "runtime": digest("requirements.lock"),
        "project": digest("pyproject.toml"),
    }
    return {**stamp, "tests": digest("requirements-dev.lock")} if with_tests else stamp


def found_stamp() -> dict[str, str]:
    """Read what the environment was finished with; empty if it never was or its interpreter is gone."""
    try:
        stamp = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) and PYTHON.exists() else {}


def run_quietly(command: list[str], italian: str, english: str) -> None:
    """Run a command whose output matters only when it fails."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode != 0:
        print(done.stdout[-2000:], done.stderr[-4000:], sep="\n", file=sys.stderr)
        raise SetupError(italian, english)


def pip_install(*arguments: str) -> None:
    run_quietly(
        [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet", *arguments],
        "L’installazione non è riuscita (rete, spazio su disco?). Ripetere il comando: riparte da zero.",
        "The installation failed (network, disk space?). Run the same command again: it starts afresh.",
    )


def set_up(*, with_tests: bool) -> None:
    """Bring .venv to the locked state; the stamp comes last, so that an interrupted run is never taken for done."""
    wanted, found = wanted_stamp(with_tests=with_tests), found_stamp()
    if all(found.get(part) == value for part, value in wanted.items()):
        return
    STAMP.unlink(missing_ok=True)
    if any(found.get(part) != wanted[part] for part in ("python", "place", "runtime")):
        found = {}
        say("Preparo l’ambiente in .venv: la prima volta un paio di minuti.", "Setting up .venv: a few minutes, once.")
        run_quietly(
            # Not the interpreter of a virtual environment: the new one would stand or fall with it.
            [getattr(sys, "_base_executable", None) or sys.executable, "-m", "venv", "--clear", str(VENV)],
            "Non è stato possibile creare l’ambiente virtuale in .venv.",
            "The virtual environment in .venv could not be made.",
        )
    part, lock = ("tests", "requirements-dev.lock") if with_tests else ("runtime", "requirements.lock")
    if found.get(part) != wanted[part]:
        pip_install("--require-hashes", "--only-binary", ":all:", "-r", lock)
    pip_install("--no-deps", "--no-build-isolation", "-e", ".")
    STAMP.write_text(json.dumps({**found, **wanted}), "utf-8")


def is_loadable(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages(*, with_tests: bool) -> dict[str, str]:
    """Give what Qt (and the tests) cannot find here, each with its Debian package; nothing off Linux."""
    if not sys.platform.startswith("linux"):
        return {}
    libraries, tools = (dict(pair.split("=") for pair in table.split()) for table in (QT_LIBRARIES, TEST_TOOLS))
    missing = {name: package for name, package in libraries.items() if not is_loadable(name)}
    if with_tests:
        missing.update({name: tools[name] for name in tools if not (shutil.which(name) or Path(name).is_file())})
        if next(Path("/usr/share/fonts").rglob("*.[to]tf"), None) is None:
            missing["DejaVu Sans"] = "fonts-dejavu-core"
    return missing


def package_names(missing: dict[str, str]) -> str:
    """Name the packages as this release of the system calls them."""
    query = [shutil.which("apt-cache") or "false", "show", NEW_GLIB]
    is_new = subprocess.run(query, capture_output=True, check=False).returncode == 0
    return " ".join(sorted({NEW_GLIB if is_new and name == OLD_GLIB else name for name in missing.values()}))


def install_packages(missing: dict[str, str]) -> None:
    """Install Debian packages as root, asking nothing."""
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*apt, "update"], env=environment, stdout=subprocess.DEVNULL, check=False)
    names = package_names(missing)
    say(f"Installo i pacchetti di sistema: {names}", "Installing these system packages.")
    command = [*apt, "install", "-y", "--no-install-recommends", *names.split()]
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)


def is_system_ready(*, with_tests: bool) -> bool:
    """Say whether nothing is missing; as root on Debian or Ubuntu install it, otherwise print the line that does."""
    missing = missing_packages(with_tests=with_tests)
    if missing and getattr(os, "geteuid", lambda: 1)() == 0 and shutil.which("apt-get"):
        install_packages(missing)
        missing = missing_packages(with_tests=with_tests)
    if missing:
        say(f"Mancano al sistema: {', '.join(sorted(missing))}", "The system lacks these. On Debian or Ubuntu:")
        print(f"sudo apt-get install --no-install-recommends {package_names(missing)}", flush=True)
    return not missing


def start(*arguments: str) -> int:
    return subprocess.run([str(PYTHON), "main.py", *arguments], cwd=ROOT, check=False).returncode


def write_passphrase(path: Path) -> None:
    """Write a new passphrase that only its owner can read; an existing one is never replaced."""
    proposed = subprocess.run([str(PYTHON), "-c", PROPOSE], cwd=ROOT, capture_output=True, check=True).stdout
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(proposed)


def build_demo(*, fresh: bool) -> int:
    """Build the synthetic store, the summary and the exports; a store that is there already is kept."""
    store, passphrase, unfinished = DEMO / "store", DEMO / "passphrase.txt", DEMO / "unfinished"
    if store.exists() and not unfinished.exists() and not fresh:
        say("La dimostrazione c’è già; --fresh la ricostruisce.", "The demonstration is kept; --fresh builds it anew.")
        return 0
    DEMO.mkdir(exist_ok=True)
    unfinished.touch()
    for folder in (store, DEMO / "out"):
        shutil.rmtree(folder, ignore_errors=True)
    if not passphrase.exists():
        write_passphrase(passphrase)
    status = start("demo", "--store", "demo/store", "--out", "demo/out", "--passphrase-file", "demo/passphrase.txt")
    if status == 0:
        unfinished.unlink()
    return status


def run_demo(*, fresh: bool, window: bool) -> int:
    has_display = WINDOWS or sys.platform == "darwin" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))
    can_show = window and has_display and is_system_ready(with_tests=False)
    set_up(with_tests=False)
    status = build_demo(fresh=fresh)
    if status != 0:
        return status
    say("Sintesi, esportazioni: demo/out; frase d’accesso: demo/passphrase.txt", "Outputs and passphrase: as above.")
    say(f"La finestra si apre con: {OPEN_WINDOW}", "That command opens the window.")
    return start("--store", "demo/store") if can_show else 0


def run_pytest(command: list[str], platform: str) -> tuple[int, str]:
    """Run pytest, show its output as it comes, and give its status and closing line."""
    environment, closing = {**os.environ, "QT_QPA_PLATFORM": platform, "PYTHONUNBUFFERED": "1"}, b""
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE) as tests:
        for line in tests.stdout or ():
            sys.stdout.buffer.write(line)
            sys.stdout.flush()
            closing = line.strip() or closing
    return tests.returncode, closing.decode(errors="replace")


def run_checks() -> list[str]:
    """Run the quality tools, each to its end, and give the names of those that failed."""
    failed = []
    for check in ("ruff format --check .", "ruff check .", "mypy", "lint-imports"):
        print("$", check, flush=True)
        name, *arguments = check.split()
        command = [shutil.which(name, path=str(PYTHON.parent)) or name, *arguments]
        if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
            failed.append(check)
    return failed


def run_tests() -> int:
    """Run every check and test; the last line printed is the closing line of the main pytest run."""
    if not is_system_ready(with_tests=True):
        return 1
    set_up(with_tests=True)
    failed = run_checks()
    pytest = [str(PYTHON), "-m", "pytest"]
    status, closing = run_pytest([*pytest, "--numprocesses=auto", "--dist=worksteal"], "offscreen")
    failed += ["pytest"] if status else []
    if sys.platform.startswith("linux"):
        screen = ["xvfb-run", "-a", "-s", "-screen 0 1400x900x24"]
        failed += ["pytest -m window"] if run_pytest([*screen, *pytest, "-m", "window"], "xcb")[0] else []
    if failed:
        say(f"Non riusciti: {', '.join(failed)}", f"Failed: {', '.join(failed)}")
    print(closing)
    return 1 if failed else 0


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bootstrap.py", description="Osservatorio: set-up, demonstration, tests.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("test", help="tutti i controlli e le prove / every check and test")
    setup = commands.add_parser("setup", help="prepara soltanto .venv / only set .venv up")
    setup.add_argument("--dev", action="store_true", help="anche gli strumenti di sviluppo / the developers’ tools too")
    demo = commands.add_parser("demo", help="archivio sintetico, sintesi, esportazioni, finestra / synthetic demo")
    demo.add_argument("--fresh", action="store_true", help="ricostruisce la dimostrazione / build it anew")
    demo.add_argument("--no-window", action="store_true", help="non apre la finestra / do not open the window")
    return parser.parse_args()


def main() -> int:
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a console that cannot show «è» still works
    try:
        asked = read_arguments()
        check_python()
        if asked.command == "demo":
            return run_demo(fresh=asked.fresh, window=not asked.no_window)
        if asked.command == "test":
            return run_tests()
        is_system_ready(with_tests=asked.dev)
        set_up(with_tests=asked.dev)
        say("Pronto.", "Ready.")
    except SetupError as error:
        print(*error.args, sep="\n", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrotto: lo stesso comando riprende. / Interrupted: the same command resumes.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
