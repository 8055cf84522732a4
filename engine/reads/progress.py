"""How far a case is, in stages that its applicant understands (办理进度).

What happened is told as it happened, from the journal: a step that was entered twice stands there
twice. What is to come is the usual way of the process from where the case is, only expected 预计.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from engine.model.nodes import NO_TEXT, ProcessModel, Text, UserTask
from engine.model.stages import Stage
from engine.reads.story import Step

OPEN: Final = "open"


class Phase(StrEnum):
    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"
    STOPPED = "stopped"  #: cancelled before anybody decided


@dataclass(frozen=True, slots=True)
class Place:
    """One line of the progress."""

    phase: Phase
    process: str
    element: str
    name: Text
    lane: Text = NO_TEXT
    groups: tuple[str, ...] = ()  #: whom it is with; ahead: as the diagram names them
    steps: tuple[Step, ...] = ()  #: the tasks behind it; none for waits and what is ahead
    since: datetime | None = None
    until: datetime | None = None  #: now: the limit; done: when it was
    limit_working_days: int | None = None
    applicant: bool = False
    several: bool = False
    waits: bool = False
    usual: bool = True


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something the case waits for that is no task."""

    element: str
    due: datetime | None


def progress(
    stages: Sequence[Stage],
    steps: Mapping[int, Step],
    waiting: Collection[Waiting],
    models: Mapping[str, ProcessModel],
    applicant: str,
    *,
    ended: bool,
) -> list[Place]:
    """Lines in order: what was, what is, what is expected."""
    visits = _visits([steps[n] for n in sorted(steps)])
    found: list[Place] = []
    position = -1
    passed: set[int] = set()
    for visit in visits:
        index = _stage_of(stages, visit[0], position, passed)
        if index is not None:
            found += [_passed_wait(stages[n]) for n in _waits_between(stages, position, index)]
            position = index
            passed.add(index)
        found.append(
            _visited(visit, stages[index] if index is not None else None, models, applicant)
        )
    held = next(
        ((n, each) for n, each in enumerate(stages) if each.waits and _holds(each, waiting)), None
    )
    if held is not None and held[0] > position:
        position = held[0]
        found.append(_held(held[1], waiting))
    if not ended:
        found += [_ahead(each) for each in _rest(stages, found, position)]
    return found


def _visits(steps: Sequence[Step]) -> list[list[Step]]:
    """Steps of the same element that follow each other; a countersign's signers are one visit."""
    found: list[list[Step]] = []
    for step in steps:
        last = found[-1][-1] if found else None
        same = last is not None and (last.process, last.element) == (step.process, step.element)
        if same and last is not None and last.opened_entry == step.opened_entry:
            found[-1].append(step)
        else:
            found.append([step])
    return found


def _stage_of(
    stages: Sequence[Stage], step: Step, position: int, passed: Collection[int]
) -> int | None:
    """Which stage the step is: the next one like it, or one before when that would skip steps."""
    key = (step.process, step.element)
    alike = [n for n, each in enumerate(stages) if not each.waits and key in each.elements]
    ahead = next((n for n in alike if n >= position), None)
    behind = next((n for n in reversed(alike) if n < position), None)
    if ahead is None or behind is None:
        return behind if ahead is None else ahead
    skipped = [
        n
        for n in range(position + 1, ahead)
        if stages[n].usual and not stages[n].waits and n not in passed
    ]
    return behind if skipped else ahead


def _waits_between(stages: Sequence[Stage], position: int, index: int) -> list[int]:
    return [n for n in range(position + 1, index) if stages[n].waits and stages[n].usual]


def _passed_wait(stage: Stage) -> Place:
    return Place(Phase.DONE, stage.process, stage.element, stage.name, stage.lane, waits=True)


def _visited(
    visit: Sequence[Step],
    stage: Stage | None,
    models: Mapping[str, ProcessModel],
    applicant: str,
) -> Place:
    first = visit[0]
    still = [each for each in visit if each.state == OPEN]
    phase = Phase.NOW if still else Phase.DONE
    if not still and all(each.state == "cancelled" for each in visit):
        phase = Phase.STOPPED
    closed = [each.closed_at for each in visit if each.closed_at is not None]
    dues = [each.due_at for each in still if each.due_at is not None]
    name, lane, limit = _described(first, models)
    shown = still or list(visit)
    return Place(
        phase=phase,
        process=first.process,
        element=first.element,
        name=name,
        lane=lane,
        groups=tuple(dict.fromkeys(group for each in shown for group in each.groups)),
        steps=tuple(visit),
        since=first.opened_at,
        until=min(dues, default=None) if still else max(closed, default=None),
        limit_working_days=first.limit_working_days or limit,
        applicant=all(_asked_of(each, applicant) for each in visit),
        several=len(visit) > 1,
        usual=stage.usual if stage is not None else True,
    )


def _asked_of(step: Step, applicant: str) -> bool:
    return not step.groups and (step.assignee or step.closed_by) == applicant


def _described(step: Step, models: Mapping[str, ProcessModel]) -> tuple[Text, Text, int | None]:
    model = models.get(step.process)
    if model is None or step.element not in model.by_id:
        return Text(step.element, step.element), NO_TEXT, None
    node = model.node(step.element)
    lane = next((each.name for each in model.lanes if each.id == node.lane), NO_TEXT)
    limit = node.work.limit_working_days if isinstance(node.work, UserTask) else None
    return node.name, lane, limit


def _holds(stage: Stage, waiting: Collection[Waiting]) -> bool:
    inside = {element for _process, element in stage.elements}
    return any(each.element in inside for each in waiting)


def _held(stage: Stage, waiting: Collection[Waiting]) -> Place:
    inside = {element for _process, element in stage.elements}
    dues = [each.due for each in waiting if each.element in inside and each.due is not None]
    return Place(
        Phase.NOW,
        stage.process,
        stage.element,
        stage.name,
        stage.lane,
        until=min(dues, default=None),
        waits=True,
    )


def _rest(stages: Sequence[Stage], found: Sequence[Place], position: int) -> Sequence[Stage]:
    """The stages after the present one; that one again while the case is aside of it."""
    now = [each for each in found if each.phase is Phase.NOW]
    here = position >= 0 and any(
        (each.process, each.element) == (stages[position].process, stages[position].element)
        for each in now
    )
    aside = bool(now) and not here and position >= 0
    rest = stages[position:] if aside else stages[position + 1 :]
    return rest if position >= 0 else [each for each in rest if each.usual]


def _ahead(stage: Stage) -> Place:
    return Place(
        phase=Phase.AHEAD,
        process=stage.process,
        element=stage.element,
        name=stage.name,
        lane=stage.lane,
        groups=stage.groups,
        limit_working_days=stage.limit_working_days,
        applicant=stage.applicant,
        several=stage.several,
        waits=stage.waits,
        usual=stage.usual,
    )
