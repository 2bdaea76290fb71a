"""The commands on the members of a store and what they take."""

from observatory.security.members import forces
from observatory.security.roles import ASSIGNABLE, Role
from observatory.terms import Term
from ui.cli import member_commands
from ui.cli.key_verbs import NEW_PASSPHRASE
from ui.cli.verbs import CONFIRM, FOLDER, Option, Verb


def _roles(text: str) -> tuple[Role, ...]:
    """One role or several with commas between."""
    asked = tuple(Role(name.strip().lower()) for name in text.split(",") if name.strip())
    if not asked or not set(asked) <= set(ASSIGNABLE):
        raise ValueError(text)
    return asked


def _force(text: str) -> str:
    code = text.strip().upper()
    if code and code not in forces():
        raise ValueError(text)
    return code


_ALL_ROLES, _ALL_FORCES = ", ".join(ASSIGNABLE), ", ".join(forces())
_A_ROLE = Term(f"atteso un ruolo tra: {_ALL_ROLES}", f"a role is expected, one of: {_ALL_ROLES}")
_A_FORCE = Term(f"attesa una Forza tra: {_ALL_FORCES}", f"a force is expected, one of: {_ALL_FORCES}")

FORCE = Option(
    ("--force",),
    Term(f"Forza del membro ({_ALL_FORCES})", f"force of the member ({_ALL_FORCES})"),
    {"default": "", "metavar": "F"},
    _force,
    _A_FORCE,
)
FOUNDER = Option(
    ("--member",),
    Term(
        "nome di chi crea l’archivio e ne è il primo membro (predefinito «titolare»)",
        "name of whoever makes the store and is its first member (default “titolare”)",
    ),
    {"default": "", "metavar": "NAME"},
)
_OTHER_FORCE = Option(
    ("--force",),
    Term(
        f"altra Forza ({_ALL_FORCES}; vuota per nessuna); senza, resta quella di prima",
        f"another force ({_ALL_FORCES}; empty for none); without it, the force stays",
    ),
    {"metavar": "F"},
    _force,
    _A_FORCE,
)
_NAME = Option(("name",), Term("nome del membro", "name of the member"), {"metavar": "NAME"})
_ROLE = Option(
    ("--role",),
    Term(
        f"ruolo, o più ruoli separati da virgole; si può ripetere ({_ALL_ROLES})",
        f"role, or several separated by commas; can be repeated ({_ALL_ROLES})",
    ),
    {"action": "append", "required": True, "metavar": "ROLE", "dest": "roles"},
    _roles,
    _A_ROLE,
)
_NEW_ROLES = Option(
    ("roles",),
    Term(f"tutti i ruoli che il membro avrà ({_ALL_ROLES})", f"all roles that the member will have ({_ALL_ROLES})"),
    {"nargs": "+", "metavar": "ROLE"},
    _roles,
    _A_ROLE,
)
APPOINTED = (_NAME, _NEW_ROLES, _OTHER_FORCE)
"""Whose roles are changed, and to what."""
ABOUT = Term("elenca, aggiunge e rimuove chi apre un archivio", "list, add and remove those who open a store")
VERBS = (
    Verb("list", Term("elenca i membri", "list the members"), (FOLDER,), member_commands.tell),
    Verb(
        "add",
        Term("aggiunge un membro, che sceglie la propria frase", "add a member, who chooses their own passphrase"),
        (FOLDER, _NAME, _ROLE, FORCE, NEW_PASSPHRASE),
        member_commands.add,
    ),
    Verb(
        "role",
        Term(
            "dà altri ruoli a un membro; quello di custodian con un secondo membro",
            "give a member other roles; that of custodian with a second member",
        ),
        (FOLDER, *APPOINTED, *CONFIRM),
        member_commands.change,
    ),
    Verb(
        "remove",
        Term(
            "rimuove un membro e riscrive l’archivio sotto chiavi nuove",
            "remove a member and write the store anew under new keys",
        ),
        (FOLDER, _NAME),
        member_commands.remove,
    ),
)
