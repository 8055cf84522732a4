"""Registers."""

from typing import Any

from pydantic import Field

from api.schemas.base import Told


class ClaimOut(Told):
    """What the claim register holds of a case; amounts are texts like 1409.50 in yuan."""

    claim: dict[str, Any] | None
    lines: list[dict[str, Any]]
    orders: list[dict[str, Any]]
    payments: list[dict[str, Any]]
    recoveries: list[dict[str, Any]]
    notices: list[dict[str, Any]]
    reasons: Any = Field(description="why each line came out as it did")
