"""Claim a user task: one candidate takes a free task (认领)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ClaimTask:
    case_id: UUID
    task: int  #: number of the task inside its case
