"""Working days, due dates, public holidays with shifted work days."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.people.calendars import LONGEST_WORKING_DAYS, WorkingCalendar
from engine.people.holidays import china

days = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-03-02", True),  # a Monday
        ("2026-03-07", False),  # a Saturday
        ("2026-02-16", False),  # Spring Festival
        ("2026-02-28", True),  # a Saturday worked instead
        ("2026-10-07", False),
        ("2026-10-10", True),  # a Saturday worked instead
        ("2025-10-11", True),
        ("2030-01-01", True),  # no data for the year: weekends only
    ],
)
def test_should_know_holidays_and_shifted_work_days(day: str, works: bool) -> None:
    assert china().is_working_day(date.fromisoformat(day)) is works


def test_should_not_count_the_day_of_arrival() -> None:
    # given: Friday afternoon in Shanghai, when it is still Friday in UTC
    arrived = datetime(2026, 3, 6, 8, 30, tzinfo=UTC)
    # when
    due = china().due(arrived, 5)
    # then: 24:00 of Friday the 13th in Shanghai
    assert due == datetime(2026, 3, 13, 16, 0, tzinfo=UTC)


def test_should_take_the_local_day_of_arrival() -> None:
    # given: 23:30 UTC on Sunday is Monday morning in Shanghai
    arrived = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    assert china().local_day(arrived) == date(2026, 3, 2)
    assert china().due(arrived, 1) == datetime(2026, 3, 3, 16, 0, tzinfo=UTC)


def test_should_step_over_the_spring_festival() -> None:
    # given: the last working day before the break; the 14th is a Saturday worked instead
    assert china().add(date(2026, 2, 13), 1) == date(2026, 2, 14)
    assert china().add(date(2026, 2, 14), 1) == date(2026, 2, 24)
    assert china().add(date(2026, 2, 24), -1) == date(2026, 2, 14)


@given(days, st.integers(-300, 300))
def test_should_count_back_what_was_added(day: date, count: int) -> None:
    calendar = china()
    assert calendar.between(day, calendar.add(day, count)) == count


@given(days, days)
def test_should_count_every_working_day_once(first: date, second: date) -> None:
    calendar = china()
    start, end = sorted((first, second))
    listed = [
        date.fromordinal(n)
        for n in range(start.toordinal() + 1, end.toordinal() + 1)
        if calendar.is_working_day(date.fromordinal(n))
    ]
    assert calendar.between(start, end) == len(listed)


def test_should_refuse_spans_without_sense() -> None:
    with pytest.raises(ValueError, match="more than"):
        china().add(date(2026, 1, 1), LONGEST_WORKING_DAYS + 1)
    with pytest.raises(ValueError, match="days apart"):
        china().between(date(1, 1, 1), date(9000, 1, 1))
    with pytest.raises(ValueError, match="years"):
        china().add(date(9999, 12, 1), 300)


def test_should_hash_by_content() -> None:
    # given
    again = WorkingCalendar.from_json(china().to_json())
    other = WorkingCalendar(china().holidays | {date(2026, 3, 2)}, china().shifted_work_days)
    # then
    assert again == china()
    assert again.hash == china().hash != other.hash
