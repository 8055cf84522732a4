"""What an activity does: the `zeebe:` elements of tasks and calls to `Work` values.

Source: BPMN 2.0.2, clauses 10.3.3 to 10.3.6; decision 0007 (dialect).
"""

from __future__ import annotations

import re
from typing import Final

from engine.model.expressions import Expressions
from engine.model.items import Item
from engine.model.limits import ModelLimits
from engine.model.nodes import (
    Assignment,
    BusinessRuleTask,
    CallActivity,
    ScriptTask,
    ServiceTask,
    UserTask,
    Work,
)
from engine.model.problems import ProblemLog
from engine.model.values import read_boolean, read_whole_number, whole_number

_STATIC_GROUP: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*\.[A-Za-z][A-Za-z0-9_]*")


class WorkReader:
    """Reads what the activities of one diagram do."""

    def __init__(self, log: ProblemLog, expressions: Expressions, limits: ModelLimits) -> None:
        self._log = log
        self._limits = limits
        self._expressions = expressions

    def of(self, item: Item) -> Work | None:
        """The work of a flow node; None where it has none of its own."""
        match item.tag:
            case "userTask":
                return self._user_task(item)
            case "scriptTask":
                return self._script(item)
            case "businessRuleTask":
                return self._decision(item)
            case "callActivity":
                return self._call(item)
            case "serviceTask" | "sendTask":
                return self._service(item)
        return None

    def start_form(self, item: Item) -> str:
        """The form that a start event asks the applicant to fill in; empty without one."""
        form = item.extension("formDefinition") if item.tag == "startEvent" else None
        return "" if form is None else form.get("formId")

    def _user_task(self, item: Item) -> UserTask:
        form = item.extension("formDefinition")
        if form is not None and not form.get("formId"):
            self._missing(form, "formId")
        schedule = item.extension("taskSchedule")
        due = "" if schedule is None else schedule.get("dueDate")
        return UserTask(
            assignment=self._assignment(item),
            form_id="" if form is None else form.get("formId"),
            due_date=(
                self._expressions.text_or_expression(due, schedule, "dueDate")
                if schedule is not None and due
                else None
            ),
            limit_working_days=self._limit(item),
            limit_id=item.property("limitId"),
            separate_from=self._list(item.property("separateFrom").split(), item),
            bulk=self._flag(item, "bulk"),
            correction=self._flag(item, "correction"),
        )

    def _assignment(self, item: Item) -> Assignment:
        given = item.extension("assignmentDefinition")
        if given is None:
            return Assignment()
        assignee, users = given.get("assignee"), given.get("candidateUsers")
        groups = given.get("candidateGroups")
        dynamic = groups.startswith("=")
        return Assignment(
            assignee=(
                self._expressions.text_or_expression(assignee, given, "assignee")
                if assignee
                else None
            ),
            candidate_users=(
                self._expressions.names(users, given, "candidateUsers") if users else None
            ),
            candidate_groups=(
                self._expressions.required(groups, given, "candidateGroups") if dynamic else None
            ),
            static_groups=() if dynamic else self._static_groups(groups, given),
        )

    def _static_groups(self, text: str, item: Item) -> tuple[str, ...]:
        groups = [part.strip() for part in text.split(",") if part.strip()]
        for group in groups[: self._limits.names_in_list]:
            if not _STATIC_GROUP.fullmatch(group):
                self._error(
                    "bad-group",
                    item,
                    f"候选组“{group}”应写成“机构类型.角色”，或用“=”开头的表达式给出完整组名",
                    f'Write the candidate group "{group}" as "<organisation kind>.<role>", or give '
                    'full group ids with an expression that begins with "="',
                )
        return self._list(groups, item)

    def _list(self, names: list[str], item: Item) -> tuple[str, ...]:
        """Each name once, in order; a list that is too long is refused."""
        if len(names) > self._limits.names_in_list:
            self._error(
                "too-large",
                item,
                f"列表超过 {self._limits.names_in_list} 项",
                f"A list has more than {self._limits.names_in_list} entries",
            )
            return ()
        return tuple(dict.fromkeys(names))

    def _limit(self, item: Item) -> int | None:
        holder = item.property_item("limitWorkingDays")
        if holder is None:
            return None
        days = whole_number(holder.get("value"), least=1)
        if days is None:
            self._error(
                "bad-number",
                holder,
                "huiqian:limitWorkingDays 必须是正整数",
                "huiqian:limitWorkingDays must be a whole number from 1 on",
            )
        return days

    def _flag(self, item: Item, name: str) -> bool:
        holder = item.property_item(name)
        return False if holder is None else read_boolean(holder, "value", False, self._log)

    def _service(self, item: Item) -> ServiceTask | None:
        definition = item.extension("taskDefinition")
        if definition is None:
            if item.tag == "serviceTask":
                self._missing(item, "zeebe:taskDefinition")
            return None
        kind = definition.get("type")
        if not kind or kind.startswith("="):
            self._error(
                "handler-type",
                definition,
                "zeebe:taskDefinition 的 type 必须是处理程序的固定名称",
                "type of zeebe:taskDefinition must be the plain name of a handler",
            )
        retries = read_whole_number(definition, "retries", self._log)
        return ServiceTask(kind, 3 if retries is None else retries)

    def _script(self, item: Item) -> ScriptTask | None:
        script = item.extension("script")
        if script is None:
            self._missing(item, "zeebe:script")
            return None
        return ScriptTask(
            self._expressions.required(script.get("expression"), script, "expression"),
            self._expressions.variable(script.get("resultVariable"), script, "resultVariable"),
        )

    def _decision(self, item: Item) -> BusinessRuleTask | None:
        decision = item.extension("calledDecision")
        if decision is None:
            self._missing(item, "zeebe:calledDecision")
            return None
        return BusinessRuleTask(
            self._plain(decision, "decisionId"),
            self._expressions.variable(decision.get("resultVariable"), decision, "resultVariable"),
        )

    def _call(self, item: Item) -> CallActivity | None:
        called, standard = item.extension("calledElement"), item.get("calledElement")
        if called is None:
            if not standard:
                self._missing(item, "zeebe:calledElement")
                return None
            return CallActivity(standard.rpartition(":")[2])
        process_id = self._plain(called, "processId")
        if standard and standard.rpartition(":")[2] != process_id:
            self._error(
                "two-called-processes",
                item,
                f"calledElement“{standard}”与 zeebe:calledElement“{process_id}”不一致",
                f'calledElement "{standard}" and zeebe:calledElement "{process_id}" differ',
            )
        return CallActivity(
            process_id, read_boolean(called, "propagateAllChildVariables", False, self._log)
        )

    def _plain(self, item: Item, name: str) -> str:
        text = item.get(name)
        if not text or text.startswith("="):
            self._error(
                "plain-id",
                item,
                f"{name} 必须是固定的标识",
                f"{name} must be given, as a plain id",
            )
            return ""
        return text

    def _missing(self, item: Item, what: str) -> None:
        self._error("missing-part", item, f"{item.tag} 没有 {what}", f"{item.tag} has no {what}")

    def _error(self, rule: str, item: Item, zh: str, en: str) -> None:
        self._log.error(rule, item.line, item.place, zh, en)
