"""Service task: asks for a registered handler and waits for its answer (clause 10.3.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model.nodes import Node, ServiceTask
from engine.runtime import events as e

if TYPE_CHECKING:
    from engine.runtime.step import Step


def execute(step: Step, n: int, node: Node) -> None:
    """Ask; the input is what the input mappings gave."""
    assert isinstance(node.work, ServiceTask)
    step.record(
        e.JobRequested(
            n=n,
            node=node.id,
            process=step.state.instances[n].process,
            handler=node.work.type,
            input=dict(step.variables.of(n)),
            retries=node.work.retries,
        )
    )
