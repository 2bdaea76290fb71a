"""What a crash has left, judged by a fresh process: is everything acknowledged there, does every key still open it?"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import known
from forks import Json, say
from known import MAIN, History, Slots
from session import CHEAP, NOW, SHEET, STAMP, WORDS, made

from db import backup, vault
from db.files import read
from db.layout import OLD_COPIES, WRITE_AHEAD_LOG, is_store
from observatory.cases.case import Case
from observatory.errors import ObservatoryError, WrongPassphrase
from observatory.progress import silent
from observatory.security.paper_key import PaperKey
from observatory.security.slots import Login

ORDINARY = re.compile(r"vault\.db|vault\.keys|vault\.keys\.bak|lock|vault-\d{4}\.db")
"""What a closed store consists of; the last is the copy that an update leaves of what was before it."""
RECOVERED = "frase per chi ha il foglio"


class Lost(Exception):
    """Something acknowledged is gone."""


class Wrong(Exception):
    """Anything else that should not be."""


def judge(root: Path, slots: Slots, events: list[Json]) -> None:
    """Say `lost` or `wrong` with a sentence; nothing where all is well."""
    try:
        _judged(root, known.history(slots, events))
    except Lost as loss:
        say(lost=str(loss))
    except Wrong as wrong:
        say(wrong=str(wrong))


def _judged(root: Path, told: History) -> None:
    if told.broke:
        raise Wrong(told.broke[0])
    told.log = known.committed_part(read(root / "store" / WRITE_AHEAD_LOG))
    copy = Path(shutil.copytree(root, root.with_name(f"{root.name}.copy")))
    _use_state_of(root)
    _make_again(root / "store", told)
    state = _opened(root / "store", told)
    _check_others(root / "store", state)
    _check_backups(root / "out", told, Login(MAIN, state[known.IS_MADE]))
    _check_strays(root)
    _use_state_of(copy)
    _check_past(copy / "store", told)
    _check_paper(copy / "store", told)


def _use_state_of(root: Path) -> None:
    os.environ["XDG_STATE_HOME"] = str(root / "state")


def _make_again(folder: Path, told: History) -> None:
    """Where the store may not be there yet and is not, the folder is free for it."""
    if known.IS_MADE in told.settled or is_store(folder):
        return
    try:
        vault.create(folder, WORDS, cost=CHEAP, paper=SHEET).close()
    except ObservatoryError as error:
        raise Wrong(f"cannot be made again: {type(error).__name__}: {error}") from error
    told.settled = made()


def _opened(folder: Path, told: History) -> Slots:
    """Open, compare, verify, write, open again, back up; gives the allowed state that was found."""
    store, passphrase = _first_that_opens(folder, told)
    with _closing(store):
        found = known.read(store)
        states = [state for state in told.allowed() if state.get(known.IS_MADE) == passphrase]
        matching = [state for state in states if known.readable(state) == found]
        if not matching:
            raise Lost(_difference(known.readable(states[0]), found))
        _check_erased(store, told, matching[-1])
        _verify(store)
        _write(store)
    with _closing(vault.open_(folder, Login(MAIN, passphrase))) as again:
        with again.begin() as unit:
            unit.cases.get("afterwards")
        backup.make(again, folder.parent / "out" / "afterwards.osbackup", NOW, silent)
    return matching[-1]


def _first_that_opens(folder: Path, told: History) -> tuple[vault.Vault, str]:
    for passphrase in dict.fromkeys(state[known.IS_MADE] for state in told.allowed() if known.IS_MADE in state):
        try:
            return vault.open_(folder, Login(MAIN, passphrase)), passphrase
        except WrongPassphrase:
            continue
        except ObservatoryError as error:
            raise Lost(f"does not open: {type(error).__name__}: {error}") from error
    raise Lost("no acknowledged passphrase opens it")


@contextmanager
def _closing(store: vault.Vault) -> Iterator[vault.Vault]:
    try:
        yield store
    finally:
        store.close()


def _difference(wanted: Slots, found: Slots) -> str:
    names = {name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name)}
    return "; ".join(f"{name}: {wanted.get(name, 'none')} is {found.get(name, 'gone')}" for name in sorted(names))


def _check_erased(store: vault.Vault, told: History, state: Slots) -> None:
    """Of cases that are gone nothing is left in any table, of these and of members who are gone no earlier copy."""
    slots = {*told.settled, *(slot for slot, _ in told.past)} - state.keys()
    gone = [slot.removeprefix("case:") for slot in slots if slot.startswith("case:")]
    with store.begin() as unit:
        left = unit.erasure.places(*gone)
    copies = store.folder.glob(OLD_COPIES) if gone or any(slot.startswith("member:") for slot in slots) else ()
    left += tuple(path.name for path in copies)
    if left:
        raise Wrong(f"half erased, there is something in {left}")


def _verify(store: vault.Vault) -> None:
    findings = store.verify().findings
    if findings:
        raise Wrong("; ".join(f"{finding.kind} {finding.object}" for finding in findings))


def _write(store: vault.Vault) -> None:
    with store.begin() as unit:
        unit.cases.add(Case(id="afterwards", note="x"), STAMP)
        unit.commit()


def _check_others(folder: Path, state: Slots) -> None:
    """Every other member still opens it and finds the own drafts."""
    for name, passphrase in _members(state):
        if name != MAIN:
            try:
                store = vault.open_(folder, Login(name, passphrase))
            except ObservatoryError as error:
                raise Lost(f"does not open for {name}: {type(error).__name__}: {error}") from error
            with _closing(store):
                if known.own_drafts(store) != state.get(f"own:{name}", known.digest(())):
                    raise Lost(f"the drafts of {name}")


def _members(slots: Slots) -> list[tuple[str, str]]:
    return [(slot.removeprefix("member:"), value) for slot, value in slots.items() if slot.startswith("member:")]


def _check_backups(folder: Path, told: History, login: Login) -> None:
    """Those acknowledged are there, and any that is there is whole; the latest removed what others left unfinished."""
    names = {f"backup:{path.name}" for path in folder.iterdir()}
    gone = {slot for slot in told.settled if slot.startswith("backup:")} - names
    if gone:
        raise Lost(f"{', '.join(sorted(gone))} is gone")
    for path in folder.glob("*.osbackup"):
        try:
            backup.verify_alone(path, login, silent)
        except ObservatoryError as error:
            raise Lost(f"{path.name}: {type(error).__name__}: {error}") from error
    rest = [path.name for path in folder.iterdir() if path.suffix != ".osbackup"]
    if rest:
        raise Wrong(f"left beside the backups: {rest}")


def _check_strays(root: Path) -> None:
    strays = {path.name for path in (root / "store").iterdir() if not ORDINARY.fullmatch(path.name)}
    strays |= {path.name for path in (root / "state").rglob("*") if path.is_file() and path.suffix != ".json"}
    if strays:
        raise Wrong(f"strays: {sorted(strays)}")


def _check_past(folder: Path, told: History) -> None:
    """What was replaced, and told to be, opens nothing any more."""
    for slot, value in told.past:
        attempt = _attempt(folder, slot, value)
        if attempt and _lets_in(attempt):
            raise Wrong(f"what {slot} was before still opens it")


def _check_paper(folder: Path, told: History) -> None:
    """The sheet in force lets in, right after the crash and not only after a repaired opening."""
    papers = list(dict.fromkeys(state["paper"] for state in told.allowed() if "paper" in state))
    if papers and is_store(folder) and not any(_lets_in(partial(_recover, folder, paper)) for paper in papers):
        raise Lost("the recovery sheet does not open it")


def _attempt(folder: Path, slot: str, value: str) -> Callable[[], None] | None:
    if slot.startswith("member:"):
        return partial(_open, folder, Login(slot.removeprefix("member:"), value))
    return partial(_recover, folder, value) if slot == "paper" else None


def _open(folder: Path, login: Login) -> None:
    vault.open_(folder, login).close()


def _recover(folder: Path, paper: str) -> None:
    vault.recover(folder, PaperKey(bytes.fromhex(paper)), RECOVERED, member=MAIN, cost=CHEAP).close()


def _lets_in(attempt: Callable[[], None]) -> bool:
    try:
        attempt()
    except WrongPassphrase:
        return False
    return True
