"""What the commands on going on from a record do: say what follows and where it is gone on with, begin what follows."""

import argparse
from typing import TYPE_CHECKING, Any

from observatory.errors import Refused, WrongUse
from observatory.ports import Store
from observatory.terms import Language, Term
from ui import bootstrap
from ui.cli.commands import opened
from ui.cli.output import say

if TYPE_CHECKING:
    from observatory.fields import Entity

_COMMANDS: dict[str, tuple[tuple[str, str], ...]] = {
    "case": (("link candidates", "case"),),
    "meeting": (("meeting show", "meeting"), ("meeting actions", "meeting")),
    "recommendation": (("recommendation show", "recommendation"), ("evaluation list", "indicator")),
    "indicator": (("evaluation show", "indicator"),),
    "signal": (("signal advance", "signal"),),
}
"""By kind of record: the commands by which it is gone on with, each with the kind of record that one must read."""
_NAMES_NO_RECORD = {"meeting actions", "evaluation list"}


def next_(asked: argparse.Namespace, language: Language) -> None:
    from observatory.labels import record_title
    from observatory.usecases.go_on import named

    entity = _entity(asked.kind)
    with opened(asked, language) as store:
        with store.begin() as unit:
            record = named(unit, entity, asked.record)
        say(_RECORD.with_values(kind=entity.label, title=record_title(entity, record, language)), language)
        _tell_following(store, entity, record, language)
    for command in _commands(store, entity, record.id):
        say(_ALONG.with_values(command=command), language)


def begin(asked: argparse.Namespace, language: Language) -> None:
    """Record what follows; what is wrong with it is said field by field, and nothing is kept then."""
    from observatory.usecases.follow import FOLLOWING
    from observatory.usecases.go_on import begun, named
    from observatory.usecases.record import record

    entity = _entity(asked.kind)
    kind = FOLLOWING[entity.name]
    with opened(asked, language) as store, store.begin() as unit:
        made = begun(entity, named(unit, entity, asked.record), _answers(asked.set), bootstrap.system_clock)
        try:
            kept = record(unit, kind, made, _stamp(store, kind), confirmed_warnings=asked.confirm).record
        except Refused as refusal:
            raise WrongUse(_why(kind, refusal)) from None
    say(_BEGUN.with_values(kind=kind.label, id=kept.id), language)


def _entity(name: str) -> "Entity":
    from observatory.entities import BY_NAME

    return BY_NAME[name]


def _tell_following(store: Store, entity: "Entity", record: Any, language: Language) -> None:  # noqa: ANN401 - of any kind
    from observatory.authorisation.rules import may_read, may_write
    from observatory.labels import record_title
    from observatory.usecases.follow import FOLLOWING
    from observatory.usecases.go_on import already

    kind = FOLLOWING.get(entity.name)
    if kind is None or not may_read(store.member, kind):
        return
    with store.begin() as unit:
        for each in already(unit, entity, record.id):
            told = {"id": each.id[:8], "title": record_title(kind, each, language)}
            say(_FOLLOWS.with_values(kind=kind.label, **told), language)
    if may_write(store.member, kind):
        command = f"work begin DIR {entity.name} {record.id}"
        told = {"command": command, "fields": _asked(entity, record)}
        say(_MAY_BEGIN.with_values(kind=kind.label, **told), language)


def _commands(store: Store, entity: "Entity", record_id: str) -> tuple[str, ...]:
    """Those for the member who asks, as they are written."""
    from observatory.authorisation.rules import may_read

    found = (command for command, kind in _COMMANDS[entity.name] if may_read(store.member, _entity(kind)))
    return tuple(f"{each} DIR" if each in _NAMES_NO_RECORD else f"{each} DIR {record_id}" for each in found)


def _asked(entity: "Entity", record: Any) -> str:  # noqa: ANN401 - of any kind
    """What the record that follows needs and the first one does not tell."""
    from observatory.usecases.follow import FOLLOWING, following

    made = following(entity, record, bootstrap.system_clock)
    needed = (field.name for field in FOLLOWING[entity.name].fields if field.required)
    return " ".join(f"--set {name}=…" for name in needed if not getattr(made, name))


def _answers(told: list[str]) -> dict[str, str]:
    pairs = [each.partition("=") for each in told]
    if not all(name and sign for name, sign, _ in pairs):
        raise WrongUse(_NAME_AND_ANSWER)
    return {name: text for name, _, text in pairs}


def _stamp(store: Store, kind: "Entity") -> Any:  # noqa: ANN401 - a stamp, whose module a command loads when it runs
    from observatory.authorisation.rules import acting_role
    from observatory.usecases.record import stamped

    return stamped(bootstrap.system_clock, acting_role(store.member, kind))


def _why(kind: "Entity", refusal: Refused) -> Term:
    """All that is wrong, field by field; what may be confirmed, with how."""
    labels = {field.name: field.label for field in kind.fields}
    told = [(labels.get(each.field, kind.label), each.field, each.message) for each in refusal.problems]
    lines = [Term(f"{label.it} ({n}): {m.it}", f"{label.en} ({n}): {m.en}") for label, n, m in told]
    lines.append(_CONFIRM if all(problem.warning for problem in refusal.problems) else _NOTHING)
    return Term("\n".join(term.it for term in lines), "\n".join(term.en for term in lines))


_RECORD = Term("{kind}: {title}", "{kind}: {title}")
_FOLLOWS = Term("  ne segue  {id}  {kind}: {title}", "  followed by  {id}  {kind}: {title}")
_MAY_BEGIN = Term(
    "  ne può seguire  {kind}: observatory {command} {fields}",
    "  may be followed by  {kind}: observatory {command} {fields}",
)
_ALONG = Term("  si prosegue con  observatory {command}", "  gone on with by  observatory {command}")
_BEGUN = Term("{kind}: registrata come {id}.", "{kind}: recorded as {id}.")
_NAME_AND_ANSWER = Term(
    "Una risposta si scrive «campo=valore», per esempio --set kind=P01. Nulla è stato registrato.",
    "An answer is written “field=value”, such as --set kind=P01. Nothing was recorded.",
)
_CONFIRM = Term(
    "Sono avvisi: --confirm registra comunque. Nulla è stato registrato.",
    "These are warnings: --confirm records all the same. Nothing was recorded.",
)
_NOTHING = Term("Nulla è stato registrato.", "Nothing was recorded.")
