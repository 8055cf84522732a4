"""Transfer a task to another candidate, with a reason (转办)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class TransferTask:
    case_id: UUID
    task: int
    to_user: str
    reason: str
