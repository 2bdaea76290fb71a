"""What the commands on members do: list, add, give other roles, remove."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from observatory.errors import WrongUse
from observatory.ports import Store
from observatory.terms import Language, Term
from ui import bootstrap
from ui.cli.commands import opened, passphrase_in
from ui.cli.output import say
from ui.cli.progress_line import progress_line
from ui.cli.proposal_commands import tell as tell_proposal
from ui.cli.second_member import is_named, second

if TYPE_CHECKING:
    from observatory.security.members import Member
    from observatory.security.roles import Role

_LETTERS_OF_ID = 8
_GAP = "  "
_NOTHING = "–"


def tell(asked: argparse.Namespace, language: Language) -> None:
    """`member list`: a table, and whether a recovery sheet is in force."""
    from observatory.security.recovery_sheet import sheet_mark

    with opened(asked, language) as store:
        rows = [tuple(head.in_(language) for head in _HEADS), *_rows(store, language)]
        sheet = bootstrap.recovery_sheet(store)
    for line in _aligned(rows):
        say(Term(line, line), language)
    say(_SHEET.with_values(mark=sheet_mark(sheet)) if sheet else _NO_SHEET, language)


def add(asked: argparse.Namespace, language: Language) -> None:
    """`member add`: both passphrases are read before anything is opened."""
    from observatory.security.roles import Compartment
    from observatory.security.store_keys import Newcomer

    newcomer, passphrase = (
        Newcomer(asked.name, asked.force, _all(asked.roles)),
        passphrase_in(asked.new_passphrase_file),
    )
    with opened(asked, language) as store:
        made, asking = bootstrap.keys_of(store).add_member(newcomer, passphrase), store.member
    say(_ADDED.with_values(name=made.name), language)
    if any(made.reads(compartment) and not asking.reads(compartment) for compartment in Compartment):
        say(_KEY_COMES, language)


def change(asked: argparse.Namespace, language: Language) -> None:
    """`member role`: these roles and no others; the force stays unless another is given.

    A linkage custodian is appointed with a second member, or by what one confirmed earlier.
    """
    by_two = is_named(asked) or asked.proposal is not None
    with opened(asked, language) as store:
        roles, force = _all(asked.roles), _force(asked, store)
        if by_two:
            changed = _appointed(asked, store, roles, force)
        else:
            changed = bootstrap.keys_of(store).change_member(asked.name, roles, force)
    say(_CHANGED.with_values(name=changed.name, roles=_in_words(changed)), language)


def propose_custodian(asked: argparse.Namespace, language: Language) -> None:
    """`proposal custodian`: for a second member on another occasion."""
    from observatory.usecases.appoint import prepare_appointment

    with opened(asked, language) as store:
        subject = bootstrap.keys_of(store).appointment(asked.name, _all(asked.roles), _force(asked, store))
        made = prepare_appointment(store, subject, bootstrap.system_clock)
    tell_proposal(made, language)
    say(_PREPARED.with_values(id=made.id), language)


def _appointed(asked: argparse.Namespace, store: Store, roles: "tuple[Role, ...]", force: str) -> "Member":
    from observatory.usecases import appoint, confirm

    keys, clock = bootstrap.keys_of(store), bootstrap.system_clock
    subject = keys.appointment(asked.name, roles, force)
    if asked.proposal is not None:
        return appoint.appoint(store, keys, confirm.named(store, asked.proposal), clock, subject)
    with second(asked, store) as witness:
        return appoint.appoint(store, keys, appoint.propose_with(store, subject, witness, clock), clock)


def _force(asked: argparse.Namespace, store: Store) -> str:
    """That which was given, else that of before."""
    return str(_named(store, asked.name).force if asked.force is None else asked.force)


def remove(asked: argparse.Namespace, language: Language) -> None:
    """`member remove`: the store is written anew, and what that means is said."""
    with opened(asked, language) as store:
        with progress_line(language) as progress:
            bootstrap.keys_of(store).remove_member(asked.name, progress)
        epoch = bootstrap.key_epoch(store)
    say(_REMOVED.with_values(epoch=epoch), language)


def _named(store: Store, name: str) -> "Member":
    from observatory.security.members import folded

    found = [member for member in store.members if folded(member.name) == folded(name)]
    if not found:
        raise WrongUse(_NOBODY)
    return found[0]


def _all(lists: "list[tuple[Role, ...]]") -> "tuple[Role, ...]":
    return tuple(role for each in lists for role in each)


def _rows(store: Store, language: Language) -> Iterator[tuple[str, ...]]:
    from observatory.usecases.key_history import joined_on

    days = joined_on(store)
    for member in store.members:
        since = f"{days[member.id]:%Y-%m-%d}" if member.id in days else _NOTHING
        roles = _in_words(member).in_(language)
        yield member.name, member.force or _NOTHING, roles, since, member.id[:_LETTERS_OF_ID]


def _in_words(member: "Member") -> Term:
    from observatory.security.roles import ROLE_LABELS

    labels = [ROLE_LABELS[role] for role in member.roles]
    return Term(", ".join(label.it for label in labels), ", ".join(label.en for label in labels))


def _aligned(rows: list[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield _GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


_HEADS = (Term("Nome", "Name"), Term("Forza", "Force"), Term("Ruoli", "Roles"), Term("Dal", "Since"), Term("Id", "Id"))
_SHEET = Term(
    "Foglio di recupero: in vigore quello con il segno «{mark}».", "Recovery sheet: in force, with the mark “{mark}”."
)
_NO_SHEET = Term("Foglio di recupero: nessuno.", "Recovery sheet: none.")
_ADDED = Term(
    "{name} è ora un membro e apre l’archivio con il proprio nome e la propria frase.",
    "{name} is a member now and opens the store with their own name and passphrase.",
)
_KEY_COMES = Term(
    "I testi riservati che il ruolo legge gli si aprono dopo che un altro che li legge ha aperto l’archivio.",
    "The confidential texts that the role reads open to them once another who reads them has opened the store.",
)
_PREPARED = Term(
    "Proposta {id} preparata: vale 30 giorni. La conferma un membro di un’altra Forza con «proposal confirm», poi si "
    "esegue con «member role … --proposal». Nulla è stato modificato.",
    "Proposal {id} prepared: it holds for 30 days. A member of another force confirms it with “proposal confirm”, then "
    "“member role … --proposal” carries it out. Nothing was changed.",
)
_CHANGED = Term("Ruoli di {name} da ora: {roles}.", "Roles of {name} from now on: {roles}.")
_REMOVED = Term(
    "Il membro è stato rimosso e l’archivio riscritto sotto chiavi nuove (epoca {epoch}): ciò che aveva non lo apre "
    "più. I salvataggi fatti prima restano sotto le chiavi di prima: farne uno nuovo e distruggere i vecchi. "
    "Foglio di recupero e frasi degli altri restano validi.",
    "The member was removed and the store written anew under new keys (epoch {epoch}): what they had opens it no more. "
    "Backups made before stay under the keys of before: make a new one and destroy the old ones. "
    "The recovery sheet and the others’ passphrases stay valid.",
)
_NOBODY = Term(
    "Nessun membro ha questo nome: controllare l’elenco dei membri. Nulla è stato modificato.",
    "No member has that name: check the list of members. Nothing was changed.",
)
