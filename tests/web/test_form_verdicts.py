"""One set of instances, one verdict: the browser's validator against the server's.

`tests/forms/instances.json` holds schemas with instances; both sides must name the same fields with
the same rules, in the same words.
"""

import json
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from engine.model.forms.reading import read_forms
from tests.web.browser import NODE

INSTANCES = Path(__file__).parents[1] / "forms" / "instances.json"
BUNDLES = Path(__file__).parents[2] / "bpmn"
SCRIPT = Path(__file__).with_name("verdicts.mjs")

pytestmark = pytest.mark.browser  # it needs the packages of web/


def form_of(group: dict[str, Any]) -> dict[str, Any]:
    label = {"zh": "字段", "en": "Field"}
    properties = {name: {"x-label": label, **each} for name, each in group["properties"].items()}
    for each in properties.values():
        inner = each.get("items", each)
        for name, deeper in inner.get("properties", {}).items():
            inner["properties"][name] = {"x-label": label, **deeper}
        if "enum" in each:
            each["x-options"] = {str(value): label for value in each["enum"] if value is not None}
    schema = {"type": "object", "properties": properties, **group.get("together", {})}
    if "required" in group:
        schema["required"] = group["required"]
    outcomes = [{"label": label, **each} for each in group.get("outcomes", [])]
    return {
        "id": "form",
        "title": label,
        "schema": schema,
        "rights": group.get("rights", {}),
        "outcomes": outcomes,
    }


def cases() -> Iterator[tuple[str, dict[str, Any], dict[str, Any], str]]:
    for group in json.loads(INSTANCES.read_text(encoding="utf-8")):
        for data in group["instances"]:
            yield group["about"], form_of(group), data, group.get("outcome", "")


def rights(form: dict[str, Any]) -> dict[str, Any]:
    """The form as the pages get it: every field with its right."""
    every = dict.fromkeys(form["schema"]["properties"], "write")
    return {**form, "rights": {**every, **form.get("rights", {})}}


def browser_says(asked: list[dict[str, Any]]) -> list[list[dict[str, str]]]:
    done = subprocess.run(
        [str(NODE), "--no-warnings", str(SCRIPT)],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said: list[list[dict[str, str]]] = json.loads(done.stdout)
    return said


def server_says(form: dict[str, Any], data: dict[str, Any], outcome: str) -> set[tuple[str, ...]]:
    forms, problems = read_forms({"form.json": json.dumps(form).encode()})
    assert "form" in forms, problems
    exact = json.loads(json.dumps(data), parse_float=Decimal)
    return {
        (each.path, each.rule, each.zh, each.en)
        for each in forms["form"].validate(exact, outcome=outcome)
    }


def test_should_give_the_same_verdict_in_the_browser_and_on_the_server() -> None:
    # given
    asked = list(cases())
    # when
    told = browser_says(
        [{"form": rights(form), "data": data, "outcome": out} for _, form, data, out in asked]
    )
    # then
    different = []
    for (about, form, data, outcome), said in zip(asked, told, strict=True):
        browser = {(each["path"], each["rule"], each["zh"], each["en"]) for each in said}
        server = server_says(form, data, outcome)
        if browser != server:
            different.append(f"{about} {data}\n  browser {browser}\n  server  {server}")
    assert not different, "\n".join(different)


def test_should_agree_on_every_shipped_form_left_empty_or_filled_with_nonsense() -> None:
    # given
    asked = []
    for file in sorted(BUNDLES.glob("*/forms/*.json")):
        form = json.loads(file.read_text(encoding="utf-8"))
        if "$ref" in json.dumps(form):
            continue
        names = [
            name
            for name in form["schema"]["properties"]
            if form.get("rights", {}).get(name, "write") == "write"
        ]
        outcomes = [each["id"] for each in form.get("outcomes", [])] or [""]
        for outcome in outcomes:
            for value in (None, "x", "", 0, [], ["x", "x"], {}, "2026-02-30"):
                data = {} if value is None else dict.fromkeys(names, value)
                asked.append((file, {**form, "id": "form"}, data, outcome))
    # when
    told = browser_says(
        [{"form": rights(form), "data": data, "outcome": out} for _, form, data, out in asked]
    )
    # then
    different = []
    for (file, form, data, outcome), said in zip(asked, told, strict=True):
        browser = {(each["path"], each["rule"], each["zh"], each["en"]) for each in said}
        server = server_says(form, data, outcome)
        if browser != server and len(server) < 100:
            different.append(f"{file.parent.parent.name}/{file.name} {data}\n  {browser ^ server}")
    assert not different, "\n".join(different[:5])
    assert len(asked) > 1000
