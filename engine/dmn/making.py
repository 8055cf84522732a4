"""Make decisions: evaluate a graph, node after node, each once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.dmn.errors import DecisionWithoutLogic, DmnError
from engine.dmn.evaluation import Evaluation, Frame
from engine.dmn.graph import (
    DecisionNode,
    Graph,
    InputNode,
    Key,
    KnowledgeNode,
    Requirement,
    ServiceNode,
    needs_in_order,
)
from engine.dmn.logic.literal import Literal
from engine.dmn.reasons import DecisionReason, InputReading, TableReason
from engine.dmn.tables.table import DecisionTable
from engine.feel import FeelFunction, Value
from engine.feel.values import from_host


@dataclass(slots=True)
class Making:
    """Values of the nodes evaluated so far, in one call."""

    graph: Graph
    run: Evaluation
    inputs: Mapping[str, Value]
    values: dict[Key, Value] = field(default_factory=dict)
    reasons: list[DecisionReason] = field(default_factory=list)

    def make(self, order: tuple[Key, ...]) -> None:
        """Evaluate the nodes in this order, those with a value already excepted.

        Raises: DmnError.
        """
        for key in order:
            if key in self.values:
                continue
            node = self.graph.nodes[key]
            match node:
                case InputNode():
                    self.values[key] = self.given(node)
                case DecisionNode():
                    self.values[key] = self._decision(node)
                case KnowledgeNode():
                    self.values[key] = self._knowledge(node)
                case ServiceNode():
                    self.values[key] = self._service(node)

    def give(self, key: Key, value: Value) -> None:
        """Set the value of a node from outside; one that does not fit is null, with a note."""
        node = self.graph.nodes[key]
        assert isinstance(node, InputNode | DecisionNode)
        self.values[key] = self.run.fitted_or_null(value, node.type, node.place, node.name)

    def given(self, node: InputNode | DecisionNode) -> Value:
        """The value the caller gives for an input, or for a decision that a service takes as one.

        Raises: ValueNotAllowed, ValueOfWrongType.
        """
        found, value = _look_up(self.inputs, node)
        if not found:
            self.run.note(
                node.place,
                f"缺少输入“{node.name}”，按空值处理",
                f'The input "{node.name}" is missing and taken as null',
            )
        return self.run.fitted(from_host(value), node.type, node.place, node.name)

    def _decision(self, node: DecisionNode) -> Value:
        outer, self.run.tables = self.run.tables, []
        left_out, self.run.tables_left_out = self.run.tables_left_out, 0
        try:
            value = self._decided(node)
        except DmnError as error:
            error.decision_id = error.decision_id or node.key.id
            raise
        finally:
            self.run.tables, self.run.tables_left_out = outer, left_out
        return value

    def _decided(self, node: DecisionNode) -> Value:
        logic = node.logic
        if logic is None:
            return self._decided_by_people(node)
        frame = Frame(self._scope(node.requires, node.undeclared), self.run)
        table: TableReason | None = None
        if isinstance(logic, DecisionTable):
            value, table = logic.decide(frame)
        else:
            value = logic.evaluate(frame)
        value = self.run.fitted(value, logic.type, logic.place, node.name)
        value = self.run.fitted(value, node.type, node.place, node.name)
        self.reasons.append(self._reason(node, frame, value, table))
        return value

    def _decided_by_people(self, node: DecisionNode) -> Value:
        """A decision without logic is made elsewhere, and its value handed in like an input."""
        if not _look_up(self.inputs, node)[0]:
            raise DecisionWithoutLogic(
                f"决策“{node.name}”没有决策逻辑，也没有给出结果",
                f'The decision "{node.name}" has no logic, and its value is not given',
                node.place,
            )
        value = self.given(node)
        self.reasons.append(DecisionReason(node.key.id, node.name, "", value))
        return value

    def _reason(
        self, node: DecisionNode, frame: Frame, value: Value, table: TableReason | None
    ) -> DecisionReason:
        logic = node.logic
        assert logic is not None
        text = logic.text if isinstance(logic, Literal) else ""
        needed: frozenset[str] | None = None
        if isinstance(logic, Literal) and logic.expression is not None:
            needed = logic.expression.free_names
        variables = (
            ()
            if table is not None
            else tuple(
                InputReading(name, one)
                for name, one in frame.scope.items()
                if not isinstance(one, FeelFunction) and (needed is None or name in needed)
            )
        )
        return DecisionReason(
            decision_id=node.key.id,
            decision_name=node.name,
            logic=logic.tag,
            value=value,
            table=table,
            expression=text,
            variables=variables,
            inner_tables=tuple(self.run.tables),
            inner_tables_left_out=self.run.tables_left_out,
            requires=tuple(
                requirement.key.id
                for requirement in node.requires
                if isinstance(self.graph.nodes[requirement.key], DecisionNode)
            ),
        )

    def _knowledge(self, node: KnowledgeNode) -> Value:
        scope = self._scope(node.requires, frozenset())
        function = node.function.evaluate(Frame(scope, self.run))
        scope[node.variable] = function  # it may call itself, as deep as the limits allow
        return function

    def _service(self, node: ServiceNode) -> Value:
        parameters = [self._variable(key) for key in node.inputs]

        def call(*arguments: Value) -> Value:
            with self.run.calling(node.place):
                inner = Making(self.graph, self.run, {})
                for key, argument in zip(node.inputs, arguments, strict=True):
                    inner.give(key, argument)
                return inner.outputs_of(node)

        return FeelFunction.of_host(node.name, parameters, call)

    def outputs_of(self, node: ServiceNode) -> Value:
        """Evaluate a service: the value of its one output, or a context of several."""
        self.make(self.graph.orders[node.key])
        if len(node.outputs) == 1:
            value = self.values[node.outputs[0]]
        else:
            value = {self._variable(key): self.values[key] for key in node.outputs}
        return self.run.fitted(value, node.type, node.place, node.name)

    def _variable(self, key: Key) -> str:
        return self.graph.nodes[key].variable

    def _scope(
        self, requires: tuple[Requirement, ...], undeclared: frozenset[str]
    ) -> dict[str, Value]:
        scope: dict[str, Value] = {
            name: from_host(self.inputs.get(name)) for name in sorted(undeclared)
        }
        imported: dict[str, dict[str, Value]] = {}
        for requirement in requires:
            value = self.values[requirement.key]
            if requirement.alias:
                imported.setdefault(requirement.alias, {})[requirement.variable] = value
            else:
                scope[requirement.variable] = value
        return {**scope, **imported}


def orders_of(
    nodes: Mapping[Key, DecisionNode | InputNode | KnowledgeNode | ServiceNode],
    position: Mapping[Key, int],
) -> dict[Key, tuple[Key, ...]]:
    """For each decision and service, what is evaluated for it and in which order."""
    orders: dict[Key, tuple[Key, ...]] = {}
    for key, node in nodes.items():
        if isinstance(node, DecisionNode):
            orders[key] = needs_in_order(nodes, position, (key,))
        elif isinstance(node, ServiceNode):
            orders[key] = needs_in_order(nodes, position, node.outputs, frozenset(node.inputs))
    return orders


def _look_up(inputs: Mapping[str, Value], node: InputNode | DecisionNode) -> tuple[bool, Value]:
    """Find an input: by namespace and name when names repeat, by variable, by name."""
    for name in (f"{{{node.key.namespace}}}{node.name}", node.variable, node.name):
        if name in inputs:
            return True, inputs[name]
    return False, None
