"""The two kinds of duration (DMN 1.5, clauses 10.3.2.3.7 and 10.3.2.3.8)."""

from __future__ import annotations

from dataclasses import dataclass

NANOS = 1_000_000_000
_DAY = 86_400 * NANOS


@dataclass(frozen=True, slots=True, order=True)
class DaysTimeDuration:
    """A number of days, hours, minutes and seconds (天时长), exact to the nanosecond."""

    #: the whole duration; negative for one that goes back
    nanos: int

    @classmethod
    def of(
        cls, days: int = 0, hours: int = 0, minutes: int = 0, seconds: int = 0
    ) -> DaysTimeDuration:
        return cls((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * NANOS)

    def part(self, name: str) -> int:
        """`days`, `hours`, `minutes` or `seconds` as its property shows it, with the sign."""
        rest = abs(self.nanos) // NANOS
        parts = {
            "days": rest // 86_400,
            "hours": rest // 3_600 % 24,
            "minutes": rest // 60 % 60,
            "seconds": rest % 60,
        }
        return -parts[name] if self.nanos < 0 else parts[name]

    def __str__(self) -> str:
        if not self.nanos:
            return "PT0S"
        days, rest = divmod(abs(self.nanos), _DAY)
        seconds, nanos = divmod(rest, NANOS)
        text = "-P" if self.nanos < 0 else "P"
        if days:
            text += f"{days}D"
        if not rest:
            return text
        text += "T"
        if seconds // 3_600:
            text += f"{seconds // 3_600}H"
        if seconds // 60 % 60:
            text += f"{seconds // 60 % 60}M"
        if nanos:
            return text + f"{seconds % 60}.{nanos:09d}".rstrip("0") + "S"
        return text + f"{seconds % 60}S" if seconds % 60 else text


@dataclass(frozen=True, slots=True, order=True)
class YearsMonthsDuration:
    """A number of years and months (年月时长)."""

    #: the whole duration in months; negative for one that goes back
    months: int

    def part(self, name: str) -> int:
        """`years` or `months` as its property shows it, with the sign."""
        years, months = divmod(abs(self.months), 12)
        part = years if name == "years" else months
        return -part if self.months < 0 else part

    def __str__(self) -> str:
        years, months = divmod(abs(self.months), 12)
        text = "-P" if self.months < 0 else "P"
        if years:
            text += f"{years}Y"
        if months or not years:
            text += f"{months}M"
        return text


#: durations beyond these are null: no date could use them
MAX_NANOS = 10**30
MAX_MONTHS = 10**12
