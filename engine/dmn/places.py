"""Where something stands in a decision model."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Line and nearest id of an element, for messages."""

    line: int
    id: str
    document: str = ""
