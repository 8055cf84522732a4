"""People, organisations, letters of entrustment and calendars, for administrators."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from api.schemas.base import Given, Group, Id, IsoDate, ShortText, Told


class AreaIn(Given):
    code: Id
    parent: Id | None
    name_zh: ShortText
    name_en: ShortText
    plan: int | None = Field(None, ge=1, le=1_000)


class AreaOut(Told):
    code: str
    parent: str | None
    name_zh: str
    name_en: str
    plan: int | None


class OrganisationIn(Given):
    id: Id = Field(description='"<area>.<kind>" for bureaus, an own id for others')
    kind: Id
    area: Id
    name_zh: ShortText
    name_en: ShortText
    credit_code: ShortText | None = None


class OrganisationOut(Told):
    id: str
    kind: str
    area: str
    name_zh: str
    name_en: str
    credit_code: str | None


class PersonIn(Given):
    id: Id = Field(examples=["zhao.min"])
    name_zh: ShortText
    name_en: ShortText
    organisation: Id | None = None
    area: Id | None = None
    groups: list[Group] = Field(default_factory=list, max_length=100)
    password: ShortText | None = Field(None, description="makes a local account")


class KnownPersonOut(Told):
    id: str
    name_zh: str
    name_en: str
    organisation: str | None
    area: str | None
    status: str
    groups: list[str]


class GroupsIn(Given):
    groups: list[Group] = Field(max_length=100)


class StatusIn(Given):
    status: Literal["active", "disabled"]


class NewPasswordIn(Given):
    password: ShortText


class EntrustmentIn(Given):
    person: Id
    letter: ShortText
    areas: list[Id] = Field(min_length=1, max_length=100)
    processes: list[Id] = Field(default_factory=list, max_length=200, description="empty: all")
    valid_from: IsoDate
    valid_until: IsoDate
    cases_from: IsoDate | None = None
    cases_until: IsoDate | None = None


class EntrustmentOut(Told):
    id: str
    person: str
    letter: str
    areas: list[str]
    processes: list[str]
    valid_from: date
    valid_until: date
    cases_from: date | None
    cases_until: date | None


class CalendarIn(Given):
    holidays: list[IsoDate] = Field(max_length=5_000)
    shifted_work_days: list[IsoDate] = Field(max_length=5_000)
    time_zone: ShortText = "Asia/Shanghai"
    rest_weekdays: list[Annotated[int, Field(ge=0, le=6)]] = Field(default=[5, 6], max_length=6)


class CalendarOut(Told):
    hash: str
    holidays: list[date]
    shifted_work_days: list[date]
    time_zone: str
    rest_weekdays: list[int]
