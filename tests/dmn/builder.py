"""Write small decision models in a line or two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pytest

from engine.dmn import DecisionModel, DecisionResult, DmnRefused, read_dmn
from engine.feel import EvaluationContext

NAMESPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def context() -> EvaluationContext:
    """Ten o'clock on a Wednesday in Suqian."""
    return EvaluationContext(now=datetime(2026, 5, 6, 2, 0, tzinfo=UTC))


def definitions(
    body: str, namespace: str = "urn:rates", schema: str = NAMESPACE, extra: str = ""
) -> bytes:
    """A document around some elements."""
    return (
        f'<definitions xmlns="{schema}" id="model" name="Rates" namespace="{namespace}" {extra}>'
        f"{body}</definitions>"
    ).encode()


def inputs(**types: str) -> str:
    """Input data, name → type."""
    return "".join(
        f'<inputData id="in_{name}" name={quoteattr(name)}>'
        f"<variable name={quoteattr(name)} typeRef={quoteattr(type_)}/></inputData>"
        for name, type_ in types.items()
    )


def requires(*names: str, tag: str = "Input") -> str:
    """Information requirements of input data, or of decisions with `tag="Decision"`."""
    prefix = "in_" if tag == "Input" else ""
    return "".join(
        f'<informationRequirement><required{tag} href="#{prefix}{name}"/></informationRequirement>'
        for name in names
    )


def knows(*ids: str) -> str:
    """Knowledge requirements."""
    return "".join(
        f'<knowledgeRequirement><requiredKnowledge href="#{id_}"/></knowledgeRequirement>'
        for id_ in ids
    )


def literal(text: str) -> str:
    """A literal expression."""
    return f"<literalExpression><text>{escape(text)}</text></literalExpression>"


def decision(id_: str, body: str, type_: str = "Any", needs: str = "") -> str:
    """A decision, its variable named as its id."""
    return (
        f'<decision id="{id_}" name="{id_}"><variable name="{id_}" typeRef="{type_}"/>'
        f"{needs}{body}</decision>"
    )


def table(
    *rules: str,
    columns: str,
    outputs: str = "",
    hit: str = "UNIQUE",
    aggregation: str = "",
    annotations: Sequence[str] = (),
    extra: str = "",
) -> str:
    """A table: columns `plan: string | amount: number [allowed values]`, rules `"a", > 5 => 3`.

    Cells are separated by `|`, outputs follow `=>`; a text after `#` is the rule's description,
    one after `//` its annotation.
    """
    heads = "".join(_column(text) for text in columns.split("|") if text.strip())
    results = "".join(_output(text) for text in (outputs or "").split("|"))
    notes = "".join(f"<annotation name={quoteattr(name)}/>" for name in annotations)
    rows = "".join(_rule(number, text) for number, text in enumerate(rules, 1))
    more = f' aggregation="{aggregation}"' if aggregation else ""
    return (
        f'<decisionTable id="table" hitPolicy="{hit}"{more} {extra}>'
        f"{heads}{results}{notes}{rows}</decisionTable>"
    )


def _column(text: str) -> str:
    name, _, rest = text.partition(":")
    type_, _, values = rest.partition("[")
    allowed = values.strip().removesuffix("]")
    return (
        f"<input label={quoteattr(name.strip())}>"
        f'<inputExpression typeRef="{type_.strip() or "Any"}"><text>{escape(name.strip())}</text>'
        f"</inputExpression>"
        + (f"<inputValues><text>{escape(allowed)}</text></inputValues>" if allowed else "")
        + "</input>"
    )


def _output(text: str) -> str:
    head, _, default = text.partition("=")
    head, _, values = head.partition("[")
    name, _, type_ = head.partition(":")
    allowed = values.strip().removesuffix("]")
    attributes = f" name={quoteattr(name.strip())}" if name.strip() else ""
    attributes += f' typeRef="{type_.strip()}"' if type_.strip() else ""
    return (
        f"<output{attributes}>"
        + (f"<outputValues><text>{escape(allowed)}</text></outputValues>" if allowed else "")
        + (
            f"<defaultOutputEntry><text>{escape(default)}</text></defaultOutputEntry>"
            if default.strip()
            else ""
        )
        + "</output>"
    )


def _rule(number: int, text: str) -> str:
    text, _, note = text.partition("//")
    text, _, description = text.partition("#")
    conditions, _, results = text.partition("=>")
    cells = [cell.strip() for cell in conditions.split("|")] if conditions.strip() else []
    return (
        f'<rule id="rule_{number}">'
        + (f"<description>{escape(description.strip())}</description>" if description else "")
        + "".join(f"<inputEntry><text>{escape(cell)}</text></inputEntry>" for cell in cells)
        + "".join(
            f"<outputEntry><text>{escape(cell.strip())}</text></outputEntry>"
            for cell in results.split("|")
        )
        + (
            f"<annotationEntry><text>{escape(note.strip())}</text></annotationEntry>"
            if note
            else ""
        )
        + "</rule>"
    )


def rate_table(*rules: str, **how: Any) -> DecisionModel:
    """A model of one table over `plan` and `amount`."""
    how.setdefault("columns", "plan: string | amount: number")
    type_ = how.pop("type_", "Any")
    return read_dmn(
        definitions(
            inputs(plan="string", amount="number")
            + decision("rate", table(*rules, **how), type_, requires("plan", "amount"))
        )
    )


def ask(model: DecisionModel, decision_id: str = "rate", **values: Any) -> DecisionResult:
    """Make a decision; ints become numbers."""
    given: Mapping[str, Any] = {
        name: Decimal(value) if type(value) is int else value for name, value in values.items()
    }
    return model.evaluate(decision_id, given, context())


def refused(data: bytes, **how: Any) -> list[tuple[int, str]]:
    """Lines and rules for which a document is refused."""
    with pytest.raises(DmnRefused) as caught:
        read_dmn(data, **how)
    assert all(p.message_zh and p.message_en for p in caught.value.problems)
    return [(p.line, p.rule) for p in caught.value.problems]


def warned(model: DecisionModel) -> list[str]:
    """Rules of the warnings."""
    return [warning.rule for warning in model.warnings]
