"""What runs inside the child process: the only module that imports SpiffWorkflow.

Questions are JSON lines on standard input, answers JSON lines on standard output.
"""

from __future__ import annotations

import base64
import contextlib
import copy
import json
import os
import resource
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser, BpmnValidator
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.specs.event_definitions.item_aware_event import SignalEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import (
    EventBasedGateway,
    IntermediateCatchEvent,
)
from SpiffWorkflow.bpmn.specs.mixins.user_task import UserTask
from SpiffWorkflow.bpmn.util.event import BpmnEvent
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.xml import read_xml

_MEMORY_BYTES: Final = 2 * 1024**3
#: Beyond this many tasks in its tree SpiffWorkflow's recursion goes wrong (see `outside`).
MOST_TASKS: Final = 900


def serve() -> None:
    """Answer questions until standard input ends."""
    with contextlib.suppress(ValueError, OSError):  # not every system has this limit
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get between the answers
    for line in sys.stdin.buffer:
        try:
            question = json.loads(line)
            answer = _ANSWERS[question["do"]](question)
        except RecursionError:
            answer = {"failed": "recursion"}
        except Exception as error:  # noqa: BLE001 - it is told to the parent, which judges it
            answer = {"failed": f"{type(error).__name__}: {str(error)[:500]}"}
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


# --- schema check ---------------------------------------------------------------------------------


@cache
def _schema() -> etree.XMLSchema:
    schema = BpmnValidator().validator
    assert isinstance(schema, etree.XMLSchema)
    return schema


def check_schema(question: Mapping[str, Any]) -> dict[str, Any]:
    """Deviations from the BPMN 2.0 schemas: lines and texts of the validator."""
    root = read_xml(base64.b64decode(question["source"]))
    schema = _schema()
    schema.validate(copy.deepcopy(root))  # a copy: SpiffWorkflow renames elements of what it gets
    return {"messages": [[entry.line, entry.message] for entry in _entries(schema.error_log)]}


def _entries(log: Any) -> Any:
    """The log itself: the type stubs do not know that it can be walked."""
    return log


# --- walking a record -----------------------------------------------------------------------------


class _Unknown(Exception):
    """SpiffWorkflow asks for a condition that the run did not evaluate."""


class _Conditions(PythonScriptEngine):  # type: ignore[misc]
    """Answers conditions with what our own evaluator said; runs nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[bool]] = {}

    def evaluate(self, _task: Task, expression: str, external_context: Any = None) -> bool:
        values = self.values.get(expression)
        if not values:
            raise _Unknown(expression)
        return values.pop(0)

    def execute(self, _task: Task, _script: str, external_context: Any = None) -> bool:
        raise _Unknown("a script")


class _Walk:
    """One process of one reduced document, walked along one record."""

    def __init__(self, source: bytes, process: str) -> None:
        parser = BpmnParser()
        parser.add_bpmn_xml(etree.fromstring(source, etree.XMLParser(resolve_entities=False)))
        spec = parser.get_spec(process)
        self._conditions = _Conditions()
        self._workflow = BpmnWorkflow(
            spec, parser.get_subprocess_specs(process), script_engine=self._conditions
        )

    def entry(self, entry: Mapping[str, Any]) -> dict[str, Any] | None:
        """Do what the entry records; the difference found, or None."""
        self._conditions.values = {flow: list(v) for flow, v in entry["conditions"].items()}
        missed: list[str] = []
        try:
            self._workflow.do_engine_steps()
            for kind, element in entry["acts"]:
                if not (self._complete if kind == "complete" else self._send)(element):
                    missed.append(element)
                self._workflow.do_engine_steps()
        except _Unknown as unknown:
            if entry["may_miss"]:  # which of two tokens moves first in one step is open in BPMN
                return {"stopped": "race"}
            return {"theirs": [f"? {unknown}"]}
        open_here = self.open()
        if missed and not entry["may_miss"]:
            return {"theirs": [*open_here, *(f"! {element}" for element in missed)]}
        if open_here != entry["open"]:
            return {"theirs": open_here}
        if bool(self._workflow.completed) != entry["ended"]:
            return {"theirs": ["completed" if self._workflow.completed else "not completed"]}
        return None

    def open(self) -> list[str]:
        """Ids of the work that is open, one for each time."""
        found: Counter[str] = Counter()
        for task in self._workflow.get_tasks(state=TaskState.READY | TaskState.WAITING):
            spec = task.task_spec
            ready = isinstance(spec, UserTask) and task.state == TaskState.READY
            waiting = task.state == TaskState.WAITING and isinstance(
                spec, IntermediateCatchEvent | EventBasedGateway
            )
            if ready or waiting:
                found[spec.name] += 1
        return sorted(found.elements())

    @property
    def tasks(self) -> int:
        """Tasks in its tree, sub-processes included."""
        return len(self._workflow.get_tasks())

    def _complete(self, element: str) -> bool:
        ready = self._workflow.get_tasks(state=TaskState.READY, spec_name=element)
        if ready:
            ready[0].run()
        return bool(ready)

    def _send(self, element: str) -> bool:
        event = BpmnEvent(SignalEventDefinition(element))
        for task in list(self._workflow.event_manager.tasks.values()):
            if task.state == TaskState.WAITING and task.task_spec.catches(task, event):
                task.task_spec.catch(task, event)
                task.task_spec._update(task)
                return True
        return False


def walk(question: Mapping[str, Any]) -> dict[str, Any]:
    """How far SpiffWorkflow agrees: number of entries, and the difference after them if any.

    What fails inside SpiffWorkflow, also with an exception, is a difference of its own kind.
    """
    try:
        walk = _Walk(base64.b64decode(question["source"]), question["process"])
    except RecursionError:
        return {"agreed": 0, "stopped": "recursion"}
    except Exception as error:  # noqa: BLE001 - whatever its parser raises: it cannot read this
        return {"agreed": 0, "stopped": f"{type(error).__name__}: {str(error)[:300]}"}
    for number, entry in enumerate(question["entries"]):
        try:
            difference = walk.entry(entry)
        except RecursionError:
            return {"agreed": number, "stopped": "recursion"}
        except Exception as error:  # noqa: BLE001 - an exception of the executor is its answer
            difference = {"theirs": [f"{type(error).__name__}: {str(error)[:300]}"]}
        if difference is not None:
            return {"agreed": number, **difference}
        if walk.tasks > MOST_TASKS:
            return {"agreed": number + 1, "stopped": "too-many-tasks"}
    return {"agreed": len(question["entries"])}


_ANSWERS: Final[Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]]] = {
    "schema": check_schema,
    "walk": walk,
}
