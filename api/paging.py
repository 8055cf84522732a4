"""Keyset paging: `?after=<cursor>&limit=50`; a page says where the next one begins."""

import base64
import binascii
import json
from collections.abc import Sequence
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Query
from pydantic import BaseModel

from engine.errors import Invalid

Item = TypeVar("Item")


class BadCursor(Invalid):
    """This page marker is not one of ours (分页标记无效)."""

    def __init__(self) -> None:
        super().__init__(
            "分页标记无效，请从第一页重新开始。", "The page marker is not valid; start at page one."
        )


class Page(BaseModel, Generic[Item]):
    """One page of a list."""

    items: list[Item]
    next: str | None = None  #: give it as `after` for the next page; null on the last one


After = Annotated[str | None, Query(max_length=1_000, description="`next` of the page before")]
Limit = Annotated[int | None, Query(ge=1, le=1_000, description="rows a page")]


def encode(key: Sequence[Any] | None) -> str | None:
    if key is None:
        return None
    text = json.dumps(list(key), separators=(",", ":"), ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode(cursor: str | None) -> tuple[Any, ...] | None:
    """The sort key that a cursor stands for; None at the start. Raises: BadCursor."""
    if not cursor:
        return None
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error):
        raise BadCursor from None
    usable = isinstance(key, list) and 0 < len(key) <= 5
    if not usable or not all(isinstance(part, str | int) and part != "\x00" for part in key):
        raise BadCursor
    return tuple(key)
