"""Progress of a case as its applicant sees it, and the catalogue of what can be filed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from api.schemas.base import Told
from api.schemas.task_page import InBoth


class PlaceOut(Told):
    """One line of the progress; no names of persons."""

    phase: str = Field(description="done, now, ahead (expected only), stopped")
    name: InBoth
    with_whom: list[InBoth] = Field(description="bureaus; empty: the applicant or nobody")
    mine: bool = Field(description="asked of the applicant")
    task: int | None = Field(description="to be answered by the reader now")
    since: datetime | None
    until: datetime | None = Field(description="now: the limit; done: when it was")
    limit_working_days: int | None
    several: bool = Field(description="of several bureaus at once")
    waits: bool = Field(description="nobody works: a period runs or somebody outside is awaited")
    usual: bool = Field(description="false: only some cases come through here")


class LineDecisionOut(Told):
    """A claimed line that was refused or cut, with every rule."""

    line: int
    name: str
    state: str
    claimed_yuan: str | None
    payable_yuan: str
    rules: list[dict[str, str]] = Field(description="rule, zh, en")


class ClaimDecisionOut(Told):
    """What was decided about money; amounts in yuan."""

    lines: int
    claimed_yuan: str
    payable_yuan: str
    refused_yuan: str
    cut_yuan: str
    payable_in_capitals: str
    not_paid: list[LineDecisionOut]


class NoticeOut(InBoth):
    at: datetime


class PaymentOut(Told):
    order_number: str
    fund_source: InBoth
    amount_yuan: str
    state: str
    state_name: InBoth
    receipt: str | None
    at: datetime


class ProgressOut(Told):
    case_id: UUID
    number: str
    process: str
    title: InBoth
    area: InBoth
    state: str
    state_name: InBoth
    frozen: bool
    started_at: datetime
    ended_at: datetime | None
    now: datetime
    version: int
    own: bool
    may_withdraw: bool
    may_print: bool
    places: list[PlaceOut]
    decision: ClaimDecisionOut | None
    notices: list[NoticeOut]
    payments: list[PaymentOut]


class NeedOut(Told):
    """A field of the form of application."""

    label: InBoth
    required: bool
    kind: str = Field(description="field, roster, attachment")


class CatalogueStageOut(Told):
    name: InBoth
    by: InBoth = Field(description="bureau or lane")
    mine: bool
    limit_working_days: int | None
    waits: bool
    usual: bool


class CatalogueEntryOut(Told):
    process: str
    bundle: str
    title: InBoth
    description: InBoth
    group: InBoth = Field(description="what it is listed under")
    needs: list[NeedOut]
    stages: list[CatalogueStageOut]
    limit_working_days: int = Field(description="sum of the limits of the usual stages")
    median_days: float | None = Field(description="of the cases ended in a year; few cases: null")
    ended_cases: int
    draft: bool = Field(description="one has a draft of it")


class CatalogueOut(Told):
    entries: list[CatalogueEntryOut]
    areas: list[dict[str, Any]] = Field(description="code, zh, en; nearest to the person first")
    area: str | None = Field(description="the person's own")
