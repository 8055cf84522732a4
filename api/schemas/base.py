"""What all documents of the API share."""

import re
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)


class Given(BaseModel):
    """A document that we are given: nothing unknown in it, nothing converted ("1" is no number)."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Told(BaseModel):
    """A document that we give."""

    model_config = ConfigDict(from_attributes=True)


def storable(text: str) -> str:
    if "\x00" in text:
        raise ValueError("the NUL character is not allowed")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("not valid Unicode text") from None
    return text


def _iso_date(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return date.fromisoformat(value)
    raise ValueError("expected a date like 2026-03-02")


def _iso_moment(value: Any) -> Any:
    if isinstance(value, str):
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is not None:
            return moment
    raise ValueError("expected a moment with offset like 2026-03-02T08:00:00+08:00")


IsoDate = Annotated[date, BeforeValidator(_iso_date), Field(strict=False)]
IsoMoment = Annotated[datetime, BeforeValidator(_iso_moment), Field(strict=False)]

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.\-]{0,98}$")]
Group = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.\-]{0,98}\.[a-z][a-z0-9_]{0,62}$")
]
ShortText = Annotated[
    str, StringConstraints(min_length=1, max_length=200), AfterValidator(storable)
]
NoteText = Annotated[str, StringConstraints(max_length=1_000), AfterValidator(storable)]
LongText = Annotated[str, StringConstraints(max_length=4_000), AfterValidator(storable)]
