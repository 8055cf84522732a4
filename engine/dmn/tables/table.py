"""A decision table: read the inputs, find the rules, build the output (决策表)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.dmn.errors import ValueNotAllowed
from engine.dmn.evaluation import Evaluation, Frame, misfit_error
from engine.dmn.logic.boxed import value_of
from engine.dmn.places import Place
from engine.dmn.reasons import InputReading, MatchedRule, TableReason
from engine.dmn.tables.hit_policies import AGGREGATIONS, Hit, HitPolicy, check_unique, chosen
from engine.dmn.tables.index import ColumnIndex, bits, digits_of
from engine.dmn.tables.parts import InputColumn, OutputColumn, Rule
from engine.dmn.types import ANY, Constraint, FeelType, Misfit
from engine.feel import Value


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """Source: DMN 1.5, clauses 8 and 10.2.1.8; rules as rows.

    A cell whose test gives null, neither true nor false, does not match (clause 8.3.3); the reason
    lists such rules as undecided.
    """

    place: Place
    id: str
    hit_policy: HitPolicy
    #: `SUM`, `MIN`, `MAX` or `COUNT`, with COLLECT only.
    aggregation: str | None
    inputs: tuple[InputColumn, ...]
    outputs: tuple[OutputColumn, ...]
    rules: tuple[Rule, ...]
    #: One for each input column.
    index: tuple[ColumnIndex, ...]
    type: FeelType | None = None
    tag: str = "decisionTable"

    def evaluate(self, frame: Frame) -> Value:
        """The value; the reason goes to the evaluation."""
        value, reason = self.decide(frame)
        frame.run.keep(reason)
        return value

    def decide(self, frame: Frame) -> tuple[Value, TableReason]:
        """Return the value, not yet converted to the table's type, and why.

        Raises: RulesOverlap, RulesDisagree, ValueNotAllowed, ValueOfWrongType, ExpressionFailed.
        """
        values = [self._input(column, frame) for column in self.inputs]
        readings = tuple(
            InputReading(column.expression.text, value, column.label)
            for column, value in zip(self.inputs, values, strict=True)
        )
        matching, undecided = self._matching(values, frame)
        if self.hit_policy is HitPolicy.UNIQUE:
            check_unique([rule.number for rule in matching], self.place)
        hits = [self._hit(rule, frame) for rule in matching]
        taken = chosen(self.hit_policy, hits, frame.run, self.place) if hits else []
        use_default = not hits and any(column.default for column in self.outputs)
        if use_default:
            value = self._default(frame)
        elif hits:
            value = self._combined(taken, frame.run)
        else:
            value = self._nothing(frame.run)
        reason = TableReason(
            table_id=self.id,
            hit_policy=self._policy_name(),
            inputs=readings,
            rules=tuple(self._matched(hit) for hit in taken),
            default=use_default,
            undecided=tuple(undecided),
        )
        return value, reason

    def _input(self, column: InputColumn, frame: Frame) -> Value:
        value = value_of(column.expression, frame)
        if column.allowed is not None and value is not None:
            self._check(column.allowed, value, frame, column.label or column.expression.text)
        return value

    def _matching(self, values: Sequence[Value], frame: Frame) -> tuple[list[Rule], list[int]]:
        """The rules that match, in their order, and the numbers of those undecided."""
        possible = (1 << len(self.rules)) - 1
        to_run: list[tuple[int, Value, str]] = []
        for number, (column, value) in enumerate(zip(self.index, values, strict=True)):
            sure, uncertain = column.look_up(value)
            possible &= sure | uncertain
            if uncertain:
                to_run.append((number, value, digits_of(uncertain).ljust(len(self.rules), "0")))
        found: list[Rule] = []
        undecided: list[int] = []
        for number in bits(possible):
            rule = self.rules[number]
            answer = _matches(rule, to_run, frame)
            if answer is None:
                undecided.append(rule.number)
            elif answer:
                found.append(rule)
                if self.hit_policy is HitPolicy.FIRST:
                    break
        return found, undecided

    def _hit(self, rule: Rule, frame: Frame) -> Hit:
        outputs = [
            self._output(column, value_of(literal, frame), frame, rule.place)
            for column, literal in zip(self.outputs, rule.outputs, strict=True)
        ]
        rank = tuple(
            _rank(column.allowed, value, frame)
            for column, value in zip(self.outputs, outputs, strict=True)
            if column.allowed is not None
        )
        return Hit(rule.number, self._shaped(outputs), rank)

    def _output(self, column: OutputColumn, value: Value, frame: Frame, place: Place) -> Value:
        what = column.label or column.name or "output"
        value = frame.run.fitted(value, column.type, place, what)
        if column.allowed is not None and value is not None:
            self._check(column.allowed, value, frame, what, place)
        return value

    def _shaped(self, outputs: Sequence[Value]) -> Value:
        if len(self.outputs) == 1:
            return outputs[0]
        return {column.name: value for column, value in zip(self.outputs, outputs, strict=True)}

    def _default(self, frame: Frame) -> Value:
        values = [
            None
            if column.default is None
            else self._output(column, value_of(column.default, frame), frame, column.place)
            for column in self.outputs
        ]
        value = self._shaped(values)
        if self.hit_policy.single or self.aggregation or isinstance(value, list):
            return value
        return [value]

    def _nothing(self, run: Evaluation) -> Value:
        """No rule matches and there is no default (clause 8.2.11)."""
        if self.aggregation == "COUNT":
            return run.feel(AGGREGATIONS["COUNT"], {"outputs": []}, self.place)
        return None if self.hit_policy.single or self.aggregation else []

    def _combined(self, taken: Sequence[Hit], run: Evaluation) -> Value:
        if self.hit_policy.single:
            return taken[0].output
        outputs: list[Value] = [hit.output for hit in taken]
        if self.aggregation is None:
            return outputs
        return run.feel(AGGREGATIONS[self.aggregation], {"outputs": outputs}, self.place)

    def _check(
        self,
        allowed: Constraint,
        value: Value,
        frame: Frame,
        what: str,
        place: Place | None = None,
    ) -> None:
        if frame.run.test(allowed.tests, value, frame.scope, allowed.place) is not True:
            error = misfit_error(Misfit(ANY, allowed), value, place or allowed.place, what)
            assert isinstance(error, ValueNotAllowed)
            raise error

    def _matched(self, hit: Hit) -> MatchedRule:
        rule = self.rules[hit.number - 1]
        return MatchedRule(
            number=rule.number,
            id=rule.id,
            description=rule.description,
            annotations=rule.annotations,
            conditions=tuple(condition.text for condition in rule.conditions),
            output=hit.output,
        )

    def _policy_name(self) -> str:
        name = self.hit_policy.value
        return f"{name} {self.aggregation}" if self.aggregation else name


def _matches(rule: Rule, to_run: Sequence[tuple[int, Value, str]], frame: Frame) -> bool | None:
    """Run the cells that the index could not decide: column, value, and for which rules."""
    answer: bool | None = True
    for column, value, uncertain in to_run:
        if uncertain[rule.number - 1] == "0":
            continue
        condition = rule.conditions[column]
        if condition.tests is None:
            one = None if condition.faulty else True
        else:
            one = frame.run.test(condition.tests, value, frame.scope, rule.place)
        if one is False:
            return False
        if one is None:
            answer = None
    return answer


def _rank(allowed: Constraint, value: Value, frame: Frame) -> int:
    """Place of a value in the list of allowed values (clause 8.2.10); null comes last."""
    if value is not None:
        for number, part in enumerate(allowed.parts):
            if frame.run.test(part, value, frame.scope, allowed.place) is True:
                return number
    return len(allowed.parts)
