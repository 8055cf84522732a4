"""Which fields a return can name in a try-out (指明补正栏目)."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from engine.commands.actor import Actor
from engine.commands.naming_corrections import fields_to_name
from engine.commands.people import People
from engine.model.forms import Form
from engine.model.nodes import Text, UserTask
from engine.store.resolved import Resolved
from engine.tryout.snapshot import Snapshot
from engine.tryout.trying import completed

#: Outcome of a form → fields of the correction steps it leads to, with their labels.
Nameable = Mapping[str, tuple[tuple[str, Text], ...]]


def nameable(
    snapshot: Snapshot,
    task: int,
    form: Form | None,
    *,
    case_id: UUID,
    resolved: Resolved,
    people: People,
) -> Nameable:
    """What each outcome of the open task could name; outcomes that lead to no such step are left.

    Every outcome is taken on a copy of the snapshot, so that diagram and conditions answer.
    """
    if form is None or not _has_corrections(resolved):
        return {}
    actor = Actor(snapshot.state.tasks[task].assignee or snapshot.facts.applicant, frozenset())
    found: dict[str, tuple[tuple[str, Text], ...]] = {}
    for outcome in form.outcomes:
        step = completed(
            snapshot,
            task,
            outcome.id,
            actor=actor,
            case_id=case_id,
            resolved=resolved,
            people=people,
        )
        fields = fields_to_name(step.events, step.state, resolved, form)
        if fields:
            found[outcome.id] = fields
    return found


def _has_corrections(resolved: Resolved) -> bool:
    """Whether any step of the processes is one of correction."""
    return any(
        isinstance(node.work, UserTask) and node.work.correction
        for model in resolved.models.values()
        for node in model.nodes
    )
