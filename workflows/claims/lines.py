"""Claim lines 申领明细: one row of a roster, typed; dates, money and counts already checked."""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """One person (or project) and one benefit. Quantities that were not given are zero."""

    number: int  #: row number in the roster, from 1
    name: str
    benefit: str
    id_number: str | None = None  #: None only for lines without a person
    groups: tuple[str, ...] = ()
    employer: str | None = None  #: organisation id or name; None: the claimant
    occupation: str | None = None
    level: str | None = None
    certificate_kind: str | None = None
    certificate_no: str | None = None
    certificate_date: date | None = None
    passed: bool | None = None
    class_hours: int = 0
    hire_date: date | None = None
    months: int = 0  #: full calendar months with wages paid
    days: int = 0  #: days of training
    years: int = 1  #: years of the programme that are claimed
    programme_years: int = 0  #: length of the whole programme
    monthly_wage_yuan: Decimal | None = None
    approved_yuan: Decimal | None = None  #: approved amount per unit where the rate needs one
    claimed_yuan: Decimal | None = None  #: None: what the rate gives
    project_id: str | None = None
    course_start: date | None = None
    course_end: date | None = None
    account: str | None = None  #: bank account of an individual payee

    @property
    def has_certificate(self) -> bool:
        return self.certificate_date is not None

    @property
    def year(self) -> int | None:
        """The year of L-01: of the certificate date, of the course end without one."""
        day = self.certificate_date or self.course_end
        return day.year if day else None

    def to_json(self) -> dict[str, Any]:
        return {
            each.name: _to_json(value)
            for each in fields(self)
            if (value := getattr(self, each.name)) not in (None, ())
        }

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> "ClaimLine":
        values = dict(document)
        for name in ("certificate_date", "hire_date", "course_start", "course_end"):
            if values.get(name):
                values[name] = date.fromisoformat(values[name])
        for name in ("monthly_wage_yuan", "approved_yuan", "claimed_yuan"):
            if values.get(name) is not None:
                values[name] = Decimal(values[name])
        values["groups"] = tuple(values.get("groups", ()))
        return cls(**values)


def _to_json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return list(value)
    return value
