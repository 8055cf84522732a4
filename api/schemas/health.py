"""Whether it runs, and what time it is."""

from datetime import datetime

from pydantic import Field

from api.schemas.base import Given, Id, ShortText, Told


class HealthOut(Told):
    status: str
    version: str


class ClockIn(Given):
    by: ShortText = Field(
        description="5wd (working days), 10d, 1h, 30m, or a day: 2026-03-02", examples=["5wd"]
    )
    area: Id = Field("000000", description="whose working days count")


class ClockOut(Told):
    now: datetime
    trial: bool
