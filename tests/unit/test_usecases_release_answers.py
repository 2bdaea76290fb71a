"""An answer for outside: a draft in every form until two members of two forces stand for exactly this one."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from db.memory import MemoryStore
from observatory.authorisation.store import GuardedStore
from observatory.disclosure.rules import Audience
from observatory.errors import NotAllowed, WrongUse
from observatory.exports.answers import Told
from observatory.periods import Period
from observatory.ports import Store
from observatory.security.audit.entries import Wanted
from observatory.security.members import Member
from observatory.security.proposals import Proposal
from observatory.security.roles import FOUNDER_ROLES, Role
from observatory.summary.question import Measure, Question, parse_window
from observatory.terms import Language
from observatory.usecases import confirm, issue_contents, issue_words, issues, release
from observatory.usecases.answer_files import AnswerFile, AnswerForm, release_to_file
from observatory.usecases.build_demo import build_demo
from observatory.usecases.earlier_editions import all_told
from observatory.usecases.proposal_words import words
from observatory.usecases.statistics import StatisticsRequest, look, note_answer, propose_answer
from observatory.usecases.summarise import SummaryRequest, make_summary
from observatory.usecases.withdrawals import taken_back
from ui import bootstrap
from ui.cli import main

ADA, BRUNO = Member("1", "Ada", "PS", FOUNDER_ROLES), Member("2", "Bruno", "CC", (Role.ANALYST,))
WORDS = "tavolo pioggia cestino ventidue"
DAY = date(2026, 4, 20)


def clock() -> datetime:
    return datetime(2026, 4, 20, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def sample() -> MemoryStore:
    made = MemoryStore(ADA, (BRUNO,))
    build_demo(made, seed=1, cases=150)
    return made


@pytest.fixture
def store(sample: MemoryStore) -> Store:
    made = MemoryStore(ADA, (BRUNO,))
    made.contents = sample.contents.copied()
    return GuardedStore(made)


def request(audience: str = "external", by: str = "year", as_of: date = DAY) -> StatisticsRequest:
    question = Question(Measure.COUNT, (by,), parse_window("2021..2025"))
    return StatisticsRequest(question, Audience(audience), as_of)


def written(store: Store, asked: StatisticsRequest, form: AnswerForm, folder: Path) -> str:
    target = folder / f"a.{form.value}"
    release_to_file(store, asked, AnswerFile(form, target, Language.IT), clock=clock)
    return target.read_text(encoding="utf-8")


def proposed(store: Store, asked: StatisticsRequest) -> Proposal:
    return propose_answer(store, asked, look(store, asked, clock=clock).digest, clock=clock)


def confirmed(store: Store, asked: StatisticsRequest) -> None:
    told, proposal = note_answer(store, asked, clock=clock), proposed(store, asked)
    with store.second("Bruno", WORDS) as witness:
        assert not release.confirm_and_release(store, told, proposal.id, witness, clock).is_draft


def draft_marks(store: Store, asked: StatisticsRequest, folder: Path) -> list[bool]:
    rows = list(csv.DictReader(io.StringIO(written(store, asked, AnswerForm.CSV, folder))))
    told = json.loads(written(store, asked, AnswerForm.JSON, folder))
    drawn = written(store, asked, AnswerForm.SVG, folder)
    marked = [row.get("EDITION") == "draft" for row in rows]
    assert len(set(marked)) == 1
    return [marked[0], told["draft"], any("Bozza" in each["it"] for each in told["notes"]), "Bozza" in drawn]


def noted(store: Store) -> int:
    with store.begin() as unit:
        return len(unit.releases.all("statistics"))


def test_an_answer_is_a_draft_in_every_form_until_two_members_confirm_it(store: Store, tmp_path: Path) -> None:
    assert draft_marks(store, request(), tmp_path) == [True] * 4
    confirmed(store, request())
    assert draft_marks(store, request(), tmp_path) == [False] * 4
    assert noted(store) == 1
    with store.begin() as unit:
        told = [entry.content.fields for entry in unit.audit.entries(Wanted(object="statistics/"))]
    assert [set(fields.split()) & {"draft", "confirmed"} for fields in told] == [{"confirmed"}] * 3 + [{"draft"}] * 3


@pytest.mark.parametrize("other", [request("interforce"), request(as_of=date(2026, 4, 19)), request(by="sex")])
def test_what_two_members_sign_is_just_one_answer(store: Store, tmp_path: Path, other: StatisticsRequest) -> None:
    confirmed(store, request())
    assert draft_marks(store, other, tmp_path) == [True] * 4


def test_on_two_occasions_the_same_answer_is_confirmed_and_then_leaves(store: Store) -> None:
    made = proposed(store, request())
    assert noted(store) == 1
    assert proposed(store, request()) == made
    told = note_answer(store, request(), clock=clock)
    with pytest.raises(WrongUse):
        release.release(store, told, made.id, clock)
    with store.second("Bruno", WORDS) as witness:
        confirm.confirm(store, made.id, witness, clock)
    with pytest.raises(WrongUse, match="another content"):
        release.release(store, replace(told, as_of=date(2026, 4, 19)), made.id, clock)
    assert not release.release(store, told, made.id, clock).is_draft
    assert [value.en for _, value in words(made)][1] == "Number, by year"


def test_only_what_was_looked_at_is_proposed(store: Store) -> None:
    with pytest.raises(WrongUse, match="no longer the one shown"):
        propose_answer(store, request(), "0" * 64, clock=clock)
    assert noted(store) == 0


def test_the_members_own_answer_needs_nobody(store: Store) -> None:
    told = note_answer(store, request("members"), clock=clock)
    with pytest.raises(WrongUse, match="needs no second member"):
        release.prepare_release(store, told, clock)


def test_whoever_makes_no_summaries_proposes_nothing() -> None:
    secretary = GuardedStore(MemoryStore(Member("1", "Ada", "PS", (Role.SECRETARY,)), (BRUNO,)))
    with pytest.raises(NotAllowed):
        propose_answer(secretary, request(), "", clock=clock)


@pytest.fixture
def run(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    for name in ("a", "b"):
        (tmp_path / name).write_text(f"{WORDS}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(GuardedStore, "close", lambda _self: None)
    monkeypatch.setattr(bootstrap, "open_store", lambda *_given, **_named: store)
    monkeypatch.setattr(bootstrap, "system_clock", clock)

    def ran(*command: str) -> tuple[int, str, str]:
        status = main(["--lang", "en", *command, "--passphrase-file", "a"])
        told = capsys.readouterr()
        return status, told.out, told.err

    return ran


ASKED = ("store", "--measure", "count", "--by", "year", "--window", "2021..2025", "--audience", "external")


def test_two_members_release_an_answer_from_the_command_line(run: Callable[..., tuple[int, str, str]]) -> None:
    status, out, err = run("statistics", *ASKED, "--format", "json")
    assert (status, json.loads(out)["draft"]) == (0, True)
    assert "A draft" in err
    second = ("--confirm-member", "Bruno", "--confirm-passphrase-file", "b")
    status, out, err = run("statistics", *ASKED, "--format", "json", *second)
    assert (status, json.loads(out)["draft"]) == (0, False), err
    assert "A draft" not in err
    assert run("statistics", *ASKED[:-1], "members", *second)[0] == 2


def test_an_answer_is_proposed_and_carried_out_from_the_command_line(
    run: Callable[..., tuple[int, str, str]], store: Store
) -> None:
    assert run("proposal", "answer", *ASKED)[0] == 0
    made = confirm.all_proposals(store)[0]
    assert run("statistics", *ASKED, "--proposal", made.id)[0] != 0
    with store.second("Bruno", WORDS) as witness:
        confirm.confirm(store, made.id, witness, clock)
    status, out, _ = run("statistics", *ASKED, "--proposal", made.id[:8])
    assert status == 0
    assert "Draft" not in out


def test_the_figure_is_written_from_the_command_line(
    run: Callable[..., tuple[int, str, str]], store: Store, tmp_path: Path
) -> None:
    status, out, _ = run("statistics", *ASKED, "--figure", "f.SVG", "--format", "csv")
    assert status == 0
    assert out.startswith("time,measure,OBS_VALUE")
    assert "Draft" in (tmp_path / "f.SVG").read_text(encoding="utf-8")
    assert noted(store) == 1
    for name, says in (("f.jpg", "ends in .svg or .png"), ("a", "ends in"), ("none/f.png", "")):
        status, _, err = run("statistics", *ASKED, "--figure", name)
        assert status != 0
        assert says in err
    assert noted(store) == 1


def test_answers_are_listed_with_who_signed_and_made_again(store: Store) -> None:
    note_answer(store, request("members"), clock=clock)
    confirmed(store, request())
    drafted, signed = (
        next(e for e in issues.issues(store) if e.release.audience == a) for a in ("members", "external")
    )
    assert [each.name for each in signed.signers] == ["Ada", "Bruno"]
    assert [issue_words.standing(each).en for each in (drafted, signed)] == [
        "for the members",
        "confirmed by two members",
    ]
    assert issue_words.kind_and_number(signed).en == "Answer no. 2"
    told = issue_contents.content_of(store, signed)
    assert isinstance(told, Told)
    assert told.answer.digest == signed.release.digest
    assert not told.is_draft
    with store.begin() as unit:
        unit.releases.add(replace(signed.release, id="other", digest="0" * 64))
        unit.commit()
    assert issue_contents.content_of(store, issues.issue_named(store, "other")) is None


def test_a_draft_is_released_from_the_list(store: Store) -> None:
    note_answer(store, request(), clock=clock)
    (draft,) = issues.issues(store)
    proposal, told = issue_contents.proposed_issue(store, draft, clock)
    with store.second("Bruno", WORDS) as witness:
        release.confirm_and_release(store, told, proposal.id, witness, clock)
    (released,) = issues.issues(store)
    assert not released.can_be_released
    with pytest.raises(WrongUse, match="only drafts"):
        issue_contents.proposed_issue(store, released, clock)


def test_answers_to_the_same_question_are_compared_cell_by_cell(store: Store) -> None:
    early = note_answer(store, request("members", as_of=date(2025, 10, 1)), clock=clock)
    late = note_answer(store, request("members"), clock=lambda: clock() + timedelta(hours=1))
    later, earlier = found = issues.issues(store)
    assert issues.issue_before(later, found) == earlier
    lines = [line.en for line in issue_words.difference(store, earlier, later)]
    before, after = (told.answer.table.observations for told in (early, late))
    changed = [at for at in after if at in before and before[at].value != after[at].value]
    assert changed
    assert len(lines) == 1 + len(changed)
    assert all(" → " in line for line in lines[1:])


def test_what_cannot_be_compared_says_why(store: Store) -> None:
    note_answer(store, request("members"), clock=clock)
    note_answer(store, request("members", by="sex"), clock=lambda: clock() + timedelta(hours=1))
    make_summary(store, SummaryRequest(Period.parse("2025"), Audience.MEMBERS, DAY), clock=clock)
    found = issues.issues(store)
    by_sex, by_year = (next(e for e in found if e.question == f"count:{name}") for name in ("sex", "year"))
    of_summary = next(each for each in found if not each.question)
    assert issues.issue_before(by_sex, found) is None
    for other, says in ((by_year, "different questions"), (of_summary, "different kinds")):
        with pytest.raises(WrongUse, match=says):
            issue_words.difference(store, other, by_sex)


def test_a_withdrawn_answer_leaves_no_more_goes_on_counting_and_no_summary_speaks_of_it(
    store: Store, tmp_path: Path
) -> None:
    confirmed(store, request("interforce"))
    (answer,) = issues.issues(store)
    issues.withdraw(store, answer, "Una consistenza era sbagliata.", clock)
    for form in (AnswerForm.CSV, AnswerForm.SVG):
        with pytest.raises(WrongUse, match="was withdrawn on"):
            written(store, request("interforce"), form, tmp_path)
    with pytest.raises(WrongUse, match="was withdrawn on"):
        proposed(store, request("interforce"))
    with store.begin() as unit:
        assert taken_back(unit, "interforce") == ()
        assert [each.id for each in all_told(unit)] == [answer.release.id]
    assert issue_words.standing(issues.issues(store)[0]).it == "ritirata"
