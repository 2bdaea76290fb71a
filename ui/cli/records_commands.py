"""What the commands on single records do: show what would leave, prepare it, write what two members confirmed."""

import argparse
from typing import TYPE_CHECKING

from observatory.errors import WrongUse
from observatory.ports import Store
from observatory.terms import Language, Term
from ui import bootstrap
from ui.cli.commands import opened, prepared_folder
from ui.cli.output import say
from ui.cli.progress_line import progress_line
from ui.cli.proposal_commands import tell
from ui.cli.second_member import is_named, second

if TYPE_CHECKING:
    from observatory.microdata.file import Microdata
    from observatory.usecases.export_records import Candidate, RecordsRequest


def plan(asked: argparse.Namespace, language: Language) -> None:
    from observatory.usecases.export_records import hindrance

    with opened(asked, language) as store:
        known = hindrance(store)
        if known is not None:
            say(known, language)
        _tell(_seen(asked, store, language), language)
    say(_DRY, language)


def prepare(asked: argparse.Namespace, language: Language) -> None:
    from observatory.usecases.export_records import prepare_export, refuse_alone

    with opened(asked, language) as store:
        refuse_alone(store)
        seen = _seen(asked, store, language)
        proposal = prepare_export(store, seen, bootstrap.system_clock)
    _tell(seen, language)
    tell(proposal, language)
    say(_PREPARED.with_values(id=proposal.id), language)


def export(asked: argparse.Namespace, language: Language) -> None:
    """Write what was confirmed earlier, or prepare and confirm it now with the second member."""
    if not is_named(asked) and asked.proposal is None:
        raise WrongUse(_NOBODY)
    with opened(asked, language) as store, prepared_folder(asked.out, asked):
        done = _written(asked, store, language)
    _tell(done, language)
    say(_WRITTEN.with_values(path=asked.out), language)


def _written(asked: argparse.Namespace, store: Store, language: Language) -> "Candidate":
    from observatory.usecases import confirm
    from observatory.usecases.export_records import refuse_alone, refuse_other, write_export, write_with

    out = (asked.out, language)
    if asked.proposal is not None:
        proposal = confirm.named(store, asked.proposal)
        refuse_other(proposal, _request(asked))
        with progress_line(language) as progress:
            return write_export(store, proposal.id, bootstrap.system_clock, out, progress)
    refuse_alone(store)
    seen = _seen(asked, store, language)
    with second(asked, store) as witness:
        return write_with(store, seen, witness, bootstrap.system_clock, out)


def _seen(asked: argparse.Namespace, store: Store, language: Language) -> "Candidate":
    from observatory.usecases.export_records import see_records

    with progress_line(language) as progress:
        return see_records(store, _request(asked), clock=bootstrap.system_clock, progress=progress)


def _request(asked: argparse.Namespace) -> "RecordsRequest":
    from observatory.usecases.export_records import RecordsRequest
    from observatory.usecases.record import today

    as_of = asked.as_of or today(bootstrap.system_clock)
    return RecordsRequest(asked.first, asked.last, as_of, asked.k, asked.l)


def _tell(seen: "Candidate", language: Language) -> None:
    tell_records(seen.data, language)


def tell_records(data: "Microdata", language: Language) -> None:
    """How much detail each column has, and what is reached; no row."""
    for column, level in data.levels:
        say(_LEVEL.with_values(column=column.title, level=column.levels[level].name), language)
    told = {"n": len(data.rows), "cells": data.found.blanks.cells, "k": data.k, "l": data.l}
    say(_REACHED.with_values(loss=f"{data.found.loss:.3f}", **told), language)


_LEVEL = Term("{column}: {level}", "{column}: {level}")
_REACHED = Term(
    "Schede {n}, celle tolte {cells}; k raggiunto {k}, l raggiunto {l}; perdita {loss} (0 nulla, 1 tutto).",
    "Records {n}, cells suppressed {cells}; k reached {k}, l reached {l}; loss {loss} (0 nothing, 1 everything).",
)
_DRY = Term("È una prova: nulla è uscito.", "This is a dry run: nothing left.")
_PREPARED = Term(
    "Proposta {id} preparata: vale 30 giorni. La conferma un membro di un’altra Forza con «proposal confirm», poi si "
    "scrive con «records export --proposal» e le stesse opzioni. Nulla è uscito.",
    "Proposal {id} prepared: it holds for 30 days. A member of another force confirms it with “proposal confirm”, then "
    "“records export --proposal” with the same options writes it. Nothing left.",
)
_WRITTEN = Term("Scritto {path}", "Written {path}")
_NOBODY = Term(
    "Servono due membri di due Forze: indicare --confirm-member con --confirm-passphrase-file, oppure --proposal con "
    "una proposta già confermata. Nulla è uscito.",
    "Two members of two forces are needed: give --confirm-member with --confirm-passphrase-file, or --proposal with "
    "one that is confirmed already. Nothing left.",
)
