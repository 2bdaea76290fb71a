"""What a summary loses and why, and what keeping cells costs: against the records themselves and an attacker."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType

import pytest

from db.memory import MemoryStore
from observatory.disclosure.rules import Audience
from observatory.errors import NotAllowed, WrongUse
from observatory.periods import Period
from observatory.ports import Store
from observatory.security.members import Member
from observatory.security.proposals import Matter, Proposal, Signature
from observatory.security.roles import Role
from observatory.summary import loss_words
from observatory.summary.build import build_summary
from observatory.summary.coarser import loses_much
from observatory.summary.content import ObservationStatus, PublishedTable, Summary
from observatory.summary.earlier import Earlier
from observatory.summary.facts import Facts
from observatory.summary.keeping import MOST_MARKS, Mark, with_marks
from observatory.summary.known import kind_of
from observatory.summary.loss import Reason
from observatory.summary.weighing import Weighing, glance, price, weigh
from observatory.synthetic.calibration import TODAY
from observatory.terms import Language
from observatory.usecases import release
from observatory.usecases.build_demo import build_demo
from observatory.usecases.earlier_editions import KEPT, SUMMARY
from observatory.usecases.proposal_words import words
from observatory.usecases.summarise import SummaryRequest, make_summary, weigh_summary

QUARTER = Period.parse("2025-Q4")


def clock() -> datetime:
    return datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def facts(sample_facts: Callable[..., Facts]) -> Facts:
    return sample_facts(cases=1200)


@pytest.fixture(scope="module")
def weighed(facts: Facts) -> Weighing:
    return weigh((), facts)


def table(summary: Summary, name: str) -> PublishedTable:
    return next(each for each in summary.tables if each.id == name)


def protecting(weighed: Weighing, *names: str) -> list[Mark]:
    """Hidden cells that only protect others."""
    return [
        Mark(loss.table.id, at)
        for loss in weighed.account.tables
        for at, cell in loss.hidden.items()
        if cell.reason is Reason.BESIDE and loss.table.id in names
    ]


def test_each_hidden_cell_has_one_reason_and_each_shown_one_has_none(weighed: Weighing) -> None:
    for loss in weighed.account.tables:
        printed = loss.table.observations
        gone = {at for at, shown in printed.items() if shown.status is ObservationStatus.SUPPRESSED}
        assert set(loss.hidden) == gone
        assert loss.number() == sum(loss.number(reason) for reason in Reason)
    assert weighed.account.number(Reason.SMALL) > 0
    assert weighed.account.number(Reason.BESIDE) > 0


def test_small_are_exactly_the_counts_under_the_threshold(facts: Facts, weighed: Weighing) -> None:
    """Counted anew from the cases."""
    counted = Counter((kind_of(case), str(case.force)) for case in facts.events(facts.windows.rolling))
    loss = next(each for each in weighed.account.tables if each.table.id == "T1b")
    for kind, force in loss.table.observations:
        if kind in ("SU", "_T") or force == "_T":
            continue
        is_small = 0 < counted[kind, force] < facts.audience.threshold
        found = loss.hidden.get((kind, force))
        assert is_small == (found is not None and found.reason is Reason.SMALL)


def test_what_is_weighed_is_what_would_be_made(facts: Facts, weighed: Weighing) -> None:
    assert weighed.summary.digest == build_summary(facts).digest or weighed.beside.hidden


def test_a_cell_to_keep_is_shown_and_its_price_is_what_is_hidden_instead(facts: Facts, weighed: Weighing) -> None:
    mark = protecting(weighed, "T5", "T1b", "T3b")[0]
    with_it = weigh((), facts, [mark])
    cost = price(weighed.account, with_it.account)
    assert with_it.account.at(mark) is None
    assert with_it.account.unkept == ()
    assert mark.at in cost.gained[mark.table]
    assert any(cost.lost.values())
    assert table(with_it.summary, mark.table).observations[mark.at].value is not None
    assert with_it.summary.digest != weighed.summary.digest


def test_a_glance_tells_what_the_whole_work_confirms(weighed: Weighing, facts: Facts) -> None:
    mark = protecting(weighed, "T5")[0]
    seen = glance(weighed, [mark])
    assert seen.at(mark) is None
    assert weigh((), facts, [mark]).account.at(mark) is None
    assert glance(weighed, []).number() == weighed.account.number()


def test_nothing_small_is_shown_at_a_glance_either(weighed: Weighing) -> None:
    small = {
        (loss.table.id, at)
        for loss in weighed.account.tables
        for at, cell in loss.hidden.items()
        if cell.reason is Reason.SMALL
    }
    seen = glance(weighed, protecting(weighed, "T5", "T1b", "T3b")[:6])
    hidden = {(loss.table.id, at) for loss in seen.tables for at in loss.hidden}
    assert small <= hidden


def test_cells_to_keep_tell_a_reader_of_all_editions_nothing_more(
    facts: Facts,
    weighed: Weighing,
    as_earlier: Callable[[Facts, Summary], Earlier],
    sibling: Callable[[str], ModuleType],
    tmp_path: Path,
) -> None:
    """Attacked from the written files alone, beside an edition for others of the same data."""
    first = replace(facts, audience=Audience.INTERFORCE, issue=1)
    before = build_summary(first)
    reader, files = sibling("sample_reader"), sibling("test_summary_joint_attack")
    asked = protecting(weighed, "T1a", "T1b", "T3b", "T5", "T7a", "T10a")[:6]
    with_them = weigh((as_earlier(first, before),), facts, asked)
    assert len(with_them.account.unkept) < len(asked)
    made = [(first, before), (facts, with_them.summary)]
    counts = [reader.recount(files, each) for each, _ in made]
    assert list(reader.newly_learnt(files, made, reader.read(files, made, tmp_path), counts)) == []


@pytest.mark.parametrize("text", ["", "T1b", "T1b:", ":SU,CC", "T1b:SU,,CC"])
def test_a_cell_is_named_by_table_and_codes(text: str) -> None:
    with pytest.raises(WrongUse):
        Mark.parse(text)


def test_a_mark_reads_back() -> None:
    mark = Mark("T2", ("2025", "CC", "events"))
    assert Mark.parse(str(mark)) == mark


@pytest.mark.parametrize("text", ["T2:2025,CC,rate", "T12a:ORD,2025", "T99:SU", "T1a:SU,never", "T1a:SU"])
def test_only_counts_of_events_can_be_kept(facts: Facts, text: str) -> None:
    with pytest.raises(WrongUse, match="count of events"):
        weigh((), facts, [Mark.parse(text)])


def test_a_count_that_the_summary_does_not_print_cannot_be_kept(facts: Facts) -> None:
    with pytest.raises(WrongUse, match="has no cell"):
        weigh((), facts, [Mark("T1b", ("SU", "XX"))])


def test_a_small_count_is_never_kept(facts: Facts, weighed: Weighing) -> None:
    loss = next(each for each in weighed.account.tables if each.table.id == "T1b")
    small = next(at for at, cell in loss.hidden.items() if cell.reason is Reason.SMALL)
    with pytest.raises(WrongUse, match="fewer than 3"):
        weigh((), facts, [Mark("T1b", small)])
    with pytest.raises(WrongUse, match="fewer than 3"):
        glance(weighed, [Mark("T1b", small)])


def test_too_many_cells_are_refused(facts: Facts) -> None:
    marks = [Mark("T3a", (f"20{n:02d}-Q1", "events")) for n in range(MOST_MARKS + 1)]
    with pytest.raises(WrongUse, match=str(MOST_MARKS)):
        with_marks(facts, marks)


def test_a_table_that_loses_much_comes_with_broader_categories_that_hide_less(weighed: Weighing) -> None:
    loss = next(each for each in weighed.account.tables if each.table.id == "T5")
    assert loses_much(loss)
    found = weighed.ways["T5"]
    assert found
    for way in found:
        assert way.hidden / way.cells < loss.hidden_counts / loss.counts
        assert "{" not in way.words.en


def test_every_reason_is_told_in_both_languages(weighed: Weighing) -> None:
    for loss in weighed.account.tables:
        for at in loss.table.observations:
            said = loss_words.why(weighed.account, Mark(loss.table.id, at))
            for language in Language:
                assert "{" not in said.in_(language)
        assert "{" not in loss_words.line(loss).it


@pytest.fixture
def store() -> Store:
    made: Store = MemoryStore()
    build_demo(made, seed=1, cases=150)
    return made


def asked(audience: Audience = Audience.MEMBERS, *marks: Mark, as_of: date = TODAY) -> SummaryRequest:
    return SummaryRequest(QUARTER, audience, as_of, marks)


def test_weighing_notes_nothing(store: Store) -> None:
    weigh_summary(store, asked(), clock=clock)
    with store.begin() as unit:
        assert unit.releases.all(SUMMARY) == ()


def test_whoever_may_not_read_cases_is_not_told_which_counts_are_small(store: Store) -> None:
    secretary = Member(id="s", name="S", force="CC", roles=(Role.SECRETARY,))
    other = _As(store, secretary)
    with pytest.raises(NotAllowed):
        weigh_summary(other, asked(), clock=clock)  # type: ignore[arg-type]


class _As:
    """The store as another member has it."""

    def __init__(self, store: Store, member: Member) -> None:
        self._store, self.member = store, member

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)


def test_the_same_request_with_marks_is_the_same_summary_again_and_is_kept_with_its_release(store: Store) -> None:
    before = weigh_summary(store, asked(Audience.EXTERNAL), clock=clock).weighing
    mark = protecting(before, "T1", "T3", "T5b", "T6a", "T6b", "T6c", "T7a", "T10a")[0]
    first = make_summary(store, asked(Audience.EXTERNAL, mark), clock=clock)
    make_summary(store, replace(asked(Audience.EXTERNAL), period=Period.parse("2025")), clock=clock)
    again = make_summary(store, asked(Audience.EXTERNAL, mark), clock=clock)
    assert first.kept == (str(mark),)
    assert again.digest == first.digest
    with store.begin() as unit:
        releases = unit.releases.all(SUMMARY)
    assert [each.tables.get(KEPT) for each in releases] == [[str(mark)], None]
    assert weigh_summary(store, asked(Audience.EXTERNAL, mark), clock=clock).is_issued
    assert not weigh_summary(store, asked(Audience.EXTERNAL), clock=clock).is_issued


def test_a_small_cell_to_keep_stops_the_summary_and_nothing_is_noted(store: Store) -> None:
    loss = weigh_summary(store, asked(), clock=clock).weighing.account.tables[1]
    small = next(at for at, cell in loss.hidden.items() if cell.reason is Reason.SMALL)
    with pytest.raises(WrongUse, match="fewer than 3"):
        make_summary(store, asked(Audience.MEMBERS, Mark(loss.table.id, small)), clock=clock)
    with store.begin() as unit:
        assert unit.releases.all(SUMMARY) == ()


def test_what_an_earlier_issue_makes_hidden_names_that_issue(store: Store) -> None:
    earlier = SummaryRequest(Period.parse("2025-Q3"), Audience.MEMBERS, date(2025, 11, 15))
    make_summary(store, earlier, clock=clock)
    account = weigh_summary(store, asked(), clock=clock).weighing.account
    found = [cell for loss in account.tables for cell in loss.hidden.values() if cell.reason is Reason.EARLIER]
    assert found
    named = {edition.words.en for cell in found for edition in cell.editions}
    assert named == {"3rd quarter 2025, members of the Observatory, data as of 15 November 2025"}


def test_two_members_sign_the_cells_that_were_kept(store: Store) -> None:
    plain = make_summary(store, asked(Audience.EXTERNAL), clock=clock)
    kept = replace(plain, kept=("T1:SU,_T",))
    assert "kept" not in release.subject_of(plain)
    assert release.kept_in(release.subject_of(kept)) == ("T1:SU,_T",)
    assert "T1:SU,_T" in [value.it for _, value in words(_proposed(release.subject_of(kept)))]


def _proposed(subject: str) -> Proposal:
    signature = Signature("m", "CC", clock(), b"")
    return Proposal("p", Matter.RELEASE, subject, signature)
