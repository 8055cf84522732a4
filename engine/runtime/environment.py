"""What a step is told about the world: everything that is not in the case itself.

A step never looks anything up. Time, calendar, organisations, models and tables are handed in, and
what a look-up answered is kept, so that deciding again gives the same events.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from engine.dmn import DecisionModel
from engine.feel import EvaluationContext, Value, WorkingDayCalendar
from engine.model.nodes import ProcessModel

#: The zone of local days where no calendar says another.
SHANGHAI: Final = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """The read-only context `case` of every expression."""

    id: str
    number: str
    process: str
    area: str
    applicant: str
    organisation: str
    started: datetime

    def as_context(self, state: str) -> dict[str, Value]:
        """The FEEL context, with the business state as it is now."""
        return {
            "id": self.id,
            "number": self.number,
            "process": self.process,
            "area": self.area,
            "applicant": self.applicant,
            "organisation": self.organisation or None,
            "started": self.started,
            "state": state,
        }


@dataclass(frozen=True, slots=True)
class StepLimits:
    """Bounds of one step; past them the case gets an incident, never an endless loop."""

    moves: int = 10_000  #: elements entered in one step
    loop_instances: int = 5_000  #: instances of one multi-instance activity
    recorded_value_bytes: int = 2_000  #: a larger value is kept in a reason as its hash


@dataclass(frozen=True, slots=True)
class Environment:
    """Everything a step may use, fixed before it begins."""

    now: datetime  #: the command's time, UTC
    case: CaseFacts
    models: Mapping[str, ProcessModel]  #: process id → model, called processes included
    decisions: Mapping[str, DecisionModel] = field(default_factory=dict)  #: decision id → its model
    calendar: WorkingDayCalendar | None = None
    calendar_hash: str = ""
    #: (organisation kind, area) → organisation id or None; climbs the areas
    bureau: Callable[[str, str], str | None] = lambda _kind, _area: None
    zone: ZoneInfo = SHANGHAI
    limits: StepLimits = StepLimits()

    def feel(self) -> EvaluationContext:
        """A fresh evaluation context for one expression or table."""
        return EvaluationContext(
            now=self.now, zone=self.zone, calendar=self.calendar, functions={"bureau": self.bureau}
        )
