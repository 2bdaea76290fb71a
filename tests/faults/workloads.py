"""What a store is doing when the crash comes, and what it starts from."""

import os
import shutil
import traceback
from contextlib import suppress
from pathlib import Path

import known
import mutations
import simulator
from forks import say
from known import MAIN, Slots
from session import CHEAP, ERASED, LONG, NOW, ON_ERASED, OTHERS, SHEET, STAMP, WORDS, Refused, Session

from db import vault
from db.layout import DATABASE
from db.unit import SqlUnit
from observatory.cases.case import Case
from observatory.interventions.intervention import Intervention
from observatory.ports import Draft
from observatory.security.paper_key import PaperKey, read_paper_key
from observatory.security.roles import Role
from observatory.security.slots import Login
from observatory.security.store_keys import Newcomer

GOLDEN = Path(__file__).parents[1] / "golden"


def creating(session: Session) -> None:
    store = session.create()
    session.save(store, Case(id="new", force="PS", note=LONG))
    store.close()
    session.open().close()


def saving(session: Session) -> None:
    store = session.open()
    session.save(store, Case(id="new", force="PS", note=LONG))
    session.amend(store, "first", "seconda versione")
    session.draft(store, "later")
    session.save(store, *(Case(id=f"many{n}", force="CC", note=LONG) for n in range(12)))
    session.unit(store, {"setting:faults": "x"}, lambda unit: unit.settings.set("faults", "x"))
    session.unit(store, {"draft:case:later": ""}, lambda unit: unit.drafts.discard("case:later"))
    store.close()
    store = session.open()
    session.amend(store, "first", LONG)
    session.save(store, Case(id="last", force="EI"))
    store.close()


def changing_members(session: Session) -> None:
    store = session.open()
    session.change_passphrase(store, "seconda frase che nessuno conosce")
    session.add_member(store, "Anna", Role.CLINICIAN)
    session.save(store, Case(id="between", force="PS", note=LONG))
    session.set_sheet(store, PaperKey(bytes(range(20, 40))))
    store.close()
    store = session.open()
    session.change_member(store, "Anna", Role.ANALYST)
    session.change_passphrase(store, "terza frase che nessuno conosce")
    store.close()
    store = session.recover("quarta frase che nessuno conosce")
    session.save(store, Case(id="after", force="PS"))
    store.close()


def rotating(session: Session) -> None:
    store = session.open()
    session.save(store, Case(id="before", force="PS", note=LONG))
    session.remove_member(store, "Bruno")
    session.amend(store, "first", "seconda versione")
    store.close()
    store = session.open("Anna")
    session.save(store, Case(id="after", force="PS", note=LONG))
    store.close()


def migrating(session: Session) -> None:
    store = session.open()
    session.save(store, Case(id="new", force="PS", note=LONG))
    store.close()
    store = session.open()
    session.amend(store, "new", "seconda versione")
    store.close()


def backing_up(session: Session) -> None:
    store = session.open()
    session.back_up(store, "first.osbackup")
    session.save(store, Case(id="new", force="PS", note=LONG))
    session.back_up(store, "second.osbackup")
    session.back_up(store, "first.osbackup")
    store.close()


def erasing(session: Session) -> None:
    store = session.open()
    session.erase(store, ERASED[0])
    session.amend(store, "first", "seconda versione")
    session.erase(store, ERASED[1])
    store.close()
    session.open().close()


WORKLOADS = {
    "create": creating,
    "save": saving,
    "member": changing_members,
    "rotation": rotating,
    "migration-0001": migrating,
    "migration-0002": migrating,
    "backup": backing_up,
    "erase": erasing,
}


def prepare(name: str, root: Path) -> None:
    """The store that the workload starts from, and what is known of it."""
    os.environ["XDG_STATE_HOME"] = str(root.with_name(f"{root.name}.state"))
    (root / "out").mkdir(parents=True)
    if name == "create":
        say(known={})
    elif name.startswith("migration-"):
        _prepare_older(GOLDEN / name.removeprefix("migration-"), root)
    else:
        _prepare_new(root, OTHERS if name == "rotation" else {}, ERASED if name == "erase" else ())


def _prepare_older(golden: Path, root: Path) -> None:
    shutil.copytree(golden / "store", root / "store")
    upgraded = Path(shutil.copytree(golden / "store", root / "upgraded"))
    sheet = golden / "paper_key.txt"
    paper = read_paper_key(sheet.read_text("ascii")).key.hex() if sheet.exists() else ""
    _tell_known(vault.open_(upgraded, WORDS), {f"member:{MAIN}": WORDS, "paper": paper})
    shutil.rmtree(upgraded)


def _prepare_new(root: Path, others: dict[str, str], to_erase: tuple[str, ...]) -> None:
    store = vault.create(root / "store", WORDS, cost=CHEAP, paper=SHEET)
    slots = {f"member:{MAIN}": WORDS, "paper": SHEET.key.hex()}
    with store.begin() as unit:
        unit.cases.add_many([(Case(id=name, force="PS", note=LONG), STAMP) for name in ("first", "second")])
        unit.drafts.save(Draft("case:kept", "case", "kept", 0, {"month": "2024-03"}, NOW))
        _add_what_goes(unit, to_erase)
        unit.commit()
    for name, passphrase in others.items():
        store.keys.add_member(Newcomer(name, "PS", (Role.CLINICIAN,)), passphrase, cost=CHEAP)
        slots[f"member:{name}"] = passphrase
    store.close()
    for name, passphrase in others.items():
        slots[f"own:{name}"] = _leave_draft(vault.open_(root / "store", Login(name, passphrase)))
    if others or to_erase:
        shutil.copy(root / "store" / DATABASE, root / "store" / "vault-0002.db")
    _tell_known(vault.open_(root / "store", Login(MAIN, WORDS)), slots)


def _add_what_goes(unit: SqlUnit, to_erase: tuple[str, ...]) -> None:
    for name in to_erase:
        unit.cases.add(Case(id=name, force="PS", note=LONG), STAMP)
        unit.drafts.save(Draft(f"case:{name}", "case", name, 1, {"note": LONG}, NOW))
    for name in to_erase[:1]:
        unit.interventions.add(Intervention(id=ON_ERASED, kind="S01", start="2014-04", case_id=name), STAMP)


def _leave_draft(store: vault.Vault) -> str:
    with store.begin() as unit:
        unit.drafts.save(Draft("case:theirs", "case", "theirs", 0, {"note": LONG}, NOW))
        unit.commit()
    drafts = known.own_drafts(store)
    store.close()
    return drafts


def _tell_known(store: vault.Vault, slots: Slots) -> None:
    found = known.read(store)
    store.close()
    say(known=known.merged(found, slots))


def work(name: str, root: Path, strike: simulator.Strike) -> None:
    """Run a workload under the simulator. Whatever is no expected failure is told with its traceback."""
    os.environ["XDG_STATE_HOME"] = str(root / "state")
    mutations.MUTATIONS[strike.mutation]()
    shadow = root.with_name(f"{root.name}.shadow")
    shadow.mkdir()
    simulator.arm(root, shadow, strike)
    try:
        with suppress(Refused):
            WORKLOADS[name](Session(root))
    except BaseException:  # noqa: BLE001 - told, whatever it is
        say(broke=traceback.format_exc())
    simulator.end()
    say(operations=simulator.done(), where=simulator.where())
