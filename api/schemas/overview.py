"""The dashboards of bureau heads."""

from datetime import date

from pydantic import Field

from api.schemas.audits import StepTimeOut
from api.schemas.base import Told


class WeekOut(Told):
    monday: date
    arrived: int
    done: int


class GroupOut(Told):
    process: str
    bureau: str
    done: int
    late: int = Field(description="of those done, past their due time")
    waiting: int
    overdue: int


class OverviewOut(Told):
    """All counts are of distinct cases: the case search with the same conditions shows as many."""

    first: date
    last: date
    bureaus: list[str] = Field(description="whose work is counted")
    may_watch: list[str] = Field(description="bureaus that the reader may choose")
    calendar: str = Field(description="area whose working days are counted")
    weeks: list[WeekOut]
    steps: list[StepTimeOut]
    groups: list[GroupOut]


class ProcessDiagramOut(Told):
    process: str
    title_zh: str
    title_en: str
    bundle: str
    xml: str
