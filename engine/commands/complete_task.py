"""Complete a user task with outcome, opinion and fields (办结)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CompleteTask:
    case_id: UUID
    task: int
    outcome: str = ""
    opinion: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)  #: fields as JSON
