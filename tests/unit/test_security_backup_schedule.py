"""Which backups stay: the newest always, and never more than 7 days, 5 weeks and 12 months of them."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from observatory.security.backup_schedule import is_due, kept

NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
MOMENTS = st.lists(
    st.integers(0, 800 * 24 * 60).map(lambda minutes: NOW - timedelta(minutes=minutes)), min_size=1, max_size=50
)


@given(MOMENTS)
def test_the_newest_always_stays(moments: list[datetime]) -> None:
    assert max(moments) in kept(moments)


@given(MOMENTS)
def test_what_stays_fits_into_seven_days_five_weeks_and_twelve_months(moments: list[datetime]) -> None:
    staying = kept(moments)
    assert staying <= set(moments)
    assert len(staying) <= 7 + 5 + 12
    newest_day, newest_week, newest_month = (newest_of_each(moments, form) for form in ("%Y%m%d", "%G%V", "%Y%m"))
    assert staying == newest_day(7) | newest_week(5) | newest_month(12)


@given(MOMENTS)
def test_thinning_out_twice_removes_no_more_than_once(moments: list[datetime]) -> None:
    assert kept(kept(moments)) == kept(moments)


@given(MOMENTS, st.integers(1, 40))
def test_one_more_backup_never_brings_another_back(moments: list[datetime], days: int) -> None:
    later = [*moments, max(moments) + timedelta(days=days)]
    assert kept(later) - kept(moments) <= {max(later)}


def test_a_year_of_daily_backups_leaves_the_days_the_weeks_and_the_months() -> None:
    """Counted on a calendar: 2026-11-22 is a Sunday, the last day of ISO week 47."""
    year = [NOW - timedelta(days=n) for n in range(366)]
    days = {NOW - timedelta(days=n) for n in range(7)}
    weeks = {NOW - timedelta(weeks=n) for n in range(5)}
    ends = ("2026-10-31", "2026-09-30", "2026-08-31", "2026-07-31", "2026-06-30", "2026-05-31", "2026-04-30")
    ends += ("2026-03-31", "2026-02-28", "2026-01-31", "2025-12-31")
    months = {datetime.fromisoformat(f"{end}T18:00:00+00:00") for end in ends}
    assert kept(year) == days | weeks | months


def test_a_backup_is_due_when_the_newest_is_a_day_old_or_there_is_none_or_the_clock_was_wrong() -> None:
    assert is_due(None, NOW)
    assert is_due(NOW - timedelta(days=1), NOW)
    assert is_due(NOW + timedelta(hours=1), NOW)
    assert not is_due(NOW - timedelta(hours=23, minutes=59), NOW)


def newest_of_each(moments: list[datetime], form: str):  # type: ignore[no-untyped-def]  # noqa: ANN201 - a test's oracle
    """The same rule said in another way: by formatted dates, oldest overwritten by newest."""
    newest = {moment.strftime(form): moment for moment in sorted(moments)}
    ordered = [newest[label] for label in sorted(newest, reverse=True)]
    return lambda most: set(ordered[:most])
