"""What everybody may read."""

from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import Field

from api.schemas.base import Told


class DirectoryVersionOut(Told):
    area: str
    list_name: str = Field(validation_alias="list", serialization_alias="list")
    version: int
    published_on: date
    effective_from: date
    change_reason: str
    contact: str


class DirectoryEntryOut(Told):
    code: str
    name: str
    action: str
    details: dict[str, Any]


class DirectoryOut(DirectoryVersionOut):
    entries: list[DirectoryEntryOut]


class ProjectOut(Told):
    code: str
    name: str


class DisclosureOut(Told):
    area: str
    period_from: date
    period_until: date
    online_until: date
    total_yuan: Decimal
    rows: list[dict[str, Any]]
