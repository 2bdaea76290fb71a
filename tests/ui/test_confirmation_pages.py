"""Two members at one window: retention, proposals, and the summary that is a draft until a second one confirms."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.memory import MemoryStore
from observatory.cases.case import Case
from observatory.errors import NotAllowed
from observatory.ports import Stamp
from observatory.security import proposals as signed
from observatory.security.members import Member
from observatory.security.proposals import Matter, State
from observatory.security.roles import FOUNDER_ROLES, Role
from observatory.selection import EVERYTHING
from observatory.summary.content import Confirmation, Summary
from observatory.terms import Language
from observatory.usecases import confirm, retain
from observatory.usecases.release import confirmation
from ui.desktop.background import Background
from ui.desktop.confirmation.page import ConfirmationPage
from ui.desktop.confirmation.proposals_screen import ProposalsScreen
from ui.desktop.confirmation.retention_screen import RetentionScreen
from ui.desktop.language import Translation
from ui.desktop.screens import PAGES
from ui.desktop.session import Session
from ui.desktop.summaries.release_line import ReleaseLine

STAMP = Stamp(date(1995, 5, 6), datetime(1995, 5, 6, tzinfo=UTC), "clinician", "N")
ADA = Member("1", "Ada", "PS", FOUNDER_ROLES)
BRUNO = Member("2", "Bruno", "CC", (Role.ANALYST,))
CARLA = Member("3", "Carla", "PS", (Role.ANALYST,))
DARIO = Member("4", "Dario", "GF", (Role.AUDITOR,))


@pytest.fixture
def store() -> MemoryStore:
    made = MemoryStore(ADA, (BRUNO, CARLA, DARIO))
    with made.begin() as unit:
        for name, month in (("old", "1995-01"), ("older", "1994-01"), ("young", "2025-01")):
            unit.cases.add(Case(id=name, event_type="SU", month=month, force="PS"), STAMP)
        unit.commit()
    return made


@pytest.fixture
def session(store: MemoryStore, translation: Translation, now: datetime) -> Session:
    assert translation
    return Session(store, clock=lambda: now, language=Language.IT)


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    assert qtbot
    made = Background()
    yield made
    made.close()


def shown(qtbot: QtBot, page: QWidget) -> QWidget:
    qtbot.addWidget(page)
    page.resize(1000, 600)
    page.show()
    qtbot.waitExposed(page)
    return page


@pytest.fixture
def retention(qtbot: QtBot, session: Session, background: Background) -> RetentionScreen:
    page = RetentionScreen(session, background)
    shown(qtbot, page)
    page.arrive()
    qtbot.waitUntil(lambda: page.rows.rowCount() > 0)
    return page


@pytest.fixture
def proposals(qtbot: QtBot, session: Session, background: Background) -> ProposalsScreen:
    page = ProposalsScreen(session, background)
    shown(qtbot, page)
    return page


def child(parent: QWidget, kind: type[QWidget], name: str) -> QWidget:
    found = parent.findChild(kind, name)
    assert found is not None, name
    return found


def press(parent: QWidget, name: str) -> None:
    button = child(parent, QPushButton, name)
    assert isinstance(button, QPushButton)
    assert button.isEnabled(), name
    button.click()


def texts(page: ConfirmationPage) -> list[list[str]]:
    rows = page.rows
    return [[rows.index(r, c).data() for c in range(rows.columnCount())] for r in range(rows.rowCount())]


def answer(qtbot: QtBot, page: QWidget, typed: str = "tavolo pioggia") -> QWidget:
    """The dialog, once it is there, with the second member's passphrase typed and confirmed."""
    qtbot.waitUntil(lambda: page.findChild(QWidget, "second_member") is not None)
    dialog = child(page, QWidget, "second_member")
    line = child(dialog, QLineEdit, "second_passphrase")
    qtbot.keyClicks(line, typed)
    press(dialog, "member_go")
    return dialog


def cases(store: MemoryStore) -> set[str]:
    with store.begin() as unit:
        return {case.id for case in unit.cases.select(EVERYTHING)}


def test_the_plan_shows_numbers_and_no_record(retention: RetentionScreen) -> None:
    deaths = next(row for row in texts(retention) if row[0] == "Decessi")
    assert deaths[:4] == ["Decessi", "240", "2", "1994-01 – 1995-01"]
    assert "old" not in str(texts(retention))


def test_a_second_member_confirms_in_the_dialog_and_the_proof_stands_on_the_page(
    retention: RetentionScreen, qtbot: QtBot, store: MemoryStore
) -> None:
    press(retention, "retention_erase")
    dialog = answer(qtbot, retention)
    told = [label.text() for label in dialog.findChildren(QLabel) if label.objectName().startswith("second_told")]
    assert "Decessi: 2 da cancellare (termine: 240 mesi)" in told
    people = child(dialog, QComboBox, "second_name")
    assert isinstance(people, QComboBox)
    assert [people.itemText(n) for n in range(people.count())] == ["Bruno"]
    qtbot.waitUntil(lambda: cases(store) == {"young"})
    qtbot.waitUntil(lambda: "nessuna traccia" in retention.result.text())
    qtbot.waitUntil(lambda: not child(retention, QPushButton, "retention_erase").isEnabled())


def test_without_the_passphrase_nothing_is_erased(retention: RetentionScreen, qtbot: QtBot, store: MemoryStore) -> None:
    press(retention, "retention_erase")
    dialog = answer(qtbot, retention, "")
    problem = child(dialog, QLabel, "member_problem")
    assert isinstance(problem, QLabel)
    assert problem.isVisible()
    dialog.close()
    assert len(cases(store)) == 3
    assert [each.state(each.prepared.at) for each in confirm.all_proposals(store)] == [State.PREPARED]


def test_what_was_prepared_here_and_confirmed_elsewhere_is_erased_without_asking_again(
    retention: RetentionScreen, qtbot: QtBot, store: MemoryStore, now: datetime
) -> None:
    press(retention, "retention_prepare")
    qtbot.waitUntil(lambda: "sei parole" in retention.result.text())
    (made,) = confirm.all_proposals(store)
    with store.second("Bruno", "x") as witness:
        confirm.confirm(store, made.id, witness, lambda: now)
    press(retention, "retention_erase")
    qtbot.waitUntil(lambda: cases(store) == {"young"})
    assert len(confirm.all_proposals(store)) == 1


def test_a_member_of_another_force_confirms_what_waits(
    qtbot: QtBot, background: Background, now: datetime, translation: Translation
) -> None:
    assert translation
    store = MemoryStore(BRUNO, (ADA,))
    with store.second("Ada", "x") as witness:
        made = signed.prepared(Matter.RETENTION, SUBJECT, witness, now)
    with store.begin() as unit:
        unit.proposals.add(made)
        unit.commit()
    page = ProposalsScreen(Session(store, clock=lambda: now), background)
    shown(qtbot, page)
    page.arrive()
    qtbot.waitUntil(lambda: page.rows.rowCount() == 1)
    assert "Decessi: 3 da cancellare" in page.result.text()
    assert made.fingerprint in page.result.text()
    press(page, "proposal_confirm")
    qtbot.waitUntil(lambda: confirm.all_proposals(store)[0].state(now) is State.CONFIRMED)
    qtbot.waitUntil(lambda: texts(page)[0][0] == "confermata")
    assert not child(page, QPushButton, "proposal_confirm").isEnabled()


SUBJECT = '{"day":"2026-04-20","digest":"ab","policies":{"deaths":[240,3]}}'


def test_nobody_is_offered_to_confirm_their_own_proposal(
    proposals: ProposalsScreen, qtbot: QtBot, store: MemoryStore, now: datetime
) -> None:
    confirm.prepare(store, Matter.RETENTION, SUBJECT, lambda: now)
    proposals.arrive()
    qtbot.waitUntil(lambda: proposals.rows.rowCount() == 1)
    assert not child(proposals, QPushButton, "proposal_confirm").isEnabled()
    press(proposals, "proposal_withdraw")
    qtbot.waitUntil(lambda: texts(proposals)[0][0] == "ritirata")
    assert not child(proposals, QPushButton, "proposal_withdraw").isEnabled()


def test_the_pages_follow_the_language(
    retention: RetentionScreen, proposals: ProposalsScreen, translation: Translation, session: Session
) -> None:
    session.language = Language.EN
    translation.speak(Language.EN)
    QApplication.processEvents()
    assert retention.accessibleName() == "Retention"
    assert "Deaths" in [row[0] for row in texts(retention)]
    assert proposals.accessibleName() == "Proposals of two members"


def test_the_pages_are_for_whoever_may() -> None:
    pages = {page.name: page for page in PAGES}
    assert [pages["retention"].is_for(member) for member in (ADA, BRUNO, DARIO)] == [True, False, False]
    assert [pages["proposals"].is_for(member) for member in (ADA, BRUNO, DARIO)] == [True, True, False]


@pytest.fixture
def draft(sample_summary: Summary) -> Summary:
    cover = replace(sample_summary.cover, audience_code="external", period_code="2019-Q4")
    return replace(sample_summary, cover=replace(cover, confirmation=Confirmation.DRAFT))


@pytest.fixture
def line(qtbot: QtBot, session: Session, background: Background) -> ReleaseLine:
    made = ReleaseLine(session, background)
    shown(qtbot, made)
    return made


def test_a_draft_is_released_by_a_second_member_and_names_nobody(
    line: ReleaseLine, draft: Summary, qtbot: QtBot, store: MemoryStore
) -> None:
    got: list[Summary] = []
    line.released.connect(got.append)
    line.show_summary(draft, can_act=True)
    press(line, "release_second")
    dialog = answer(qtbot, line)
    told = " ".join(label.text() for label in dialog.findChildren(QLabel))
    for piece in ("4° trimestre 2019", "uso esterno", draft.digest[:16]):
        assert piece in told
    qtbot.waitUntil(lambda: bool(got))
    assert got[0].cover.confirmation is Confirmation.CONFIRMED is confirmation(store, draft)
    line.show_summary(got[0], can_act=True)
    assert child(line, QPushButton, "release_second").isHidden()


def test_a_release_is_proposed_for_another_occasion(
    line: ReleaseLine, draft: Summary, qtbot: QtBot, store: MemoryStore
) -> None:
    line.show_summary(draft, can_act=True)
    press(line, "release_propose")
    qtbot.waitUntil(lambda: len(confirm.all_proposals(store)) == 1)
    assert confirmation(store, draft) is Confirmation.DRAFT


def test_the_members_summary_has_no_such_line(line: ReleaseLine, sample_summary: Summary) -> None:
    line.show_summary(sample_summary, can_act=True)
    assert line.isHidden()


def test_the_use_cases_refuse_what_the_window_would_not_offer(store: MemoryStore, now: datetime) -> None:
    made = retain.prepare_retention(store, lambda: now)
    for name in ("Carla", "Dario"):
        with store.second(name, "x") as witness, pytest.raises(NotAllowed):
            confirm.confirm(store, made.id, witness, lambda: now)


def test_without_proposals_the_page_says_what_would_wait_here(qtbot: QtBot, proposals: ProposalsScreen) -> None:
    proposals.refresh()
    qtbot.waitUntil(lambda: not proposals.is_busy)
    assert "attende qui" in proposals.result.text()
