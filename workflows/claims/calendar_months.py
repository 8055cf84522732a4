"""Months between dates, in the three ways the rules count them."""

from datetime import date


def full_months(since: date, until: date) -> int:
    """Whole months that have passed; zero when `until` comes first."""
    months = (until.year - since.year) * 12 + until.month - since.month
    if until.day < since.day and not _ends_month(until):
        months -= 1
    return max(0, months)


def begun_months(since: date, until: date) -> int:
    """Months begun: a day more than twelve months counts as thirteen."""
    whole = full_months(since, until)
    return whole if _add(since, whole) >= until else whole + 1


def months_of(first: date, last: date) -> frozenset[tuple[int, int]]:
    """Every calendar month from that of `first` to that of `last`."""
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return frozenset((month // 12, month % 12 + 1) for month in range(start, end + 1))


def age_on(id_number: str, day: date) -> int | None:
    """Age in years by the ID number; None when it holds no date."""
    try:
        born = date(int(id_number[6:10]), int(id_number[10:12]), int(id_number[12:14]))
    except ValueError:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _add(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, _length(year, month + 1)))


def _length(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - date(year, month, 1)).days


def _ends_month(day: date) -> bool:
    return day.day == _length(day.year, day.month)
