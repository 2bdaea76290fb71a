"""Since when somebody is a member and the keys are what they are, as the signed log tells it."""

from collections.abc import Mapping
from datetime import date, datetime

from observatory.ports import Store
from observatory.security.audit.entries import Act, Entry, Wanted
from observatory.security.roles import Permission


def joined_on(store: Store) -> Mapping[str, date]:
    """The day on which each member came, by id, as far as it is told; nothing to whoever may not read the log."""
    made, added = _entries(store, Act.CREATE), _entries(store, Act.MEMBER_ADDED)
    founded = {each.content.member: _day(each) for each in made}
    return founded | {each.content.object.partition("/")[2]: _day(each) for each in added}


def keys_renewed_on(store: Store) -> date | None:
    """The day on which the store last got new keys; none if never, or to whoever may not read the log."""
    return next(map(_day, _entries(store, Act.ROTATED)), None)


def _entries(store: Store, act: Act) -> tuple[Entry, ...]:
    """Newest first."""
    if not store.member.may(Permission.READ_LOG):
        return ()
    with store.begin() as unit:
        return unit.audit.entries(Wanted(act=act))


def _day(entry: Entry) -> date:
    """On the office's calendar."""
    return datetime.fromisoformat(entry.content.at).astimezone().date()
