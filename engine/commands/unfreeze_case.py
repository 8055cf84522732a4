"""Unfreeze a case: it goes on, timers are armed again (解冻)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from engine.commands.operating import check_operator, reason_of
from engine.commands.reads import Reads
from engine.errors import CaseIsNotFrozen
from engine.runtime.events import Event


@dataclass(frozen=True, slots=True)
class UnfreezeCase:
    case_id: UUID
    reason: str


def unfreeze_case(command: UnfreezeCase, reads: Reads) -> list[Event]:
    """Let the case go on; timers and limits are later by the time it was frozen.

    Raises: NotPermitted, ReasonRequired, CaseIsNotFrozen.
    """
    check_operator(reads, "unfreeze cases")
    reason = reason_of(command.reason)
    if not reads.step.state.frozen:
        raise CaseIsNotFrozen(command.case_id)
    reads.step.unfreeze(reason)
    return reads.step.events
