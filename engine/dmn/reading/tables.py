"""Decision tables: columns and rules, with the checks that need nothing but the table."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from lxml import etree

from engine.dmn.checks.table import check_table
from engine.dmn.logic.literal import Literal
from engine.dmn.reading.compiling import Names
from engine.dmn.reading.expressions import ExpressionReader
from engine.dmn.reading.items import constraint_of
from engine.dmn.tables.cells import ANYTHING, COMPLEX, Constant
from engine.dmn.tables.hit_policies import AGGREGATIONS, HitPolicy
from engine.dmn.tables.index import index_column
from engine.dmn.tables.parts import Condition, InputColumn, OutputColumn, Rule
from engine.dmn.tables.table import DecisionTable
from engine.dmn.types import (
    FeelType,
    allowed_of,
    component_type,
    item_type,
    kind_of_type,
)
from engine.feel import DaysTimeDuration, YearsMonthsDuration

_KINDS: dict[type, str] = {
    str: "string",
    bool: "boolean",
    Decimal: "number",
    dt.date: "date",
    DaysTimeDuration: "days and time duration",
    YearsMonthsDuration: "years and months duration",
}


def read_table(
    reader: ExpressionReader,
    element: etree._Element,
    names: Names,
    result: FeelType | None,
) -> DecisionTable:
    """Read a decision table; `result` is the type of the variable that takes its value."""
    report = reader.compiler.report
    own_type = reader.types.of_attribute(element)
    policy, aggregation = _policy(reader, element)
    inputs = tuple(_input(reader, child, names) for child in element.iterchildren("{*}input"))
    outputs = _outputs(reader, element, names, own_type or result)
    headings = [child.get("name") or "" for child in element.iterchildren("{*}annotation")]
    rows = list(element.iterchildren("{*}rule"))
    limits = reader.compiler.limits
    width = len(inputs) + len(outputs) + len(headings)
    if len(rows) > limits.rules or width > limits.columns or width * len(rows) > limits.cells:
        report.problem(
            element,
            "dmn.table_size",
            f"决策表过大：{len(rows)} 条规则、{width} 列",
            f"The table is too large: {len(rows)} rules, {width} columns",
        )
        rows = []
    if policy in (HitPolicy.PRIORITY, HitPolicy.OUTPUT_ORDER) and not any(
        column.allowed for column in outputs
    ):
        report.problem(
            element,
            "dmn.priorities",
            f"命中策略 {policy.value} 要求输出列列出取值及其顺序",
            f"Hit policy {policy.value} needs output values, whose order is the priority",
        )
    rules = tuple(
        _rule(reader, row, number, names, inputs, outputs, headings)
        for number, row in enumerate(rows, 1)
    )
    complete = [rule for rule in rules if len(rule.conditions) == len(inputs)]
    index = tuple(
        index_column([rule.conditions[at].cell for rule in complete]) for at in range(len(inputs))
    )
    table = DecisionTable(
        place=report.place(element),
        id=element.get("id") or "",
        hit_policy=policy,
        aggregation=aggregation,
        inputs=inputs,
        outputs=outputs,
        rules=rules,
        index=index,
        type=own_type,
    )
    if len(complete) == len(rules):
        check_table(table, [_column_type(reader, column) for column in inputs], report, limits)
    return table


def _policy(reader: ExpressionReader, element: etree._Element) -> tuple[HitPolicy, str | None]:
    report = reader.compiler.report
    orientation = element.get("preferredOrientation") or "Rule-as-Row"
    if orientation != "Rule-as-Row":
        report.problem(
            element,
            "dmn.orientation",
            f"只支持以行为规则的决策表，不支持 {orientation}",
            f"Only tables with rules as rows are run, not {orientation}",
        )
    name = element.get("hitPolicy") or "UNIQUE"
    aggregation = element.get("aggregation")
    try:
        policy = HitPolicy(name)
    except ValueError:
        report.problem(
            element, "dmn.hit_policy", f"未知的命中策略 {name}", f"Unknown hit policy {name}"
        )
        policy = HitPolicy.UNIQUE
    if aggregation is not None and (
        policy is not HitPolicy.COLLECT or aggregation not in AGGREGATIONS
    ):
        report.problem(
            element,
            "dmn.aggregation",
            f"聚合 {aggregation} 不能与命中策略 {name} 一起使用",
            f"The aggregation {aggregation} cannot stand with hit policy {name}",
        )
        aggregation = None
    return policy, aggregation


def _input(reader: ExpressionReader, element: etree._Element, names: Names) -> InputColumn:
    expression = element.find("{*}inputExpression")
    assert expression is not None  # the gate has seen it
    literal = reader.literal(expression, names)
    if not literal.text:
        reader.compiler.fault(
            expression,
            "dmn.input_expression",
            "输入列没有表达式",
            "The input column has no expression",
        )
    values = element.find("{*}inputValues")
    allowed = None if values is None else constraint_of(reader.compiler, values, names)
    return InputColumn(
        reader.compiler.report.place(element), element.get("label") or "", literal, allowed
    )


def _outputs(
    reader: ExpressionReader, element: etree._Element, names: Names, result: FeelType | None
) -> tuple[OutputColumn, ...]:
    children = list(element.iterchildren("{*}output"))
    report = reader.compiler.report
    if not children:
        report.problem(element, "dmn.missing", "决策表没有输出列", "The table has no output column")
    if len(children) > 1:
        reader.check_names(element, [child.get("name") or "" for child in children])
        if element.get("aggregation"):
            report.problem(
                element,
                "dmn.aggregation",
                "有多个输出列的表不能聚合",
                "A table of several outputs cannot be aggregated",
            )
    one = None if result is None else item_type(result) or result
    return tuple(_output(reader, child, names, one, len(children)) for child in children)


def _output(
    reader: ExpressionReader,
    element: etree._Element,
    names: Names,
    result: FeelType | None,
    columns: int,
) -> OutputColumn:
    name = element.get("name") or ""
    type_ = reader.types.of_attribute(element)
    values = element.find("{*}outputValues")
    allowed = None if values is None else constraint_of(reader.compiler, values, names)
    if allowed is None:
        implied = type_
        if implied is None and result is not None:
            implied = result if columns == 1 else component_type(result, name)
        allowed = None if implied is None else allowed_of(implied)
    default = element.find("{*}defaultOutputEntry")
    return OutputColumn(
        reader.compiler.report.place(element),
        name,
        element.get("label") or "",
        type_,
        allowed,
        None if default is None else reader.literal(default, names),
    )


def _rule(
    reader: ExpressionReader,
    element: etree._Element,
    number: int,
    names: Names,
    inputs: tuple[InputColumn, ...],
    outputs: tuple[OutputColumn, ...],
    headings: list[str],
) -> Rule:
    report = reader.compiler.report
    entries = list(element.iterchildren("{*}inputEntry"))
    results = list(element.iterchildren("{*}outputEntry"))
    notes = list(element.iterchildren("{*}annotationEntry"))
    if len(entries) != len(inputs) or len(results) != len(outputs) or len(notes) > len(headings):
        report.problem(
            element,
            "dmn.rule_length",
            f"第 {number} 条规则的单元格数与列数不符",
            f"Rule {number} has not as many cells as the table has columns",
        )
    conditions = tuple(_condition(reader, entry, names) for entry in entries)
    literals = tuple(reader.literal(entry, names) for entry in results)
    for condition, column, entry in zip(conditions, inputs, entries, strict=False):
        _check_condition(reader, entry, condition, column)
        if condition.tests is not None and not condition.cell.simple:
            source = entry.find("{*}text")
            at = entry if source is None else source
            reader.check_types(at, condition.tests, names, _column_type(reader, column))
    constants = tuple(
        None if literal.expression is None else reader.compiler.constant(literal.expression, names)
        for literal in literals
    )
    for value, literal, output, entry in zip(constants, literals, outputs, results, strict=False):
        if value is not None:
            _check_output(reader, entry, value, literal, output)
    description = element.find("{*}description")
    return Rule(
        place=report.place(element),
        number=number,
        id=element.get("id") or "",
        description="" if description is None else (description.text or "").strip(),
        annotations=tuple(
            (heading, _text(note)) for heading, note in zip(headings, notes, strict=False)
        ),
        conditions=conditions,
        outputs=literals,
        constants=constants,
    )


def _text(element: etree._Element) -> str:
    child = element.find("{*}text")
    return "" if child is None else (child.text or "").strip()


def _condition(reader: ExpressionReader, element: etree._Element, names: Names) -> Condition:
    text = _text(element)
    if text in ("", "-"):  # modellers write an empty cell for "anything"
        return Condition("-", None, ANYTHING)
    child = element.find("{*}text")
    source = element if child is None else child
    tests = reader.compiler.tests(source, source.text or "", names)
    if tests is None:
        return Condition(text, None, COMPLEX, faulty=True)
    return Condition(text, tests, reader.compiler.cell(tests, names))


def _column_type(reader: ExpressionReader, column: InputColumn) -> FeelType | None:
    return column.expression.type or reader.type_of_text(column.expression.text)


def _check_condition(
    reader: ExpressionReader, element: etree._Element, condition: Condition, column: InputColumn
) -> None:
    """A cell that compares with another kind of value than the column holds never matches."""
    type_ = _column_type(reader, column)
    kind = None if condition.cell.kind is None else _KINDS[condition.cell.kind]
    if type_ is None or kind is None:
        return
    wanted = kind_of_type(type_)
    if wanted not in ("Any", "list", kind) and not (wanted == "duration" and "duration" in kind):
        reader.compiler.fault(
            element,
            "dmn.type_mismatch",
            f"该列的类型是 {type_.name}，“{condition.text}”永远不会命中",
            f'The column is of type {type_.name}; "{condition.text}" can never match',
        )
        return
    points = condition.cell.points
    values = None if column.allowed is None else column.allowed.listed
    if points and values is not None and wanted != "list" and values.isdisjoint(points):
        reader.compiler.fault(
            element,
            "dmn.never_matches",
            f"“{condition.text}”不在该列的取值之内，永远不会命中",
            f'"{condition.text}" is outside the values of the column and can never match',
        )


def _check_output(
    reader: ExpressionReader,
    element: etree._Element,
    value: Constant,
    literal: Literal,
    column: OutputColumn,
) -> None:
    """A constant output must fit its column; others are checked when they are evaluated."""
    wanted = "Any" if column.type is None else kind_of_type(column.type)
    kind = _KINDS[type(value)]
    values = None if column.allowed is None else column.allowed.listed
    if wanted in ("Any", kind) or (wanted, kind) == ("date and time", "date"):
        if values is None or value in values:
            return
    elif wanted == "list" or (wanted == "duration" and "duration" in kind):
        return
    reader.compiler.fault(
        element,
        "dmn.output_value",
        f"输出“{literal.text}”不符合该列的类型或取值",
        f'The output "{literal.text}" does not fit the type or the values of its column',
    )
