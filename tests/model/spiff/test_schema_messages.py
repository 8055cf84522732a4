"""Deviations from the BPMN 2.0 schemas are messages with lines."""

from __future__ import annotations

from pathlib import Path

from engine.model.nodes import Severity
from engine.model.spiff import Child, schema_messages
from tests.model import diagrams as d

SHIPPED = sorted((Path(__file__).parents[3] / "bpmn").glob("*/*.bpmn"))


def test_should_find_nothing_in_shipped_diagrams():
    with Child() as child:
        for path in SHIPPED:
            assert schema_messages(path.read_bytes(), child=child) == (), path


def test_should_tell_the_line_of_a_deviation():
    data = d.file(d.around('<bpmn:task id="a" colour="red"/>\n', "a"))
    (message,) = schema_messages(data)
    assert (message.severity, message.rule, message.line) == (Severity.WARNING, "schema", 5)
    assert "colour" in message.message.en and "colour" in message.message.zh


def test_should_say_when_the_check_does_not_end():
    data = d.file(d.around(d.user_task("a"), "a"))
    (message,) = schema_messages(data, limit_seconds=0.001)
    assert message.rule == "schema-not-checked" and message.severity is Severity.WARNING


def test_should_not_check_what_the_gate_refuses():
    (message,) = schema_messages(b"<!DOCTYPE x><x/>")
    assert message.rule == "schema-not-checked"
