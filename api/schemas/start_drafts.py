"""Drafts of applications."""

import math
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, Field

from api.schemas.base import Given, Id, ShortText, Told, storable
from api.schemas.rosters import Fields, Row
from workflows.registers.rosters import MOST_ROWS

DEEPEST = 20


def _as_typed(value: Any, depth: int = 0) -> Any:
    """Any JSON that can be stored; numbers stay as they came."""
    if depth > DEEPEST:
        raise ValueError(f"nested deeper than {DEEPEST}")
    match value:
        case str():
            storable(value)
        case float() if not math.isfinite(value):
            raise ValueError("NaN and Infinity are no JSON numbers")
        case list():
            for each in value:
                _as_typed(each, depth + 1)
        case dict():
            for name, each in value.items():
                storable(str(name))
                _as_typed(each, depth + 1)
    return value


AsTyped = Annotated[
    dict[str, Any], AfterValidator(_as_typed), Field(description="as typed, valid or not")
]
Revision = Annotated[int, Field(ge=0, le=2_000_000_000, description="the one seen; 0: new draft")]


class StartDraftIn(Given):
    area: Id | None = None
    fields: AsTyped
    revision: Revision


class DraftSheetIn(Given):
    name: ShortText | None = Field(None, description="of the file the rows came from")
    fields: Fields
    rows: list[Row] = Field(max_length=MOST_ROWS)
    revision: Revision


class DraftSavedOut(Told):
    revision: int


class StartDraftRowOut(Told):
    process: str
    title_zh: str
    title_en: str
    area: str
    revision: int
    saved_at: datetime
    case_id: UUID | None = Field(description="the case it has become; null: not filed yet")
    number: str


class DraftSheetOut(Told):
    name: str | None
    fields: list[str]
    rows: list[list[str]]


class StartDraftOut(StartDraftRowOut):
    key: str = Field(description="file the application under this idempotency key")
    fields: dict[str, Any]
    sheets: dict[str, DraftSheetOut]
