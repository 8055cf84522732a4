"""What a new version of a bundle would change for the work that is open now.

Running cases keep the version they began on; this says what would be different for the people and
steps that are in work now, were these cases started today.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, and_, column, func, select, text, tuple_, values
from sqlalchemy.types import Text as SqlText

from engine.comparing.changes import Comparison, Group
from engine.model.bundle import Bundle
from engine.model.nodes import BusinessRuleTask, Node, ProcessModel, Text, UserTask
from engine.people.calendars import WorkingCalendar
from engine.store.tables.bundles import bundle, pins
from engine.store.tables.cases import case
from engine.store.tables.tasks import task

#: Steps that are looked up; more differ only where a process was drawn anew.
MOST_STEPS = 300
MOST_PEOPLE = 50

Step = tuple[str, str]  #: (process, element)


@dataclass(frozen=True, slots=True)
class VersionInUse:
    """Open cases that run on one version, by the process they were started as."""

    bundle: str
    version: int
    state: str
    process: str
    cases: int


@dataclass(frozen=True, slots=True)
class Deadline:
    """What a changed limit would mean; open tasks keep the deadline they have."""

    before_days: int | None
    after_days: int | None
    before_due: datetime | None  #: of a task that opens now
    after_due: datetime | None
    overdue_now: int  #: open tasks past the deadline they have
    overdue_after: int  #: open tasks that would be past it under the new limit


@dataclass(frozen=True, slots=True)
class ChangedStep:
    """A step that differs, with the work that is open there."""

    process: str
    element: str
    name: Text
    changes: tuple[int, ...]  #: places in the list of changes
    cases: int  #: open cases that stand at it
    tasks: int  #: open tasks
    held: int  #: of these, taken by somebody
    people: tuple[str, ...]  #: who holds them
    groups: tuple[str, ...]  #: whom they are offered to
    deadline: Deadline | None


@dataclass(frozen=True, slots=True)
class Impact:
    """Counts of open work; `versions` keep running as they are."""

    at: datetime
    cases: int
    versions: tuple[VersionInUse, ...]
    steps: tuple[ChangedStep, ...]
    tasks: int
    people: int


def impact_of(
    connection: Connection,
    before: Bundle | None,
    after: Bundle,
    comparison: Comparison,
    users: Mapping[str, ProcessModel],
    calendar: WorkingCalendar,
    now: datetime,
) -> Impact:
    """Computed from open cases; `users` are processes of other bundles that may use this one."""
    touched = _touched(before, after, comparison, users)
    versions = versions_in_use(connection, after.key)
    work = _open_work(connection, list(touched)[:MOST_STEPS])
    limits = _changed_limits(before, after)
    ages = _ages(connection, [step for step in touched if step in limits])
    steps = []
    for step, (name, changes) in list(touched.items())[:MOST_STEPS]:
        row = work.get(step)
        deadline = None
        if step in limits:
            deadline = _deadline(*limits[step], ages.get(step, []), calendar, now)
        steps.append(
            ChangedStep(
                step[0],
                step[1],
                name,
                tuple(changes),
                row.cases if row else 0,
                row.tasks if row else 0,
                row.held if row else 0,
                tuple(sorted(each for each in row.people if each))[:MOST_PEOPLE] if row else (),
                tuple(sorted(set(row.groups)))[:MOST_PEOPLE] if row else (),
                deadline,
            )
        )
    people = {person for each in steps for person in each.people}
    return Impact(
        now,
        sum(each.cases for each in versions),
        versions,
        tuple(steps),
        sum(each.tasks for each in steps),
        len(people),
    )


def versions_in_use(connection: Connection, key: str) -> tuple[VersionInUse, ...]:
    """Open cases by the version of the bundle they run on and the process they are."""
    pinned = pins.c.bundles[key].astext
    rows = connection.execute(
        select(
            bundle.c.hash,
            bundle.c.version,
            bundle.c.state,
            case.c.process,
            func.count().label("cases"),
        )
        .select_from(case)
        .join(pins, pins.c.hash == case.c.pins)
        .join(bundle, bundle.c.hash == pinned)
        .where(case.c.ended_at.is_(None))
        .group_by(bundle.c.hash, bundle.c.version, bundle.c.state, case.c.process)
        .order_by(bundle.c.version.desc(), case.c.process)
    )
    return tuple(VersionInUse(*row) for row in rows)


# --- which steps differ ---------------------------------------------------------------------------


def _touched(
    before: Bundle | None,
    after: Bundle,
    comparison: Comparison,
    users: Mapping[str, ProcessModel],
) -> dict[Step, tuple[Text, list[int]]]:
    """Step → what it is called and which changes touch it; of flows, the step they leave."""
    models = {**(before.processes if before else {}), **after.processes}
    old = before.processes if before else {}
    found: dict[Step, tuple[Text, list[int]]] = {}

    def touch(model: ProcessModel, node: Node, number: int) -> None:
        name = Text(node.name.zh or node.id, node.name.en or node.name.zh or node.id)
        found.setdefault((model.id, node.id), (name, []))[1].append(number)

    for number, change in enumerate(comparison.changes):
        if change.group in (Group.FLOW, Group.PROPERTY):
            for model in (models.get(change.process), old.get(change.process)):
                node = _node(model, change.element)
                if model is not None and node is not None:
                    touch(model, node, number)
                    break
        elif change.group in (Group.TABLE, Group.FORM):
            for model in {**users, **models}.values():
                for node in model.nodes:
                    if _uses(node, change.group, change.element):
                        touch(model, node, number)
    return found


def _node(model: ProcessModel | None, element: str) -> Node | None:
    if model is None:
        return None
    if element in model.by_id:
        return model.node(element)
    index = model.flow_by_id.get(element)
    return None if index is None else model.nodes[model.flows[index].source]


def _uses(node: Node, group: Group, name: str) -> bool:
    if group is Group.TABLE:
        return isinstance(node.work, BusinessRuleTask) and node.work.decision_id == name
    return node.form_id == name or (isinstance(node.work, UserTask) and node.work.form_id == name)


# --- open work ------------------------------------------------------------------------------------


def _open_work(connection: Connection, steps: Sequence[Step]) -> dict[Step, Any]:
    if not steps:
        return {}
    rows = connection.execute(
        select(
            task.c.node_process,
            task.c.node,
            func.count().label("tasks"),
            func.count(func.distinct(task.c.case_id)).label("cases"),
            func.count().filter(task.c.assignee != "").label("held"),
            func.array_agg(func.distinct(task.c.assignee)).label("people"),
            func.array_agg(func.distinct(func.array_to_string(task.c.groups, " "))).label("groups"),
        )
        .where(task.c.state == "open", _among(steps))
        .group_by(task.c.node_process, task.c.node)
    )
    found = {}
    for row in rows:
        groups_of = [group for each in row.groups for group in each.split() if group]
        found[row.node_process, row.node] = _Work(
            row.tasks, row.cases, row.held, list(row.people), groups_of
        )
    return found


@dataclass(frozen=True, slots=True)
class _Work:
    tasks: int
    cases: int
    held: int
    people: list[str]
    groups: list[str]


def _ages(connection: Connection, steps: Sequence[Step]) -> dict[Step, list[tuple[date, int, int]]]:
    """Open tasks by the local day they opened: (day, how many, how many past their deadline)."""
    if not steps:
        return {}
    day = func.date(func.timezone("Asia/Shanghai", task.c.opened_at)).label("day")
    present = text("(select clock_timestamp() + ahead from engine.clock)")
    rows = connection.execute(
        select(
            task.c.node_process,
            task.c.node,
            day,
            func.count().label("tasks"),
            func.count().filter(and_(task.c.due_at.is_not(None), task.c.due_at < present)),
        )
        .where(task.c.state == "open", _among(steps))
        .group_by(task.c.node_process, task.c.node, day)
    )
    found: dict[Step, list[tuple[date, int, int]]] = {}
    for process, node, opened, tasks, overdue in rows:
        found.setdefault((process, node), []).append((opened, tasks, overdue))
    return found


def _among(steps: Iterable[Step]) -> Any:
    wanted = values(column("process", SqlText), column("node", SqlText), name="step").data(
        list(steps)
    )
    return tuple_(task.c.node_process, task.c.node).in_(select(wanted))


# --- deadlines ------------------------------------------------------------------------------------


def _changed_limits(
    before: Bundle | None, after: Bundle
) -> dict[Step, tuple[int | None, int | None]]:
    """User tasks whose limit in working days differs: before and after."""
    found: dict[Step, tuple[int | None, int | None]] = {}
    for process, model in after.processes.items():
        old = before.processes.get(process) if before else None
        for node in model.nodes:
            if old is None or not isinstance(node.work, UserTask) or node.id not in old.by_id:
                continue
            work = old.node(node.id).work
            limit = work.limit_working_days if isinstance(work, UserTask) else None
            if limit != node.work.limit_working_days:
                found[process, node.id] = (limit, node.work.limit_working_days)
    return found


def _deadline(
    before: int | None,
    after: int | None,
    ages: Sequence[tuple[date, int, int]],
    calendar: WorkingCalendar,
    now: datetime,
) -> Deadline:
    late = 0
    if after is not None:
        late = sum(
            tasks
            for opened, tasks, _overdue in ages
            if calendar.end_of(calendar.add(opened, after)) < now
        )
    return Deadline(
        before,
        after,
        calendar.due(now, before) if before is not None else None,
        calendar.due(now, after) if after is not None else None,
        sum(overdue for _opened, _tasks, overdue in ages),
        late,
    )
