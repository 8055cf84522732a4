"""Registers."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from api.paging import Page
from api.schemas.base import Given, IsoDate, LongText, ShortText, Told
from api.schemas.task_page import InBoth


class ClaimOut(Told):
    """What the claim register holds of a case; amounts are texts like 1409.50 in yuan."""

    claim: dict[str, Any] | None
    lines: list[dict[str, Any]]
    orders: list[dict[str, Any]]
    payments: list[dict[str, Any]]
    recoveries: list[dict[str, Any]]
    notices: list[dict[str, Any]]
    reasons: Any = Field(description="why each line came out as it did")
    risks: dict[str, InBoth] = Field(
        default_factory=dict, description="what the codes of risks in the lines say, for reviewers"
    )


class FundStateOut(Told):
    orders: int
    yuan: Decimal


class FundTotalOut(Told):
    area: str
    fund_source: str
    states: dict[str, FundStateOut] = Field(description="newest state of each order")
    balance_yuan: Decimal | None = Field(description="of the fund account; null: none was opened")


class PersonLookupIn(Given):
    """In the body, so that the number stands in no address and no log."""

    id_number: Annotated[str, Field(pattern=r"^[0-9A-Za-z]{5,30}$")]
    as_of: IsoDate | None = None
    reason: Annotated[LongText, Field(min_length=4)] | None = Field(
        None, description="why the person is shown unmasked; recorded"
    )


class PlacesOut(Told):
    year: int
    taken: int


class PersonLedgerOut(Told):
    id_number: str
    name: str | None
    status: str | None
    places: list[PlacesOut] = Field(description="yearly places taken (L-01)")
    subsidies: list[dict[str, Any]]
    lines: list[dict[str, Any]]
    payments: list[dict[str, Any]]


class PayeeLookupIn(Given):
    payee: ShortText = Field(description="organisation id, or the ID number of an individual")
    as_of: IsoDate | None = None
    reason: Annotated[LongText, Field(min_length=4)] | None = None


class PayeeTotalOut(Told):
    year: int
    fund_source: str
    state: str
    payments: int
    yuan: Decimal


class PayeeLedgerOut(Told):
    payee: str
    payments: list[dict[str, Any]]
    totals: list[PayeeTotalOut]


class RegisterPageOut(Page[dict[str, Any]]):
    """One page of a register; the columns are those of its entries."""
