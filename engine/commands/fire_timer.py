"""Fire a timer: its time has come."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from engine.commands.operating import check_system
from engine.commands.reads import Reads
from engine.errors import JobNotFound
from engine.runtime.events import Event


@dataclass(frozen=True, slots=True)
class FireTimer:
    case_id: UUID
    wait: int  #: number of the wait inside its case


def fire_timer(command: FireTimer, reads: Reads) -> list[Event]:
    """Trigger the timer's wait. Raises: JobNotFound when it is gone, CaseIsFrozen."""
    check_system(reads, "fire timers")
    wait = reads.step.state.waits.get(command.wait)
    if wait is None or wait.trigger != "timer":
        raise JobNotFound(command.case_id, command.wait)
    reads.not_frozen()
    reads.step.trigger_wait(command.wait, {})
    return reads.step.events
