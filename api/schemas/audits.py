"""Case search, its three views, and saved searches."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.base import Given, Id, IsoDate, ShortText, Told
from engine.reads.case_search import Order

Yuan = Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=2, strict=False)]


class CaseSearchIn(BaseModel):
    """Conditions of a case search; all that are given must hold."""

    model_config = ConfigDict(extra="forbid")

    number: ShortText | None = Field(None, description="business number, or how it ends")
    process: list[Id] = Field(default_factory=list, max_length=50)
    area: list[Id] = Field(default_factory=list, max_length=50, description="with areas inside")
    bureau: Id | None = Field(None, description="organisation that had a task")
    state: Id | None = Field(None, description="business state")
    running: bool | None = None
    started_from: IsoDate | None = None
    started_until: IsoDate | None = None
    ended_from: IsoDate | None = None
    ended_until: IsoDate | None = None
    done_from: IsoDate | None = Field(None, description="a task was completed on this day or later")
    done_until: IsoDate | None = None
    arrived_from: IsoDate | None = Field(None, description="a task arrived on this day or later")
    arrived_until: IsoDate | None = None
    person: ShortText | None = Field(
        None, description="id or name of somebody who applied, acted, or held a task"
    )
    step: Id | None = Field(None, description="element that the case went through")
    step_process: Id | None = Field(None, description="process that the step belongs to")
    outcome: Id | None = Field(None, description="of the step, or of any")
    waiting: bool = Field(False, description="the step is open now")
    overdue: bool = Field(False, description="… and past its due time")
    late: bool = Field(False, description="the step was done after its due time")
    without_step: Id | None = None
    first_step: Id | None = None
    last_step: Id | None = None
    variant: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")] | None = None
    amount_from: Yuan | None = None
    amount_until: Yuan | None = None
    payee: ShortText | None = Field(None, description="organisation (id or name) or ID number")
    rule: ShortText | None = Field(None, description="rule that refused, cut or flagged a line")
    decision: ShortText | None = Field(
        None, description="decision table that decided something: DT-09, or its id"
    )
    decision_row: int | None = Field(
        None, ge=1, le=100_000, description="the row of that table that did, from 1"
    )


class CasePageIn(CaseSearchIn):
    """A search with the order and place of one page."""

    order: Order = Order.NEWEST
    after: str | None = Field(None, max_length=1_000, description="`next` of the page before")
    limit: int | None = Field(None, ge=1, le=1_000, description="rows a page")


class FoundCaseOut(Told):
    case_id: UUID
    number: str
    process: str
    title_zh: str
    title_en: str
    area: str
    applicant: str
    applicant_zh: str
    applicant_en: str
    organisation: str
    state: str
    frozen: str
    started_at: datetime
    ended_at: datetime | None
    amount_yuan: Decimal | None = Field(description="payable by the newest claim; null: unknown")


class NarrowingOut(Told):
    condition: str = Field(description="empty for everything the reader sees")
    cases: int
    more: bool = Field(description="there are more than `cases`, which then is the limit")
    amount_yuan: Decimal | None


class SummaryOut(Told):
    """Cases and money left after each condition."""

    limit: int
    steps: list[NarrowingOut]
    ways: list[str] = Field(description="conditions that would narrow a search that is too broad")


class StepTimeOut(Told):
    process: str = Field(description="process of the element")
    step: str
    title_zh: str
    title_en: str
    cases: int = Field(description="all counts are of distinct cases")
    done: int
    again: int = Field(description="how often a case came back to it")
    waiting: int
    overdue: int
    late: int
    median_days: int | None = Field(description="working days from opening to completion")
    p90_days: int | None
    waiting_days: int | None = Field(description="of the task that has waited longest")


class MapOut(Told):
    cases: int
    calendar: str = Field(description="area whose working days are counted")
    steps: list[StepTimeOut]


class VariantOut(Told):
    variant: str
    steps: list[str]
    cases: int
    running: int
    median_days: float | None = Field(description="calendar days from start to end")
    p90_days: float | None


class StepTitleOut(Told):
    zh: str
    en: str


class VariantsOut(Told):
    cases: int
    distinct: int
    variants: list[VariantOut]
    titles: dict[str, StepTitleOut]


class ProcessChoiceOut(Told):
    process: str
    title_zh: str
    title_en: str


class OutcomeChoiceOut(Told):
    outcome: str
    zh: str
    en: str


class ChoicesOut(Told):
    """What the conditions of a search can be."""

    processes: list[ProcessChoiceOut]
    states: list[str]
    outcomes: list[OutcomeChoiceOut] = Field(description="of steps, as published forms call them")


class SavedSearchIn(Given):
    filter: Annotated[CaseSearchIn, Field(strict=False)]


class SavedSearchOut(Told):
    name: str
    filter: dict[str, Any]
    saved_at: datetime
