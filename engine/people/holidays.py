"""Public holidays of China 2025 and 2026 with shifted work days 调休.

[assumed] Seed data, to be checked against the yearly notice of the General Office of the State
Council (国务院办公厅关于部分节假日安排的通知) and replaced through the administrator's calendar
route; years that are not listed here have weekends only.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from engine.people.calendars import WorkingCalendar

#: First and last day of each break.
BREAKS = (
    ("2025-01-01", "2025-01-01"),  # New Year 元旦
    ("2025-01-28", "2025-02-04"),  # Spring Festival 春节
    ("2025-04-04", "2025-04-06"),  # Qingming 清明节
    ("2025-05-01", "2025-05-05"),  # Labour Day 劳动节
    ("2025-05-31", "2025-06-02"),  # Dragon Boat 端午节
    ("2025-10-01", "2025-10-08"),  # National Day and Mid-Autumn 国庆节、中秋节
    ("2026-01-01", "2026-01-03"),
    ("2026-02-15", "2026-02-23"),
    ("2026-04-04", "2026-04-06"),
    ("2026-05-01", "2026-05-05"),
    ("2026-06-19", "2026-06-21"),
    ("2026-09-25", "2026-09-27"),  # Mid-Autumn 中秋节
    ("2026-10-01", "2026-10-07"),  # National Day 国庆节
)

#: Weekend days worked instead.
WORKED_WEEKEND_DAYS = (
    *("2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"),
    *("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"),
)


def china() -> WorkingCalendar:
    """The calendar every area starts with."""
    return WorkingCalendar(
        frozenset(day for first, last in BREAKS for day in _days(first, last)),
        frozenset(date.fromisoformat(text) for text in WORKED_WEEKEND_DAYS),
    )


def _days(first: str, last: str) -> Iterable[date]:
    day = date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        yield day
        day += timedelta(days=1)
