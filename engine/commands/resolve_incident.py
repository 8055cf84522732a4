"""Resolve an incident: a case operator repairs values and lets the failed step run again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ResolveIncident:
    case_id: UUID
    instance: int  #: number of the element instance that has the incident
    reason: str
    values: Mapping[str, Any] = field(default_factory=dict)  #: variables to overwrite, JSON
