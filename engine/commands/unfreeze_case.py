"""Unfreeze a case: it goes on, timers are armed again (解冻)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class UnfreezeCase:
    case_id: UUID
    reason: str
