"""What a member is told who may not do a thing: which role it takes, and that nothing happened."""

from collections.abc import Iterable

from observatory.security.roles import ASSIGNABLE, MAY, READS, ROLE_LABELS, Compartment, Permission, Role
from observatory.terms import Term


def refusal(permissions: Iterable[Permission]) -> Term:
    """The sentence for whoever has none of the permissions."""
    wanted = set(permissions)
    return NEEDS_ROLE.with_values(roles=_either(role for role in ASSIGNABLE if wanted & MAY[role]))


def roles_reading(compartment: Compartment) -> Term:
    """The roles that hold the key of these sealed texts."""
    return _either(role for role in ASSIGNABLE if compartment in READS.get(role, ()))


def sealed_refusal(compartment: Compartment) -> Term:
    """The sentence for whoever would write a text that they could not read."""
    return SEALED.with_values(roles=roles_reading(compartment))


def _either(roles: Iterable[Role]) -> Term:
    labels = [ROLE_LABELS[role] for role in roles]
    return Term(" o ".join(label.it for label in labels), " or ".join(label.en for label in labels))


NEEDS_ROLE = Term(
    "Non consentito: serve il ruolo di {roles}. Nulla è stato modificato.",
    "Not allowed: it takes the role of {roles}. Nothing was changed.",
)
OTHER_FORCE = Term(
    "Non consentito: si registrano solo schede della propria Forza. Nulla è stato modificato.",
    "Not allowed: only records of your own force can be recorded. Nothing was changed.",
)
OTHER_RESPONSE = Term(
    "Non consentito: il referente scrive solo la risposta della propria Forza. Nulla è stato modificato.",
    "Not allowed: a liaison writes the response of their own force only. Nothing was changed.",
)
OTHER_ACTION = Term(
    "Non consentito: il referente registra che le azioni della propria Forza sono in corso o fatte; verificarle, "
    "riportarle e annullarle spetta alla segreteria. Nulla è stato modificato.",
    "Not allowed: a liaison records that actions of their own force are under way or done; verifying, carrying over "
    "and dropping them is the secretariat’s. Nothing was changed.",
)
NOT_THERE = Term(
    "La scheda non c’è, o è di un’altra Forza. Nulla è stato modificato.",
    "There is no such record, or it is another force’s. Nothing was changed.",
)
SEALED = Term(
    "Non consentito: il testo riservato lo scrive chi ha il ruolo di {roles}. Nulla è stato modificato.",
    "Not allowed: the confidential text is written by whoever has the role of {roles}. Nothing was changed.",
)
RESERVED = Term(
    "Riservato: lo legge chi ha il ruolo di {roles}.", "Confidential: read by whoever has the role of {roles}."
)
YOUR_FORCE = Term("È la propria Forza: le altre non si possono indicare.", "Your own force: no other can be given.")
