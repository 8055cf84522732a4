"""Resolve an incident: a case operator repairs values and lets the failed step run again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from engine.commands.operating import check_operator, reason_of
from engine.commands.reads import Reads
from engine.errors import IncidentNotFound
from engine.runtime.events import Event


@dataclass(frozen=True, slots=True)
class ResolveIncident:
    case_id: UUID
    instance: int  #: number of the element instance that has the incident
    reason: str
    values: Mapping[str, Any] = field(default_factory=dict)  #: variables to overwrite, JSON


def resolve_incident(command: ResolveIncident, reads: Reads) -> list[Event]:
    """Try the failed stage again, after overwriting `values` where the element sees them.

    Raises: NotPermitted, ReasonRequired, CaseIsFrozen, IncidentNotFound.
    """
    check_operator(reads, "resolve incidents")
    reason = reason_of(command.reason)
    reads.not_frozen()
    instance = reads.step.state.instances.get(command.instance)
    if instance is None or not instance.incident:
        raise IncidentNotFound(command.case_id, command.instance)
    reads.step.resolve_incident(command.instance, reads.actor.user_id, reason, command.values)
    return reads.step.events
