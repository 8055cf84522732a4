"""Release a claimed task: it is free for its candidates again (释放)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ReleaseTask:
    case_id: UUID
    task: int
