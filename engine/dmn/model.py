"""A decision model that has been read: what is in it, and how a decision is made (决策模型)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from engine.dmn.errors import DecisionNotFound, DmnBudgetExceeded, ExpressionFailed
from engine.dmn.evaluation import Evaluation
from engine.dmn.graph import DecisionNode, Graph, InputNode, Key, ServiceNode
from engine.dmn.limits import DmnLimits
from engine.dmn.making import Making
from engine.dmn.problems import DmnProblem
from engine.dmn.reading.gate import Carried
from engine.dmn.reasons import DecisionReason, DecisionResult
from engine.dmn.tables.table import DecisionTable
from engine.feel import EvaluationContext, FeelError, Value


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as screens and checks see it."""

    id: str
    name: str
    line: int
    description: str
    question: str
    allowed_answers: str
    #: Element of its logic, e.g. `decisionTable`; empty when it has none.
    logic: str
    #: The table, when the logic is one.
    table: DecisionTable | None
    #: Type of the value as the model names it; empty when it names none.
    type_name: str
    #: Ids of the decisions it needs directly.
    requires: tuple[str, ...]
    #: Names of all inputs it needs, also through other decisions.
    input_names: frozenset[str]


class Decisions(Mapping[str, Decision]):
    """Decisions by id; a look-up also finds them by name."""

    def __init__(self, by_id: Mapping[str, Decision]) -> None:
        self._by_id = dict(by_id)
        self._by_name = {decision.name: decision for decision in by_id.values()}

    def __getitem__(self, key: str) -> Decision:
        found = self._by_id.get(key) or self._by_name.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def __len__(self) -> int:
        return len(self._by_id)


@dataclass(frozen=True, slots=True)
class DecisionModel:
    """Immutable; any number of threads may evaluate at once, each with its own context."""

    namespace: str
    name: str
    #: Version of the DMN schema, e.g. `1.3`.
    version: str
    #: SHA-256 of the document's bytes, hexadecimal.
    sha256: str
    #: The same for the imported documents, by namespace.
    imports_sha256: Mapping[str, str]
    decisions: Decisions
    #: Names of the decision services, by id.
    services: Mapping[str, str]
    #: Remarks that do not stop the model: gaps, rules that never match, undeclared inputs.
    warnings: tuple[DmnProblem, ...]
    #: Documentation, drawing and extensions: kept in the document, without meaning here.
    carried: tuple[Carried, ...]
    graph: Graph
    limits: DmnLimits

    def input_names(self, decision_id: str) -> frozenset[str]:
        """Names of the inputs that a decision needs, also through other decisions.

        Raises: DecisionNotFound.
        """
        if decision_id not in self.decisions:
            raise DecisionNotFound(decision_id)
        return self.decisions[decision_id].input_names

    def evaluate(
        self, decision: str, inputs: Mapping[str, Value], context: EvaluationContext
    ) -> DecisionResult:
        """Make a decision, given by id or name; a decision service is evaluated likewise.

        Inputs the decision does not need are left alone, missing ones are null with a note in
        `context.warnings`. Input data of the same name in two imported documents are told apart by
        `{namespace}name`.

        Raises: DecisionNotFound, RulesOverlap, RulesDisagree, ValueNotAllowed, ValueOfWrongType,
            ExpressionFailed, DecisionWithoutLogic, DmnBudgetExceeded.
        """
        making = Making(self.graph, Evaluation(context, self.limits), inputs)
        try:
            if decision in self.decisions:
                return self._decide(self.decisions[decision].id, making)
            return self._serve(decision, making)
        except RecursionError:
            raise DmnBudgetExceeded(
                "决策逻辑相互调用过深", "The logic calls itself too deeply"
            ) from None
        except FeelError as error:  # a value of the host that is none of FEEL's
            raise ExpressionFailed(error.message_zh, error.message_en) from error

    def _decide(self, decision_id: str, making: Making) -> DecisionResult:
        key = Key(self.namespace, decision_id)
        making.make(self.graph.orders[key])
        *others, reason = making.reasons
        return DecisionResult(making.values[key], replace(reason, sub_decisions=tuple(others)))

    def _serve(self, service: str, making: Making) -> DecisionResult:
        found = [id_ for id_, name in self.services.items() if service in (id_, name)]
        if not found:
            raise DecisionNotFound(service)
        node = self.graph.nodes[Key(self.namespace, found[0])]
        assert isinstance(node, ServiceNode)
        for key in node.inputs:
            given = self.graph.nodes[key]
            if isinstance(given, DecisionNode):
                making.values[key] = making.given(given)
        making.make(tuple(k for k in node.inputs if isinstance(self.graph.nodes[k], InputNode)))
        value = making.outputs_of(node)
        reason = DecisionReason(
            decision_id=node.key.id,
            decision_name=node.name,
            logic="decisionService",
            value=value,
            requires=tuple(key.id for key in node.outputs),
            sub_decisions=tuple(making.reasons),
        )
        return DecisionResult(value, reason)
