"""Incidents: the instance stays, the rest of the case goes on, a case operator repairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.feel import FeelError
from engine.runtime import events as e
from engine.runtime.failures import StageFailed

if TYPE_CHECKING:
    from engine.runtime.step import Step


def raise_incident(step: Step, n: int, stage: str, failed: StageFailed) -> None:
    """Record that instance `n` could not do `stage`."""
    step.record(
        e.IncidentRaised(
            n=n,
            node=step.state.instances[n].node,
            stage=stage,
            rule=failed.rule,
            zh=failed.zh,
            en=failed.en,
        )
    )


def from_feel(error: FeelError) -> StageFailed:
    """The incident of an expression that could not be evaluated."""
    zh = getattr(error, "message_zh", "") or str(error)
    en = getattr(error, "message_en", "") or str(error)
    return StageFailed("expression", f"表达式无法求值：{zh}", f"The expression failed: {en}")
