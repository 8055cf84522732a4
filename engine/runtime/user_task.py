"""User task: offered to its candidates until a person completes it (clause 10.3.4.1).

Who may do it is decided here, once, and kept with its reason: static groups climb the areas
(territorial principle 属地管理), expressions give full group ids.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.feel import Expression, Value
from engine.model.nodes import Node, TimerKind, UserTask
from engine.runtime import events as e
from engine.runtime import timers
from engine.runtime.evaluating import evaluate_reasoned
from engine.runtime.failures import StageFailed

if TYPE_CHECKING:
    from engine.runtime.step import Step


def execute(step: Step, n: int, node: Node) -> None:
    """Offer the task.

    Raises: FeelError; StageFailed when nobody is meant or no limit can be set.
    """
    work = node.work
    assert isinstance(work, UserTask)
    assignment = work.assignment
    groups = _static_groups(step, n, node, assignment.static_groups)
    groups += _names(step, n, node, "candidateGroups", assignment.candidate_groups)
    users = _names(step, n, node, "candidateUsers", assignment.candidate_users)
    assignee = _names(step, n, node, "assignee", assignment.assignee)
    if not groups and not users and not assignee:
        raise StageFailed(
            "nobody",
            f"“{node.name.zh or node.id}”没有可办理的人员或岗位",
            f"Expected someone to be meant for {node.id}, found nobody",
        )
    due = _due(step, n, node, work)
    step.record(
        e.TaskOpened(
            n=n,
            node=node.id,
            process=step.state.instances[n].process,
            form=work.form_id,
            groups=list(dict.fromkeys(groups)),
            users=users,
            assignee=assignee[0] if assignee else "",
            due=due,
            limit_id=work.limit_id,
            limit_working_days=work.limit_working_days or 0,
            calendar=step.environment.calendar_hash if work.limit_working_days else "",
        )
    )


def _static_groups(step: Step, n: int, node: Node, groups: tuple[str, ...]) -> list[str]:
    if not groups:
        return []
    area = step.environment.case.area
    resolved = []
    for group in groups:
        kind, _, role = group.rpartition(".")
        bureau = step.environment.bureau(kind, area)
        if bureau is None:
            raise StageFailed(
                "no-such-bureau",
                f"{area} 及其上级没有 {kind} 类机构，无法分派“{node.name.zh or node.id}”",
                f"Expected an organisation of kind {kind} in {area} or above it, for {node.id}",
            )
        resolved.append(f"{bureau}.{role}")
    step.record(
        e.Reasoned(
            n=n,
            what="assignment",
            subject="candidateGroups",
            text=", ".join(groups),
            read={"area": area},
            result=resolved,
        )
    )
    return resolved


def _names(
    step: Step, n: int, node: Node, subject: str, expression: Expression | None
) -> list[str]:
    if expression is None:
        return []
    value: Value = evaluate_reasoned(step, n, expression, "assignment", subject)
    values = value if isinstance(value, list) else [value]
    names = [name for name in values if isinstance(name, str) and name]
    if len(names) != len(values):
        raise StageFailed(
            "assignment",
            f"“{node.name.zh or node.id}”的 {subject} 应得到名称，却得到 {value!r}",
            f"Expected {subject} of {node.id} to give names, found {value!r}",
        )
    return names


def _due(step: Step, n: int, node: Node, work: UserTask) -> str:
    environment = step.environment
    if work.limit_working_days is not None:
        if environment.calendar is None:
            raise StageFailed(
                "no-calendar",
                f"没有工作日历，无法计算“{node.name.zh or node.id}”的期限",
                f"Expected a working-day calendar to count the limit of {node.id}",
            )
        today = environment.now.astimezone(environment.zone).date()
        last_day = environment.calendar.add(today, work.limit_working_days)
        return timers.utc_text(timers.end_of_day(last_day, environment))
    if work.due_date is None:
        return ""
    value = evaluate_reasoned(step, n, work.due_date, "timer", "dueDate")
    return timers.first_due(environment, TimerKind.DATE, value, node.id).due
