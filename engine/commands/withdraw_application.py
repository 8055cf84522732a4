"""The applicant takes the application back (撤回申请)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from engine.commands.reads import Reads
from engine.commands.values import usable_text
from engine.errors import CaseHasEnded, NotTheApplicant, NotWithdrawable
from engine.runtime.events import Event
from engine.runtime.state import State

#: Name of the message that a diagram catches where the application can be taken back.
MESSAGE = "withdraw_application"


@dataclass(frozen=True, slots=True)
class WithdrawApplication:
    case_id: UUID
    reason: str = ""


def withdraw_application(command: WithdrawApplication, reads: Reads) -> list[Event]:
    """Give the case the message that its diagram waits for while taking back is possible.

    The flow gets the variables `withdrawn_by` and `withdrawal_reason`.

    Raises: NotTheApplicant, CaseIsFrozen, CaseHasEnded, NotWithdrawable.
    """
    if reads.actor.user_id != reads.facts.applicant:
        raise NotTheApplicant(command.case_id, reads.actor.user_id)
    reads.not_frozen()
    if reads.step.state.ended:
        raise CaseHasEnded(command.case_id)
    wait = waiting_for_withdrawal(reads.step.state, command.case_id)
    if wait is None:
        raise NotWithdrawable(command.case_id)
    payload = {
        "withdrawn_by": reads.actor.user_id,
        "withdrawal_reason": usable_text(command.reason, "reason").strip() or None,
    }
    reads.step.trigger_wait(wait, payload)
    return reads.step.events


def waiting_for_withdrawal(state: State, case_id: UUID) -> int | None:
    """Number of the open subscription; None while the application cannot be taken back."""
    for n, wait in sorted(state.waits.items()):
        if wait.trigger == "message" and wait.name == MESSAGE and wait.key == str(case_id):
            return n
    return None
