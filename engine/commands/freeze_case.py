"""Freeze a case: it stays visible, every act is declined, timers stop (冻结)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from engine.commands.operating import check_operator, reason_of
from engine.commands.reads import Reads
from engine.errors import CaseHasEnded, CaseIsFrozen
from engine.runtime.events import Event


@dataclass(frozen=True, slots=True)
class FreezeCase:
    case_id: UUID
    reason: str


def freeze_case(command: FreezeCase, reads: Reads) -> list[Event]:
    """Stop the case; its jobs are held by the same transaction.

    Raises: NotPermitted, ReasonRequired, CaseIsFrozen, CaseHasEnded.
    """
    check_operator(reads, "freeze cases")
    reason = reason_of(command.reason)
    if reads.step.state.frozen:
        raise CaseIsFrozen(command.case_id, reads.step.state.frozen)
    if reads.step.state.ended:
        raise CaseHasEnded(command.case_id)
    reads.step.freeze(reason)
    return reads.step.events
