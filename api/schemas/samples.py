"""Samples and working papers."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field, model_validator

from api.schemas.audits import CaseSearchIn, Yuan
from api.schemas.base import Given, LongText, ShortText, Told
from api.schemas.inbox import NameOut
from engine.audits.errors import MOST_SAMPLE
from engine.audits.papers import Conclusion, Finding, Kind
from engine.audits.planning import Method, Plan, StrataBy


class PlanIn(Given):
    """How a sample is to be drawn. The same plan over the same list draws the same items."""

    title: ShortText
    filter: Annotated[CaseSearchIn, Field(strict=False)] = Field(
        description="the case search whose cases are the population"
    )
    method: Annotated[Method, Field(strict=False)]
    size: int = Field(ge=1, le=MOST_SAMPLE, description="of the sample, or of each stratum")
    seed: Annotated[str, Field(pattern=r"^[\x21-\x7e]{1,100}$")] = Field(
        description="for example 20 digits thrown with dice", examples=["01382438112797316654"]
    )
    strata: Annotated[StrataBy | None, Field(strict=False)] = Field(
        None, description="for stratified samples"
    )
    bounds: Annotated[list[Yuan], Field(strict=False, max_length=20)] = Field(
        default_factory=list, description="between amount bands, ascending", examples=[["10000"]]
    )
    each: bool = Field(False, description="`size` from every stratum instead of in proportion")

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if (self.method is Method.STRATIFIED) != (self.strata is not None):
            raise ValueError("strata belong to stratified samples, and only to them")
        if self.bounds and self.strata is not StrataBy.AMOUNT:
            raise ValueError("bounds belong to strata by amount")
        if self.each and self.method is not Method.STRATIFIED:
            raise ValueError("`each` belongs to stratified samples")
        return self

    def plan(self) -> Plan:
        return Plan(self.method, self.size, self.seed, self.strata, tuple(self.bounds), self.each)


class SampleRowOut(Told):
    id: UUID
    person: str
    person_name: NameOut = NameOut(zh="", en="")
    organisation: str
    title: str
    method: str
    population: int
    population_yuan: Decimal
    planned_at: datetime
    drawn_at: datetime | None
    items: int
    concluded: int


class StratumOut(Told):
    stratum: str
    population: int
    population_yuan: Decimal
    sample: int


class OutlookOut(Told):
    """What drawing does, known before it is done."""

    interval: str | None = Field(None, description="of a systematic sample, as a fraction")
    start: str | None = None
    first_position: int | None = None
    strata: list[StratumOut]


class SampleOut(Told):
    id: UUID
    person: str
    person_name: NameOut = NameOut(zh="", en="")
    drawn_by_name: NameOut = NameOut(zh="", en="")
    organisation: str
    title: str
    filter: dict[str, Any]
    method: str
    size: int
    seed: str
    strata: str | None
    bounds: list[Decimal]
    each: bool
    outlook: OutlookOut
    population: int
    population_yuan: Decimal = Field(description="of the amounts that are known")
    population_hash: str = Field(description="SHA-256 over the lines `number TAB amount LF`")
    planned_at: datetime
    drawn_at: datetime | None
    drawn_by: str
    writes: bool = Field(description="whether the reader draws it and writes its papers")


class SampleItemOut(Told):
    position: int = Field(description="in the frozen list, from 1")
    rank: int = Field(description="order in which it was drawn")
    stratum: str
    ticket: str = Field(description="first twelve digits of the ticket number")
    withheld: bool = Field(description="the reader may not see this case (any more)")
    case_id: UUID | None
    number: str
    process: str
    area: str
    bureau: str
    amount_yuan: Decimal | None
    state: str
    entries: int
    findings: int
    conclusion: str


class PaperIn(Given):
    """An entry of a working paper; nothing written is changed, only taken back by another entry."""

    kind: Annotated[Kind, Field(strict=False)]
    text: LongText = ""
    finding: Annotated[Finding | None, Field(strict=False)] = None
    conclusion: Annotated[Conclusion | None, Field(strict=False)] = None
    amount_yuan: Annotated[Yuan | None, Field(strict=False)] = None
    withdraws: Annotated[int | None, Field(ge=1, le=2**62)] = None


class PaperOut(Told):
    id: int
    position: int
    kind: str
    finding: str
    conclusion: str
    text: str
    amount_yuan: Decimal | None
    withdraws: int | None
    person: str
    person_name: NameOut = NameOut(zh="", en="")
    at: datetime
