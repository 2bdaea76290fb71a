"""What the retention commands do: show the plan, set a term, prepare, and erase what two members confirmed."""

import argparse
from typing import TYPE_CHECKING

from observatory.errors import WrongUse
from observatory.ports import Store
from observatory.terms import Language, Term
from ui import bootstrap
from ui.cli.commands import opened
from ui.cli.output import say
from ui.cli.progress_line import progress_line
from ui.cli.proposal_commands import tell
from ui.cli.second_member import is_named, second

if TYPE_CHECKING:
    from observatory.retention.plan import Line
    from observatory.security.proposals import Proposal


def plan(asked: argparse.Namespace, language: Language) -> None:
    """A dry run: numbers and months, never which."""
    from observatory.usecases.retain import see_plan

    with opened(asked, language) as store:
        found = see_plan(store, bootstrap.system_clock)
    for line in found.lines:
        _tell(line, language)
    say(_TOTAL.with_values(n=found.count), language)


def set_term(asked: argparse.Namespace, language: Language) -> None:
    from observatory.usecases.retain import change_term

    with opened(asked, language) as store:
        change_term(store, asked.policy, asked.months)
    say(_SET if asked.months else _SET_FOR_EVER, language)


def prepare(asked: argparse.Namespace, language: Language) -> None:
    from observatory.usecases.retain import prepare_retention

    with opened(asked, language) as store:
        made = prepare_retention(store, bootstrap.system_clock)
    tell(made, language)
    say(_PREPARED.with_values(id=made.id), language)


def run(asked: argparse.Namespace, language: Language) -> None:
    """Erase what was confirmed earlier, or prepare and confirm it now with the second member."""
    from observatory.usecases.retain import run_retention

    if not is_named(asked) and asked.proposal is None:
        raise WrongUse(_NOBODY)
    with opened(asked, language) as store, progress_line(language) as progress:
        proposal = _confirmed(asked, store)
        done = run_retention(store, proposal.id, bootstrap.system_clock, progress)
    for label, count in done.lines:
        say(_ERASED.with_values(what=label, n=count), language)
    say(_PROOF.with_values(n=done.count, tables=len(done.tables), entries=done.entries), language)
    if done.standing.sequence:
        say(_LOG.with_values(standing=done.standing.fingerprint), language)
    say(_COPIES, language)


def _confirmed(asked: argparse.Namespace, store: Store) -> "Proposal":
    from observatory.usecases import confirm
    from observatory.usecases.retain import propose_with

    if asked.proposal is not None:
        return confirm.named(store, asked.proposal)
    with second(asked, store) as witness:
        return propose_with(store, witness, bootstrap.system_clock)


def _tell(line: "Line", language: Language) -> None:
    told = {"policy": line.policy.label, "code": line.policy.code, "reason": line.policy.reason, "n": line.count}
    if not line.months:
        say(_FOR_EVER.with_values(**told), language)
    elif not line.count:
        say(_NONE.with_values(months=line.months, **told), language)
    else:
        span = line.oldest if line.oldest == line.newest else f"{line.oldest} – {line.newest}"
        say(_DUE.with_values(months=line.months, span=span, **told), language)


_DUE = Term(
    "{policy} ({code}, {months} mesi): {n} da cancellare, {span}. {reason}",
    "{policy} ({code}, {months} months): {n} to erase, {span}. {reason}",
)
_NONE = Term(
    "{policy} ({code}, {months} mesi): nulla da cancellare. {reason}",
    "{policy} ({code}, {months} months): nothing to erase. {reason}",
)
_FOR_EVER = Term("{policy} ({code}): conservati senza limite.", "{policy} ({code}): kept without limit.")
_TOTAL = Term(
    "In tutto {n}. È una prova: nulla è stato cancellato.", "In all {n}. This is a dry run: nothing was erased."
)
_SET = Term(
    "Termine modificato: vale dal prossimo piano. Nulla è stato cancellato.",
    "The term was changed: it holds from the next plan. Nothing was erased.",
)
_SET_FOR_EVER = Term(
    "Da ora si conserva senza limite. Nulla è stato cancellato.", "Kept without limit from now on. Nothing was erased."
)
_PREPARED = Term(
    "Proposta {id} preparata: vale 30 giorni. La conferma un membro di un’altra Forza con «proposal confirm», poi si "
    "esegue con «retention run --proposal». Nulla è stato cancellato.",
    "Proposal {id} prepared: it holds for 30 days. A member of another force confirms it with “proposal confirm”, then "
    "“retention run --proposal” carries it out. Nothing was erased.",
)
_ERASED = Term("{what}: {n} cancellati definitivamente", "{what}: {n} erased for good")
_PROOF = Term(
    "Cancellati in tutto {n}. Cercati poi in {tables} tabelle, ogni colonna: nessuna traccia. Il registro ne conserva "
    "{entries} voci senza contenuto.",
    "Erased in all {n}. Then looked for in {tables} tables, every column: no trace. The log keeps {entries} entries "
    "without content.",
)
_LOG = Term("Impronta del registro {standing}", "Fingerprint of the log {standing}")
_COPIES = Term(
    "Le copie di sicurezza fatte prima di oggi le contengono ancora: si estinguono con la rotazione (fino a 12 mesi) o "
    "si distruggono a mano.",
    "Backups made before today still hold them: they go with the rotation (up to 12 months) or are destroyed by hand.",
)
_NOBODY = Term(
    "Servono due membri di due Forze: indicare --confirm-member con --confirm-passphrase-file, oppure --proposal con "
    "una proposta già confermata. Nulla è stato cancellato.",
    "Two members of two forces are needed: give --confirm-member with --confirm-passphrase-file, or --proposal with "
    "one that is confirmed already. Nothing was erased.",
)
