"""Freeze a case: it stays visible, every act is declined, timers stop (冻结)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class FreezeCase:
    case_id: UUID
    reason: str
