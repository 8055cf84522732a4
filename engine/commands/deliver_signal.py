"""Deliver a signal to one case: every wait of it that is open now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from engine.commands.operating import check_system
from engine.commands.reads import Reads
from engine.runtime.events import Event


@dataclass(frozen=True, slots=True)
class DeliverSignal:
    case_id: UUID
    name: str
    payload: Mapping[str, Any] = field(default_factory=dict)  #: tagged


def deliver_signal(command: DeliverSignal, reads: Reads) -> list[Event]:
    """Trigger each wait once; nobody waiting any more is no error.

    Raises: CaseIsFrozen.
    """
    check_system(reads, "deliver signals")
    reads.not_frozen()
    waits = reads.step.state.waits
    for n in sorted(n for n, w in waits.items() if (w.trigger, w.name) == ("signal", command.name)):
        if n in waits:  # an earlier one may have interrupted it
            reads.step.trigger_wait(n, command.payload)
    return reads.step.events
