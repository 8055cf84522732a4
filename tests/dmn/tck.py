"""Read the test cases of the DMN Technology Compatibility Kit and ask our engine the same."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from lxml import etree

from engine.dmn import DecisionModel, DmnError, read_dmn
from engine.feel import EvaluationContext, compile_expression
from engine.feel.kinds import kind_of
from engine.feel.values import from_host
from engine.xml import read_xml

_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
#: The kit allows for engines that compute with binary numbers.
_TOLERANCE = Decimal("1e-8")


def corpus() -> Path | None:
    """Folder of the kit, found through `HUIQIAN_CONFORMANCE` alone."""
    root = os.environ.get("HUIQIAN_CONFORMANCE")
    folder = Path(root) / "dmn-tck" if root else None
    return folder if folder is not None and folder.is_dir() else None


@dataclass(frozen=True, slots=True)
class Question:
    """One result node of one test case."""

    folder: Path
    model: str
    case: str
    decision: str
    inputs: Mapping[str, Any]
    expected: Any
    #: The kit expects an error, which some engines show as null.
    error: bool

    @property
    def id(self) -> str:
        return f"{self.folder.name}/{self.case}/{self.decision}"


def questions(level: Path) -> Iterator[Question]:
    """All questions of a compliance level, in order."""
    for file in sorted(level.glob("*/*-test-*.xml")):
        root = read_xml(file.read_bytes())
        model = root.findtext("{*}modelName") or ""
        for case in root.iterchildren("{*}testCase"):
            inputs = {
                node.get("name") or "": _value(node) for node in case.iterchildren("{*}inputNode")
            }
            for result in case.iterchildren("{*}resultNode"):
                expected = result.find("{*}expected")
                yield Question(
                    file.parent,
                    model,
                    case.get("id") or "",
                    result.get("name") or "",
                    inputs,
                    None if expected is None else _value(expected),
                    result.get("errorResult") == "true",
                )


def answer(question: Question) -> str:
    """Empty when the engine answers as the kit expects, else what it answers."""
    context = EvaluationContext(now=datetime(2026, 5, 3, 8, 0, tzinfo=UTC), zone=ZoneInfo("UTC"))
    try:
        value = (
            model_of(question.folder, question.model)
            .evaluate(question.decision, question.inputs, context)
            .value
        )
    except DmnError as error:
        return "" if question.error or question.expected is None else f"error: {error}"
    if same(value, question.expected):
        return ""
    return f"{value!r} instead of {question.expected!r}"


def warned_in_vain(question: Question) -> str:
    """What was said about types of a decision that then evaluates without a remark; else empty."""
    model = model_of(question.folder, question.model)
    if question.decision not in model.decisions:
        return ""
    line = model.decisions[question.decision].line
    later = (one.line for one in model.decisions.values() if one.line > line)
    end = min(later, default=10**9)
    said = [w for w in model.warnings if w.rule == "dmn.types_never_fit" and line <= w.line < end]
    context = EvaluationContext(now=datetime(2026, 5, 3, 8, 0, tzinfo=UTC), zone=ZoneInfo("UTC"))
    try:
        model.evaluate(question.decision, question.inputs, context)
    except DmnError:
        return ""
    # `false and 1` is false without a look at the second operand.
    said = [w for w in said if "needs booleans" not in w.message_en]
    return "; ".join(w.message_en for w in said) if not context.warnings else ""


@lru_cache(maxsize=8)
def model_of(folder: Path, name: str) -> DecisionModel:
    others = [path.read_bytes() for path in folder.glob("*.dmn") if path.name != name]
    imports = {read_xml(data).get("namespace") or "": data for data in others}
    return read_dmn((folder / name).read_bytes(), imports=imports, strict=False)


def same(found: Any, expected: Any) -> bool:
    """Equality as the kit means it: numbers within a tolerance, the rest exactly."""
    if found is None or expected is None:
        return found is None and expected is None
    if isinstance(expected, Decimal) and isinstance(found, Decimal):
        return abs(found - expected) <= _TOLERANCE * max(1, abs(expected))
    if isinstance(expected, list) and isinstance(found, list):
        return len(found) == len(expected) and all(map(same, found, expected))
    if isinstance(expected, dict) and isinstance(found, dict):
        return found.keys() == expected.keys() and all(same(found[k], expected[k]) for k in found)
    return kind_of(found) == kind_of(expected) and str(found) == str(expected)


def _value(node: etree._Element) -> Any:
    children = {etree.QName(child).localname for child in node}
    if "list" in children:
        items = node.find("{*}list")
        if items is None or items.get(f"{_XSI}nil") == "true":
            return None
        return [_value(item) for item in items.iterchildren("{*}item")]
    if "component" in children:
        return {c.get("name") or "": _value(c) for c in node.iterchildren("{*}component")}
    value = node.find("{*}value")
    if value is None or value.get(f"{_XSI}nil") == "true":
        return None
    kind = (value.get(f"{_XSI}type") or "xsd:string").rpartition(":")[2]
    return _simple(kind, value.text or "")


def _simple(kind: str, text: str) -> Any:
    if kind == "string":
        return text
    if kind == "boolean":
        return text.strip() in ("true", "1")
    if kind in ("decimal", "double", "integer"):
        return Decimal(text.strip())
    context = EvaluationContext(now=datetime(2026, 5, 3, tzinfo=UTC))
    function = {"dateTime": "date and time"}.get(kind, kind)
    read = compile_expression(f"{function}(text)", names=["text"])
    return from_host(read.evaluate({"text": text.strip()}, context))
