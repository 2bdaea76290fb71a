"""Issues after they were made: listed with their standing, made again, compared, withdrawn with a reason."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from db.memory import MemoryStore
from observatory.authorisation.store import GuardedStore
from observatory.disclosure.rules import Audience
from observatory.errors import NotAllowed, NotFound, WrongUse
from observatory.periods import Period
from observatory.ports import Store
from observatory.security.audit.entries import Act
from observatory.security.members import Member
from observatory.security.roles import Role
from observatory.summary.content import Confirmation, Paragraph
from observatory.summary.issue_changes import Change, changes
from observatory.synthetic.calibration import TODAY
from observatory.terms import Language
from observatory.usecases import issues
from observatory.usecases.build_demo import build_demo
from observatory.usecases.issue_words import change_lines
from observatory.usecases.summarise import SUMMARY, SummaryRequest, make_summary
from ui import bootstrap
from ui.cli import main

QUARTER = Period.parse("2025-Q4")
EARLY = date(2026, 1, 15)
WHY = "Una consistenza era sbagliata."

Run = Callable[..., tuple[int, str, str]]


def clock() -> datetime:
    return datetime(2026, 3, 1, 9, tzinfo=UTC)


def asked(as_of: date = TODAY, audience: Audience = Audience.MEMBERS) -> SummaryRequest:
    return SummaryRequest(QUARTER, audience, as_of)


@pytest.fixture(scope="module")
def two_issues() -> MemoryStore:
    made = MemoryStore()
    build_demo(made, seed=1, cases=150)
    make_summary(made, asked(EARLY), clock=clock)
    make_summary(made, asked(), clock=clock)
    return made


@pytest.fixture
def store(two_issues: MemoryStore) -> MemoryStore:
    made = MemoryStore()
    made.contents = two_issues.contents.copied()
    return made


def paragraphs(summary: object) -> list[str]:
    blocks = [block for section in summary.sections for block in section.blocks]  # type: ignore[attr-defined]
    return [block.text.it for block in blocks if isinstance(block, Paragraph)]


def test_issues_come_newest_first_with_their_standing(store: MemoryStore) -> None:
    make_summary(store, asked(audience=Audience.INTERFORCE), clock=clock)
    found = issues.issues(store)
    told = [(each.release.audience, each.release.issue, each.confirmation) for each in found]
    assert told == [
        ("interforce", 1, Confirmation.DRAFT),
        ("members", 2, Confirmation.NOT_NEEDED),
        ("members", 1, Confirmation.NOT_NEEDED),
    ]
    assert [issues.issue_before(each, found) for each in found] == [None, found[2], None]


def test_an_issue_is_named_by_the_beginning_of_its_id(store: MemoryStore) -> None:
    newest = issues.issues(store)[0]
    assert issues.issue_named(store, newest.release.id[:8]) == newest
    with pytest.raises(NotFound, match="No issue begins so"):
        issues.issue_named(store, "zzz")
    with pytest.raises(NotFound):
        issues.issue_named(store, "")


def test_every_issue_is_made_again_as_it_was_and_nothing_is_noted(store: MemoryStore) -> None:
    before = len(store.contents.releases)
    for each in issues.issues(store):
        again = issues.content_of(store, each)
        assert again is not None
        assert again.digest == each.release.digest
        assert again.cover.issue == each.release.issue
    assert len(store.contents.releases) == before


def test_an_issue_of_another_version_of_the_program_is_not_passed_off_as_the_same(store: MemoryStore) -> None:
    with store.begin() as unit:
        old = unit.releases.all(SUMMARY)[0]
        unit.releases.add(replace(old, id="other", digest="0" * 64))
        unit.commit()
    assert issues.content_of(store, issues.issue_named(store, "other")) is None


def test_a_withdrawn_issue_stays_and_is_not_made_again_under_its_number(store: MemoryStore) -> None:
    newest = issues.issues(store)[0]
    made = issues.withdraw(store, newest, f"  {WHY}\n", clock)
    assert made.reason == WHY
    assert [each.withdrawal for each in issues.issues(store)] == [made, None]
    with pytest.raises(WrongUse, match=WHY):
        make_summary(store, asked(), clock=clock)
    with pytest.raises(WrongUse, match="withdrawn already"):
        issues.withdraw(store, newest, WHY, clock)
    assert len(issues.issues(store)) == 2
    assert issues.content_of(store, issues.issues(store)[0]) is not None


def test_what_is_withdrawn_goes_on_counting_as_read_and_the_next_issue_says_so(store: MemoryStore) -> None:
    issues.withdraw(store, issues.issues(store)[0], WHY, clock)
    later = make_summary(
        store,
        replace(asked(), as_of=clock().date()),
        clock=lambda: clock() + timedelta(hours=1),
    )
    assert later.cover.issue == 3
    assert any("n. 2" in told and WHY in told for told in paragraphs(later))
    assert issues.content_of(store, issues.issues(store)[0]) == replace(
        later, cover=replace(later.cover, fingerprint="")
    )
    first = issues.content_of(store, issues.issues(store)[-1])
    assert first is not None
    assert not any(WHY in told for told in paragraphs(first))


@pytest.mark.parametrize(
    ("reason", "refusal"),
    [
        ("  ", "Write why"),
        ("Il dott. Mario Rossi lo ha chiesto", "general words"),
        ("Un suicidio riuscito", "neutrally"),
    ],
)
def test_a_reason_is_needed_and_tells_nobody(store: MemoryStore, reason: str, refusal: str) -> None:
    with pytest.raises(WrongUse, match=refusal):
        issues.withdraw(store, issues.issues(store)[0], reason, clock)
    assert all(each.withdrawal is None for each in issues.issues(store))


def test_whoever_makes_no_summaries_withdraws_none(store: MemoryStore) -> None:
    newest = issues.issues(store)[0]
    store.member = Member("me", "rossi", "PS", (Role.AUDITOR,))
    guarded: Store = GuardedStore(store)
    with pytest.raises(NotAllowed):
        issues.withdraw(guarded, newest, WHY, clock)
    with pytest.raises(NotAllowed):
        issues.content_of(guarded, newest)


def test_a_withdrawal_stands_in_the_log(store: MemoryStore) -> None:
    newest = issues.issues(store)[0]
    issues.withdraw(store, newest, WHY, clock)
    assert (Act.WITHDRAWN.value, f"release/{newest.release.id}") in [
        (each.content.act, each.content.object) for each in store.contents.acts
    ]


def test_only_what_both_tell_differently_is_a_change() -> None:
    before = {"T1a": {"SU|PS": 4, "SU|CC": None, "SU|GF": 3, "TE|PS": 5}, "T9": {"a": 1}}
    after = {"T1a": {"SU|PS": 6, "SU|CC": 3, "SU|GF": None, "TE|PS": 5, "AL|PS": 3}, "T2": {"a": 1}}
    assert [(each.at, each.change) for each in changes(before, after)] == [
        ("SU|PS", Change.REVISED),
        ("SU|CC", Change.NOW_TOLD),
        ("SU|GF", Change.NOW_HIDDEN),
    ]


def test_changes_are_told_in_words_with_the_printed_numbers(store: MemoryStore) -> None:
    later, earlier = issues.issues(store)
    told = [line.it for line in change_lines(earlier, later, issues.content_of(store, later))]
    assert told[0].endswith("celle che stanno in entrambe sono cambiate.")
    assert any(line.startswith("T2 Tasso") for line in told)
    assert any(" → " in line for line in told)
    coded = [line.it for line in change_lines(earlier, later, None)]
    assert len(coded) == len(told)
    assert [line.it for line in change_lines(later, later, None)] == [
        "Le celle che stanno in entrambe dicono lo stesso."
    ]


@pytest.fixture
def run(tmp_path: Path, store: MemoryStore, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    (tmp_path / "passphrase.txt").write_text("una frase giusta\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(bootstrap, "system_clock", clock)

    def ran(*command: str, language: Language = Language.IT) -> tuple[int, str, str]:
        store.is_open = True
        monkeypatch.setattr(bootstrap, "open_store", lambda *_given, **_named: GuardedStore(store))
        status = main(["--lang", language, "release", *command, "--passphrase-file", "passphrase.txt"])
        return (status, *capsys.readouterr())

    return ran


def test_the_commands_list_show_compare_and_withdraw(run: Run) -> None:
    status, out, _err = run("list", "store")
    assert status == 0
    newest = out.split()[0]
    assert "n. 2" in out.splitlines()[0]
    status, out, _err = run("show", "store", newest)
    assert status == 0
    assert "Edizione: n. 2" in out
    assert "Tavola T1a" in out
    status, out, _err = run("diff", "store", newest, language=Language.EN)
    assert status == 0
    assert "Issue no. 2" in out
    assert "→" in out
    status, _out, _err = run("withdraw", "store", newest, "--reason", WHY)
    assert status == 0
    assert "ritirata" in run("list", "store")[1].splitlines()[0]
    assert WHY in run("show", "store", newest)[1]


def test_the_first_issue_has_none_before_it_and_says_so(run: Run) -> None:
    first = run("list", "store")[1].splitlines()[-1].split()[0]
    status, _out, err = run("diff", "store", first)
    assert status != 0
    assert "Non c’è un’edizione precedente" in err
