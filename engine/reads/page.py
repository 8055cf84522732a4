"""One page of a list; `after` of the next request is `next` of this one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    rows: tuple[Row, ...]
    next: tuple[str | int, ...] | None  #: keyset of the last row; None: there is no more
