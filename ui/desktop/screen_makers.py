"""Makes each screen on its first visit: what is heavy loads when it is asked for."""

from PySide6.QtWidgets import QWidget

from ui.desktop.background import Background
from ui.desktop.session import Session


def summaries(session: Session, background: Background) -> QWidget:
    from ui.desktop.summaries.screen import SummariesScreen  # noqa: PLC0415 - made on the first visit

    return SummariesScreen(session, background)


def statistics(session: Session, background: Background) -> QWidget:
    from ui.desktop.statistics.screen import StatisticsScreen  # noqa: PLC0415 - made on the first visit

    return StatisticsScreen(session, background)


def imports(session: Session, background: Background) -> QWidget:
    from ui.desktop.imports.screen import ImportsScreen  # noqa: PLC0415 - asked for once in a while

    return ImportsScreen(session, background)


def audit(session: Session, background: Background) -> QWidget:
    from ui.desktop.audit.screen import AuditScreen  # noqa: PLC0415 - asked for once in a while

    return AuditScreen(session, background)


def members(session: Session, background: Background) -> QWidget:
    from ui.desktop.members.screen import MembersScreen  # noqa: PLC0415 - asked for once in a while

    return MembersScreen(session, background)


def proposals(session: Session, background: Background) -> QWidget:
    from ui.desktop.confirmation.proposals_screen import ProposalsScreen  # noqa: PLC0415 - asked for once in a while

    return ProposalsScreen(session, background)


def issues(session: Session, background: Background) -> QWidget:
    from ui.desktop.releases.screen import IssuesScreen  # noqa: PLC0415 - asked for once in a while

    return IssuesScreen(session, background)


def retention(session: Session, background: Background) -> QWidget:
    from ui.desktop.confirmation.retention_screen import RetentionScreen  # noqa: PLC0415 - asked for once in a while

    return RetentionScreen(session, background)


def records_export(session: Session, background: Background) -> QWidget:
    from ui.desktop.confirmation.records_screen import RecordsExportScreen  # noqa: PLC0415 - asked for once in a while

    return RecordsExportScreen(session, background)


def tables(session: Session, background: Background) -> QWidget:
    from ui.desktop.tables.screen import TablesScreen  # noqa: PLC0415 - asked for once in a while

    return TablesScreen(session, background)


def security(session: Session, background: Background) -> QWidget:
    from ui.desktop.security.status_screen import SecurityScreen  # noqa: PLC0415 - asked for once in a while

    return SecurityScreen(session, background)


def grid(session: Session, _background: Background) -> QWidget:
    from ui.desktop.recommendations.grid_screen import GridScreen  # noqa: PLC0415 - asked for once in a while

    return GridScreen(session)


def minutes(session: Session, background: Background) -> QWidget:
    from ui.desktop.meetings.screen import MinutesScreen  # noqa: PLC0415 - asked for once in a while

    return MinutesScreen(session, background)


def work(session: Session, background: Background) -> QWidget:
    from ui.desktop.work.work_screen import WorkScreen  # noqa: PLC0415 - made on the first visit

    return WorkScreen(session, background)


def quality(session: Session, background: Background) -> QWidget:
    from ui.desktop.work.quality_screen import QualityScreen  # noqa: PLC0415 - asked for once in a while

    return QualityScreen(session, background)


def evaluation(session: Session, background: Background) -> QWidget:
    from ui.desktop.evaluation.screen import EvaluationScreen  # noqa: PLC0415 - asked for once in a while

    return EvaluationScreen(session, background)


def watch(session: Session, background: Background) -> QWidget:
    from ui.desktop.signals.screen import SignalsScreen  # noqa: PLC0415 - asked for once in a while

    return SignalsScreen(session, background)
