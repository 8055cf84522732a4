"""Find variables that an expression reads and nothing can have set: most often a slip of the pen.

Said only about processes whose variables are all known by name: what a handler, a message or a
called process gives without output mapping could be anything, and so could the variables of a
process that no known process calls.

Source: decision 0006 (unknown names are messages with their place).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from engine.feel import Expression
from engine.model.expressions import IMPLICIT_NAMES
from engine.model.forms import Form
from engine.model.forms.application import START_FORM
from engine.model.nodes import (
    BusinessRuleTask,
    CallActivity,
    Flow,
    Kind,
    ModelProblem,
    MultiInstance,
    Node,
    ProcessModel,
    ScriptTask,
    ServiceTask,
    Severity,
    StandardLoop,
    Text,
    Trigger,
    UserTask,
)

_SENDING = frozenset({Kind.SEND_TASK, Kind.INTERMEDIATE_THROW_EVENT, Kind.END_EVENT})


def unknown_variables(
    model: ProcessModel, forms: Mapping[str, Form], others: Iterable[ProcessModel]
) -> Iterator[ModelProblem]:
    """A warning for each name that is read and never set; `others` are all known processes."""
    names = known_variables(model, forms, others)
    if names is None:
        return
    for place, expression in _read_in(model):
        for unknown in expression.unknown_names(names):
            yield ModelProblem(
                Severity.WARNING,
                "unknown-variable",
                place.line,
                place.id,
                Text(
                    f"没有任何地方给变量“{unknown.name}”赋值（表达式第 {unknown.column} 列）",
                    f'Nothing sets the variable "{unknown.name}" '
                    f"(column {unknown.column} of the expression)",
                ),
            )


def known_variables(
    model: ProcessModel, forms: Mapping[str, Form], others: Iterable[ProcessModel]
) -> set[str] | None:
    """All names the process can have; None where that cannot be said."""
    given = _given_at_start(model, forms, others)
    if given is None or any(_may_set_anything(node) for node in model.nodes):
        return None
    names = {*IMPLICIT_NAMES, *given}
    for node in model.nodes:
        names.update(entry.target for entry in (*node.inputs, *node.outputs))
        match node.loop:
            case MultiInstance() as loop:
                names |= {loop.element_variable, loop.output_collection}
        match node.work:
            case UserTask(form_id=form_id) if form_id in forms:
                names.update(forms[form_id].fields)
            case ScriptTask() | BusinessRuleTask() as work:
                names.add(work.result_variable)
    return names - {""}


def _given_at_start(
    model: ProcessModel, forms: Mapping[str, Form], others: Iterable[ProcessModel]
) -> set[str] | None:
    """What a case or a call brings along; None where nobody known starts the process."""
    names: set[str] = set()
    known = False
    if START_FORM in forms:
        known = True
        names.update(forms[START_FORM].fields)
    for other in others:
        for node in other.nodes:
            if isinstance(node.work, CallActivity) and node.work.process_id == model.id:
                known = True
                names.update(entry.target for entry in node.inputs)
    return names if known else None


def _may_set_anything(node: Node) -> bool:
    """Whether results come in whose names the diagram does not say."""
    if node.outputs:
        return False
    if isinstance(node.work, ServiceTask):
        return True
    if isinstance(node.work, CallActivity):
        return node.work.propagate_all
    return (
        node.event is not None
        and node.event.trigger in (Trigger.MESSAGE, Trigger.SIGNAL)
        and node.kind not in _SENDING
    )


def _read_in(model: ProcessModel) -> Iterator[tuple[Node | Flow, Expression]]:
    """Expressions that see variables of the process, with the place they stand in."""
    for flow in model.flows:
        if flow.condition is not None:
            yield flow, flow.condition
    for node in model.nodes:
        for expression in _of_node(node):
            if expression is not None:
                yield node, expression


def _of_node(node: Node) -> Iterator[Expression | None]:
    yield from (entry.source for entry in node.inputs)
    if isinstance(node.work, UserTask):
        # Other outputs read what a handler, a message or a called process gave.
        yield from (entry.source for entry in node.outputs)
    if node.event is not None:
        yield node.event.correlation_key
        yield node.event.timer.when if node.event.timer is not None else None
    match node.loop:
        case MultiInstance() as loop:
            yield from (loop.collection, loop.cardinality, loop.output_element)
            yield loop.completion_condition
        case StandardLoop() as loop:
            yield loop.condition
    match node.work:
        case UserTask(assignment=who, due_date=due):
            yield from (who.assignee, who.candidate_users, who.candidate_groups, due)
        case ScriptTask(expression=expression):
            yield expression
