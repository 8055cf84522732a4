"""Deliver a message to a case that waits for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


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
