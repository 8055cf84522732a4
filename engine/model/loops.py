"""Loops of activities: multi-instance and standard (BPMN 2.0.2, clauses 10.3.8, 13.3.6, 13.3.7)."""

from __future__ import annotations

from engine.model.expressions import Expressions
from engine.model.items import Item
from engine.model.nodes import Loop, MultiInstance, StandardLoop
from engine.model.problems import ProblemLog
from engine.model.values import read_boolean, read_whole_number


def read_loop(item: Item, expressions: Expressions, log: ProblemLog) -> Loop | None:
    """The loop of an activity; None where it has none."""
    several = list(item.all("multiInstanceLoopCharacteristics"))
    standard = list(item.all("standardLoopCharacteristics"))
    if len(several) + len(standard) > 1:
        log.error(
            "several-loops",
            item.line,
            item.place,
            "一个活动只能有一个循环特性",
            "An activity has one loop characteristic only",
        )
    if several:
        return _multi_instance(several[0], expressions, log)
    return _standard(standard[0], expressions, log) if standard else None


def _multi_instance(item: Item, expressions: Expressions, log: ProblemLog) -> MultiInstance:
    given = item.extension("loopCharacteristics")
    source = given if given is not None else item
    collection = expressions.optional(source.get("inputCollection"), source, "inputCollection")
    cardinality = item.first("loopCardinality")
    if (collection is None) == (cardinality is None):
        log.error(
            "loop-source",
            item.line,
            item.place,
            "多实例必须给出 inputCollection 或 loopCardinality，二者只取其一",
            "Give either inputCollection or loopCardinality of a multi-instance activity",
        )
    output, output_element = source.get("outputCollection"), source.get("outputElement")
    if bool(output) != bool(output_element):
        log.error(
            "loop-output",
            item.line,
            item.place,
            "outputCollection 与 outputElement 必须同时给出",
            "outputCollection and outputElement are given together",
        )
    element = source.get("inputElement")
    condition = item.first("completionCondition")
    return MultiInstance(
        sequential=read_boolean(item, "isSequential", False, log),
        collection=collection,
        element_variable=expressions.variable(element, source, "inputElement") if element else "",
        cardinality=(
            None
            if cardinality is None
            else expressions.number(cardinality.text, cardinality, "loopCardinality")
        ),
        output_collection=(
            expressions.variable(output, source, "outputCollection") if output else ""
        ),
        output_element=expressions.optional(output_element, source, "outputElement"),
        completion_condition=(
            None
            if condition is None
            else expressions.required(condition.text, condition, "completionCondition")
        ),
    )


def _standard(item: Item, expressions: Expressions, log: ProblemLog) -> StandardLoop:
    condition = item.first("loopCondition")
    maximum = read_whole_number(item, "loopMaximum", log)
    if condition is None and maximum is None:
        log.error(
            "endless-loop",
            item.line,
            item.place,
            "标准循环必须有 loopCondition 或 loopMaximum",
            "A standard loop needs loopCondition or loopMaximum",
        )
    return StandardLoop(
        condition=(
            None
            if condition is None
            else expressions.required(condition.text, condition, "loopCondition")
        ),
        test_before=read_boolean(item, "testBefore", False, log),
        maximum=maximum,
    )
