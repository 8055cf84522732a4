"""The applicant takes the application back (撤回申请)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class WithdrawApplication:
    case_id: UUID
    reason: str = ""
