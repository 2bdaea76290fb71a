"""A store at work in the folder of a trial: each act is announced, done and acknowledged, one line each."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

import known
from forks import say
from known import MAIN, Slots, digest

from db import backup, vault
from db.layout import WRITE_AHEAD_LOG
from db.unit import SqlUnit
from observatory.cases.case import Case
from observatory.errors import ObservatoryError
from observatory.ports import Draft, Stamp
from observatory.progress import silent
from observatory.security.first_version import FOUNDER
from observatory.security.key_derivation import KdfCost
from observatory.security.paper_key import PaperKey
from observatory.security.roles import Role
from observatory.security.slots import Login
from observatory.security.store_keys import Newcomer
from observatory.terms import Term

CHEAP = KdfCost(1024, 1, 1)
WORDS = "cavallo nuvola pettine diciotto"
NOW = datetime(2024, 5, 6, tzinfo=UTC)
STAMP = Stamp(date(2024, 5, 6), NOW, "clinician", "N")
SHEET = PaperKey(bytes(range(20)))
OTHERS = {"Anna": "prima frase di Anna", "Bruno": "prima frase di Bruno"}
LONG = "Testo di prova che nessuno ha mai scritto. " * 60
"""A narrative that takes more than half a page of the database."""
ERASED = ("4f1c6d0e-0000-4000-8000-000000000001", "4f1c6d0e-0000-4000-8000-000000000002")
"""Cases that are erased; ids as the program makes them, for these are looked for in every table."""
ON_ERASED = "on-erased"
"""An intervention on the first of them."""


class Refused(Exception):
    """The act was refused with a sentence; it stays undone."""


def made() -> Slots:
    """What a store holds that has just been made."""
    return {known.IS_MADE: WORDS, f"roles:{MAIN}": known.roles_of(FOUNDER), "paper": SHEET.key.hex()}


@contextmanager
def act(changes: Slots, *, after: Term | None = None, log: Path | None = None) -> Iterator[None]:
    """Something that changes these slots, all or none; an expected failure is told, and then none is changed.

    A failure told as `after` says that they are changed and something after it failed. `log`, the write-ahead log that
    a save goes through, is looked at when the save is refused.
    """
    say(**{"try": changes})
    try:
        yield
    except ObservatoryError as error:
        if error.message == after:
            say(done=True)
        say_refused(error, known.refused_commit(log) if log else "")
        raise Refused from error
    say(done=True)


@dataclass(slots=True)
class Session:
    """A store at work in the folder of a trial."""

    root: Path
    passphrases: dict[str, str] = field(default_factory=lambda: {MAIN: WORDS, **OTHERS})
    sheet: PaperKey = SHEET

    def open(self, name: str = MAIN) -> vault.Vault:
        """What was refused once is tried once more, as a person would."""
        with suppress(Refused):
            return self._open(name)
        return self._open(name)

    def _open(self, name: str) -> vault.Vault:
        with act({}):
            return vault.open_(self.root / "store", Login(name, self.passphrases[name]))

    def create(self) -> vault.Vault:
        """What was refused once is tried once more, in the same folder."""
        with suppress(Refused):
            return self._create()
        return self._create()

    def _create(self) -> vault.Vault:
        with act(made()):
            return vault.create(self.root / "store", WORDS, cost=CHEAP, paper=SHEET)

    def save(self, store: vault.Vault, *cases: Case) -> None:
        """Records, new ones and new versions, in one unit of work."""
        with spoken(), store.begin() as unit:
            saved = [(unit.cases.replace if case.version else unit.cases.add)(case, STAMP) for case in cases]
            self._commit(unit, {f"case:{case.id}": digest(case) for case in saved})

    def _commit(self, unit: SqlUnit, changes: Slots) -> None:
        with act(changes, log=self.root / "store" / WRITE_AHEAD_LOG):
            unit.commit()

    def amend(self, store: vault.Vault, record: str, note: str) -> None:
        with spoken():
            with store.begin() as unit:
                found = unit.cases.get(record)
            self.save(store, replace(found, note=note))

    def draft(self, store: vault.Vault, key: str) -> None:
        draft = Draft(f"case:{key}", "case", key, 0, {"month": "2024-03", "note": LONG}, NOW)
        self.unit(store, {f"draft:{draft.key}": digest(draft)}, lambda unit: unit.drafts.save(draft))

    def unit(self, store: vault.Vault, changes: Slots, work: Callable[[SqlUnit], object]) -> None:
        with spoken(), store.begin() as unit:
            work(unit)
            self._commit(unit, changes)

    def erase(self, store: vault.Vault, record: str) -> None:
        """A case, its draft, and the mention of it in the intervention."""
        with spoken(), store.begin() as unit:
            unit.erasure.erase("case", [record], "distress", STAMP)
            mentioning = unit.interventions.get(ON_ERASED)
            changes = {f"case:{record}": "", f"draft:case:{record}": ""}
            self._commit(unit, {**changes, f"intervention:{ON_ERASED}": digest(mentioning)})

    def change_passphrase(self, store: vault.Vault, new: str) -> None:
        with spoken():
            with act({f"member:{MAIN}": new}):
                store.keys.change_passphrase(self.passphrases[MAIN], new, cost=CHEAP)
            self.passphrases[MAIN] = new

    def set_sheet(self, store: vault.Vault, new: PaperKey) -> None:
        with spoken():
            with act({"paper": new.key.hex()}):
                store.keys.set_recovery(self.passphrases[MAIN], new)
            self.sheet = new

    def add_member(self, store: vault.Vault, name: str, role: Role) -> None:
        with spoken(), act({f"member:{name}": OTHERS[name], f"roles:{name}": f"{role} PS"}):
            store.keys.add_member(Newcomer(name, "PS", (role,)), OTHERS[name], cost=CHEAP)

    def change_member(self, store: vault.Vault, name: str, role: Role) -> None:
        with spoken(), act({f"roles:{name}": f"{role} CC"}):
            store.keys.change_member(name, (role,), "CC")

    def remove_member(self, store: vault.Vault, name: str) -> None:
        with spoken(), act({f"member:{name}": "", f"roles:{name}": "", f"own:{name}": ""}):
            store.keys.remove_member(name)

    def recover(self, new: str) -> vault.Vault:
        """The new passphrase may hold although the store could not be used with it at once, and then that is told."""
        with act({f"member:{MAIN}": new}, after=vault._RECOVERED):
            recovered = vault.recover(self.root / "store", self.sheet, new, member=MAIN, cost=CHEAP)
        self.passphrases[MAIN] = new
        return recovered

    def back_up(self, store: vault.Vault, name: str) -> None:
        with spoken(), act({f"backup:{name}": "whole"}):
            backup.make(store, self.root / "out" / name, NOW, silent)


@contextmanager
def spoken() -> Iterator[None]:
    """An expected failure ends this step and not the session, whether or not anything had been announced."""
    try:
        yield
    except Refused:
        pass
    except ObservatoryError as error:
        say_refused(error)


def say_refused(error: ObservatoryError, left: str = "") -> None:
    say(refused=type(error).__name__, message=error.message.en, left=left)
