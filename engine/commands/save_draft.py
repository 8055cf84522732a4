"""Save what one has filled in so far, however unfinished (暂存). Not part of the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class SaveDraft:
    case_id: UUID
    task: int
    values: Mapping[str, Any] = field(default_factory=dict)  #: {"outcome", "opinion", "fields"}
