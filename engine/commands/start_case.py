"""Start a case (发起办件): an applicant files, or a message or timer begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class StartCase:
    """Begin a case of the published bundle of `process`.

    `values` are the fields of the start form as JSON (numbers int or Decimal); for a start by a
    message, signal or timer they are tagged variables and `start_node` names the start event.
    """

    process: str
    area: str  #: administrative code, e.g. "321300"
    values: Mapping[str, Any] = field(default_factory=dict)
    case_id: UUID | None = None  #: UUIDv7 made at the edge; None: the engine makes one
    applicant: str = ""  #: user id; empty: the actor
    organisation: str = ""  #: the applicant's; empty: the actor's when they are the applicant
    start_node: str = ""  #: id of the start event; empty: the none start event
