"""Checks that need the other files of the bundle, or what other bundles offer.

Where other bundles are not known, a name that is not in this one is a warning only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from engine.model.forms import Form
from engine.model.forms.application import START_FORM
from engine.model.nodes import (
    BusinessRuleTask,
    CallActivity,
    Diagram,
    ModelProblem,
    Node,
    ProcessModel,
    Severity,
    Text,
    UserTask,
)
from engine.model.unknown_variables import known_variables, unknown_variables


@dataclass(frozen=True, slots=True)
class Known:
    """What other bundles offer: processes by id, and decision ids."""

    processes: Mapping[str, ProcessModel] = field(default_factory=dict)
    decisions: frozenset[str] = frozenset()
    #: names of the inputs each decision needs
    decision_inputs: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __or__(self, other: Known) -> Known:
        """Both together."""
        return Known(
            {**self.processes, **other.processes},
            self.decisions | other.decisions,
            {**self.decision_inputs, **other.decision_inputs},
        )


@dataclass(frozen=True, slots=True)
class _Scene:
    """Everything a rule may look at."""

    processes: Mapping[str, ProcessModel]  #: of this bundle
    forms: Mapping[str, Form]
    decisions: frozenset[str]
    decision_inputs: Mapping[str, frozenset[str]]
    known: Known | None

    @property
    def elsewhere(self) -> Severity:
        """How bad it is that a name is not found."""
        return Severity.WARNING if self.known is None else Severity.ERROR

    def process(self, process_id: str) -> ProcessModel | None:
        own = self.processes.get(process_id)
        return own or (self.known.processes.get(process_id) if self.known is not None else None)


_Rule = Callable[[ProcessModel, _Scene], Iterator[ModelProblem]]


def check_bundle(
    *,
    diagrams: Mapping[str, Diagram],
    forms: Mapping[str, Form],
    decisions: frozenset[str],
    decision_inputs: Mapping[str, frozenset[str]] | None = None,
    known: Known | None = None,
) -> Iterator[tuple[str, ModelProblem]]:
    """Every problem with the path of the file it stands in."""
    processes = {name: model for d in diagrams.values() for name, model in d.processes.items()}
    inputs = {**(known.decision_inputs if known is not None else {}), **(decision_inputs or {})}
    scene = _Scene(processes, forms, decisions, inputs, known)
    for path, diagram in diagrams.items():
        for model in diagram.processes.values():
            for rule in RULES:
                yield from ((path, problem) for problem in rule(model, scene))
    yield from _unused_forms(processes.values(), forms)


def form_missing(model: ProcessModel, scene: _Scene) -> Iterator[ModelProblem]:
    """A user task or start event names a form that is not in the bundle."""
    for node in model.nodes:
        form_id = node.work.form_id if isinstance(node.work, UserTask) else node.form_id
        if form_id and form_id not in scene.forms:
            yield _at(
                node,
                Severity.ERROR,
                "form-missing",
                f"发布包中没有表单 forms/{form_id}.json",
                f"The bundle has no form forms/{form_id}.json",
            )


def decision_missing(model: ProcessModel, scene: _Scene) -> Iterator[ModelProblem]:
    """A business-rule task names a decision that is nowhere."""
    for node in model.nodes:
        if not isinstance(node.work, BusinessRuleTask) or not node.work.decision_id:
            continue
        name = node.work.decision_id
        if name in scene.decisions or (scene.known and name in scene.known.decisions):
            continue
        yield _at(
            node,
            scene.elsewhere,
            "decision-missing",
            f"决策“{name}”既不在发布包中，也不在共享包中",
            f'The decision "{name}" is neither in the bundle nor shared',
        )


def called_process_missing(model: ProcessModel, scene: _Scene) -> Iterator[ModelProblem]:
    """A call activity names a process that is nowhere, or one that cannot be called."""
    for node in model.nodes:
        if not isinstance(node.work, CallActivity) or not node.work.process_id:
            continue
        name = node.work.process_id
        called = scene.process(name)
        if called is None:
            yield _at(
                node,
                scene.elsewhere,
                "called-process-missing",
                f"被调用的流程“{name}”不存在",
                f'The called process "{name}" does not exist',
            )
        elif called.none_start is None:
            yield _at(
                node,
                Severity.ERROR,
                "called-process-start",
                f"被调用的流程“{name}”没有无触发的启动事件",
                f'The called process "{name}" has no start event without a trigger',
            )


def calls_itself(model: ProcessModel, scene: _Scene) -> Iterator[ModelProblem]:
    """A process calls itself, directly or through others: it may go on without end."""
    seen: set[str] = set()
    waiting = sorted(model.called_processes)
    while waiting:
        name = waiting.pop()
        if name == model.id:
            yield ModelProblem(
                Severity.WARNING,
                "calls-itself",
                model.line,
                model.id,
                Text(
                    f"流程“{model.id}”直接或间接调用自身",
                    f'The process "{model.id}" calls itself, directly or through others',
                ),
            )
            return
        called = scene.process(name)
        if name not in seen and called is not None:
            waiting.extend(called.called_processes)
        seen.add(name)


def separate_from_unknown(model: ProcessModel, scene: _Scene) -> Iterator[ModelProblem]:
    """`huiqian:separateFrom` names what is no user task of this process or of another one."""
    reachable = _user_tasks(model) | {
        task
        for other in _all_processes(scene)
        if other.id != model.id
        for task in _user_tasks(other)
    }
    for node in model.nodes:
        if not isinstance(node.work, UserTask):
            continue
        for name in node.work.separate_from:
            if name not in reachable and name not in model.by_id:
                yield _at(
                    node,
                    scene.elsewhere,
                    "separate-from-unknown",
                    f"huiqian:separateFrom 中的“{name}”不是任何用户任务",
                    f'"{name}" in huiqian:separateFrom is no user task',
                )


def unknown_variable(model: ProcessModel, scene: _Scene) -> Iterator[ModelProblem]:
    """An expression reads a variable that nothing sets."""
    if scene.known is not None:  # else a process that calls this one may set it
        yield from unknown_variables(model, scene.forms, _all_processes(scene))


def decision_input_unknown(model: ProcessModel, scene: _Scene) -> Iterator[ModelProblem]:
    """A decision needs an input that nothing sets: it would get null."""
    if scene.known is None:
        return
    names = known_variables(model, scene.forms, _all_processes(scene))
    for node in model.nodes:
        if names is None or not isinstance(node.work, BusinessRuleTask):
            continue
        for name in sorted(scene.decision_inputs.get(node.work.decision_id, frozenset()) - names):
            yield _at(
                node,
                Severity.WARNING,
                "decision-input-unknown",
                f"决策“{node.work.decision_id}”需要变量“{name}”，但没有任何地方给它赋值",
                f'The decision "{node.work.decision_id}" needs "{name}", which nothing sets',
            )


#: Every rule about a process and what is around it.
RULES: Final[tuple[_Rule, ...]] = (
    form_missing,
    decision_missing,
    called_process_missing,
    calls_itself,
    separate_from_unknown,
    unknown_variable,
    decision_input_unknown,
)


def _unused_forms(
    processes: Iterable[ProcessModel], forms: Mapping[str, Form]
) -> Iterator[tuple[str, ModelProblem]]:
    used = {form for model in processes for form in model.forms} | {START_FORM}
    for form_id in forms:
        if form_id not in used:
            text = Text("没有任务使用此表单", "No task uses this form")
            yield (
                f"forms/{form_id}.json",
                ModelProblem(Severity.WARNING, "form-unused", 0, form_id, text),
            )


def _all_processes(scene: _Scene) -> Iterator[ProcessModel]:
    yield from scene.processes.values()
    if scene.known is not None:
        yield from scene.known.processes.values()


def _user_tasks(model: ProcessModel) -> set[str]:
    return {node.id for node in model.nodes if isinstance(node.work, UserTask)}


def _at(node: Node, severity: Severity, rule: str, zh: str, en: str) -> ModelProblem:
    return ModelProblem(severity, rule, node.line, node.id, Text(zh, en))
