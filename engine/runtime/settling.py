"""What happens once no token moves: scopes complete, inclusive joins fire, stuck joins show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.runtime import call_activity, incidents, joining, stages, waiting
from engine.runtime import events as e
from engine.runtime.failures import StageFailed
from engine.runtime.state import ROOT

if TYPE_CHECKING:
    from engine.runtime.step import Step


def settle(step: Step) -> bool:
    """Do the next thing that follows from standing still; whether anything moves again."""
    stuck: list[int] = []
    while step.touched:
        scope = next(iter(step.touched))
        instance = step.state.instances.get(scope)
        if instance is None or instance.children or instance.loop is not None:
            del step.touched[scope]
        elif instance.arrivals:
            del step.touched[scope]
            stuck.append(scope)
        else:
            del step.touched[scope]
            _complete_scope(step, scope)
            for waiting_scope in stuck:
                step.touch(waiting_scope)
            return True
    if joining.fire_inclusive(step):
        for scope in stuck:
            step.touch(scope)
        return True
    for scope in stuck:
        if not step.state.instances[scope].incident:
            _raise_stuck(step, scope)
    return False


def _complete_scope(step: Step, scope: int) -> None:
    instance = step.state.instances[scope]
    if scope == ROOT:
        waiting.close_waits(step, scope)
        step.record(e.ElementCompleted(n=scope))
        step.record(e.CaseEnded())
    elif step.is_process(instance):
        call_activity.returned(step, scope)
    else:
        waiting.close_waits(step, scope)
        step.later(scope, stages.run_stage, scope, stages.OUTPUTS)


def _raise_stuck(step: Step, scope: int) -> None:
    instance = step.state.instances[scope]
    flows = "、".join(sorted(instance.arrivals))
    failed = StageFailed(
        "stuck-join",
        f"汇合处的令牌（{flows}）永远等不到其余分支",
        f"Tokens wait at a join ({flows}) for branches that can no longer come",
    )
    incidents.raise_incident(step, scope, stages.STUCK, failed)
