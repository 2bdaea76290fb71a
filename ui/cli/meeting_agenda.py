"""What the commands on the next meeting do: propose its agenda, open it, follow the actions, print minutes."""

import argparse
from typing import TYPE_CHECKING

from observatory.errors import Refused, WrongUse
from observatory.files import destination
from observatory.ports import Stamp, Store
from observatory.terms import Language, Term, same
from ui import bootstrap
from ui.cli.commands import opened, refuse_misplaced
from ui.cli.output import say

if TYPE_CHECKING:
    from observatory.meetings.actions import Undertaken
    from observatory.meetings.agenda import Proposal
    from observatory.usecases.open_meeting import Chosen, Opening
    from observatory.usecases.propose_agenda import Prefilled


def agenda(asked: argparse.Namespace, language: Language) -> None:
    """What is proposed for the next meeting, numbered; nothing is recorded."""
    with opened(asked, language) as store:
        found = _proposed(store, asked, language)
    _say_proposals(found, language)


def open_(asked: argparse.Namespace, language: Language) -> None:
    """Record the meeting with the proposals kept, in the order given, and those struck, each with its reason."""
    from observatory.usecases.open_meeting import open_meeting

    with opened(asked, language) as store:
        found = _proposed(store, asked, language)
        chosen = chosen_from(found.proposals, asked.keep, asked.strike)
        try:
            made = open_meeting(store, _opening(asked), chosen, _stamp(), language)
        except Refused as error:
            for problem in error.problems:
                say(problem.message, language)
            raise
    told = {"number": made.number, "day": f"{made.held_on:%d/%m/%Y}", "n": len(made.agenda), "quorum": made.quorum}
    say(_OPENED.with_values(**told), language)
    for words in found.unseen:
        say(words, language)


def minutes(asked: argparse.Namespace, language: Language) -> None:
    """Print minutes as they stand, or as they were at a step."""
    from observatory.usecases.keep_minutes import meeting_named
    from observatory.usecases.print_minutes import minutes_paper, print_minutes

    refuse_misplaced(asked.out, asked)
    destination(asked.out)
    with opened(asked, language) as store:
        with store.begin() as unit:
            meeting_id = meeting_named(unit, asked.meeting).id
        paper = minutes_paper(store, meeting_id, asked.step)
        print_minutes(store, paper, language, asked.out)
    say((_DRAFT if paper.is_draft else _PRINTED).with_values(path=asked.out, version=paper.version), language)


def actions(asked: argparse.Namespace, language: Language) -> None:
    """What somebody still has to do, what is due first before; everything with `--all`."""
    from observatory.usecases.follow_actions import all_actions, open_actions

    with opened(asked, language) as store, store.begin() as unit:
        found = all_actions(unit) if asked.all else open_actions(unit)
    for each in found:
        say(_action_line(each), language)
    if not found:
        say(_NO_ACTIONS, language)


def action(asked: argparse.Namespace, language: Language) -> None:
    """What became of an action."""
    from observatory.usecases.follow_actions import Move, move

    told = Move(asked.to, asked.on, asked.evidence, asked.decision, asked.until)
    with opened(asked, language) as store:
        if asked.to == "FA" and told.done_on is None:
            told = Move(asked.to, _stamp().as_of, asked.evidence)
        move(store, asked.action, told, _stamp())
        say(_MOVED.with_values(status=_status(asked.to)), language)


def quorum(asked: argparse.Namespace, language: Language) -> None:
    """The rule for new meetings; with a number, change it."""
    from observatory.usecases.open_meeting import quorum as present_rule
    from observatory.usecases.open_meeting import set_quorum

    with opened(asked, language) as store:
        number = present_rule(store) if asked.forces is None else set_quorum(store, asked.forces)
    say(_QUORUM.with_values(n=number), language)


def chosen_from(proposals: "tuple[Proposal, ...]", keep: str | None, strike: list[str]) -> "Chosen":
    """The proposals that numbers name: all that are not struck unless some are named. Raises `WrongUse`."""
    from observatory.usecases.open_meeting import Chosen

    struck = dict(_struck(each, proposals) for each in strike)
    if keep is None:
        return Chosen(tuple(each.key for each in proposals if each.key not in struck), struck)
    return Chosen(tuple(_key(number, proposals) for number in keep.split(",") if number.strip()), struck)


def _struck(told: str, proposals: "tuple[Proposal, ...]") -> tuple[str, str]:
    number, _, reason = told.partition("=")
    return _key(number, proposals), reason.strip()


def _key(number: str, proposals: "tuple[Proposal, ...]") -> str:
    place = int(number) if number.strip().isdecimal() else 0
    if not 1 <= place <= len(proposals):
        raise WrongUse(_NUMBERS)
    return proposals[place - 1].key


def _proposed(store: Store, asked: argparse.Namespace, language: Language) -> "Prefilled":
    from observatory.usecases.open_meeting import proposals

    return proposals(store, _opening(asked), language)


def _opening(asked: argparse.Namespace) -> "Opening":
    from observatory.usecases.open_meeting import Opening

    return Opening(asked.on, asked.kind, asked.series or "", asked.seat)


def _say_proposals(found: "Prefilled", language: Language) -> None:
    for number, each in enumerate(found.proposals, 1):
        mark = _BOUND if each.must_be_answered else same(" ")
        say(_PROPOSAL.with_values(n=number, mark=mark, words=each.item.summary or "–", why=each.why), language)
    if any(each.must_be_answered for each in found.proposals):
        say(_BOUND_MEANS, language)
    for words in (*found.unseen, *(() if found.proposals else (_NOTHING,))):
        say(words, language)


def _action_line(each: "Undertaken") -> Term:
    from observatory.meetings.actions import due_day
    from observatory.usecases.propose_agenda import meeting_words

    action, due = each.action, due_day(each.action)
    told = {"id": action.id[:8], "day": f"{due:%d/%m/%Y}" if due else "–", "force": action.owner_force or "–"}
    status = _status(action.status or "")
    return _ACTION.with_values(**told, status=status, text=action.text or "–", meeting=meeting_words(each.meeting))


def _status(code: str) -> Term:
    from observatory.codelists import codelist

    return codelist("action_status").label(code) if code in codelist("action_status") else same("–")


def _stamp() -> Stamp:
    from observatory.usecases.record import UPDATE, stamped

    return stamped(bootstrap.system_clock, "", UPDATE)


_PROPOSAL = Term("{n:>3}{mark} {words}\n      {why}", "{n:>3}{mark} {words}\n      {why}")
_BOUND = same("*")
_BOUND_MEANS = Term(
    "* punto riportato: va tenuto, oppure stralciato con il motivo (--strike N=MOTIVO).",
    "* carried-over point: it is to be kept, or struck with the reason (--strike N=REASON).",
)
_NOTHING = Term("Nulla in attesa per questa riunione.", "Nothing waits for this meeting.")
_OPENED = Term(
    "Riunione n. {number} del {day} aperta, con {n} punti; numero legale {quorum} Forze su 4.",
    "Meeting no. {number} of {day} opened, with {n} items; quorum {quorum} of 4 forces.",
)
_PRINTED = Term("Verbale scritto: {path} (versione {version}).", "Minutes written: {path} (version {version}).")
_DRAFT = Term(
    "Verbale scritto: {path}, contrassegnato come bozza perché non approvato.",
    "Minutes written: {path}, marked as a draft because they are not approved.",
)
_ACTION = Term(
    "{id}  {day}  {force}  {status}  {text}  ({meeting})", "{id}  {day}  {force}  {status}  {text}  ({meeting})"
)
_NO_ACTIONS = Term("Nessuna azione aperta.", "No open action.")
_MOVED = Term("Azione registrata: {status}.", "Action recorded: {status}.")
_QUORUM = Term(
    "Numero legale delle nuove riunioni: {n} Forze su 4. Quelle già aperte conservano il proprio.",
    "Quorum of new meetings: {n} of 4 forces. Meetings opened already keep theirs.",
)
_NUMBERS = Term(
    "I punti si indicano con il numero che «meeting agenda» mostra, separati da virgole. Nulla è stato registrato.",
    "Points are named by the number that “meeting agenda” shows, separated by commas. Nothing was recorded.",
)
