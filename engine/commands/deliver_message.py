"""Deliver a message to a case that waits for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from engine.commands.reads import Reads
from engine.errors import NobodyWaitsForMessage
from engine.runtime.events import Event


@dataclass(frozen=True, slots=True)
class DeliverMessage:
    case_id: UUID
    name: str
    key: str = ""  #: correlation key; empty: whatever key the case waits with
    payload: Mapping[str, Any] = field(default_factory=dict)  #: JSON, becomes variables


@dataclass(frozen=True, slots=True)
class PublishMessage:
    """A message from outside: to the case that waits for it, else it starts one."""

    name: str
    key: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    area: str = ""  #: for a message that starts a case


def deliver_message(command: DeliverMessage, reads: Reads) -> list[Event]:
    """Trigger the oldest wait for the message; its payload becomes variables.

    Raises: CaseIsFrozen, NobodyWaitsForMessage.
    """
    reads.not_frozen()
    for n, wait in sorted(reads.step.state.waits.items()):
        if wait.trigger == "message" and wait.name == command.name:
            if not command.key or wait.key == command.key:
                reads.step.trigger_wait(n, command.payload)
                return reads.step.events
    raise NobodyWaitsForMessage(command.name, command.key)
