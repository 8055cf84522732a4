"""Cancel instances with all that is inside them and all they wait for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.runtime import counters, waiting
from engine.runtime import events as e

if TYPE_CHECKING:
    from engine.runtime.step import Step


def terminate(step: Step, n: int) -> None:
    """Cancel instance `n`, inside first."""
    doomed = _with_descendants(step, [n])
    step.drop_moves(set(doomed))
    for number in reversed(doomed):
        _cancel(step, number)


def empty_scope(step: Step, scope: int) -> None:
    """Cancel everything inside a scope and leave the scope itself open."""
    children = [n for n, i in step.state.instances.items() if i.parent == scope]
    doomed = _with_descendants(step, children)
    step.drop_moves({scope, *doomed})
    for number in reversed(doomed):
        _cancel(step, number)
    if step.state.instances[scope].arrivals:
        step.record(e.TokensDropped(scope=scope))


def terminate_scope(step: Step, n: int) -> None:
    """A terminate end event, instance `n`, was reached: its scope ends as if all were done.

    Source: clause 13.5.6: only the (sub-)process that contains the event ends, not its callers.
    """
    scope = step.state.instances[n].parent
    step.record(e.ElementCompleted(n=n))
    empty_scope(step, scope)
    step.touch(scope)


def _with_descendants(step: Step, roots: list[int]) -> list[int]:
    """The instances and all below them; a parent stands before its children."""
    children: dict[int, list[int]] = {}
    for n, instance in step.state.instances.items():
        children.setdefault(instance.parent, []).append(n)
    found = list(roots)
    for n in found:
        found.extend(children.get(n, ()))
    return found


def _cancel(step: Step, n: int) -> None:
    if n in step.state.tasks:
        step.record(e.TaskCancelled(n=n))
    if n in step.state.jobs:
        step.record(e.JobCancelled(n=n))
    waiting.close_waits(step, n)
    counters.instance_cancelled(step, n)
    step.record(e.ElementTerminated(n=n))
