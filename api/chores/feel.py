"""`huiqian feel eval`: the value of an expression, and why."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from api.chores.feel_inputs import context_of, lines_of, pointed, said, shown, values_of
from engine.dmn.tagging import tagged
from engine.feel import Explanation, FeelError, compile_expression, explain


def evaluate_feel(given: argparse.Namespace) -> int:
    """Print the value; notes and errors go to the standard error output, errors end in 1."""
    values, context = values_of(given), context_of(given)
    source = given.expression.lstrip().removeprefix("=")
    try:
        expression = compile_expression(source, names=values.keys(), functions=context.functions)
        why = explain(expression, values, context)
    except FeelError as wrong:
        _tell(said(wrong, given.language))
        if mark := pointed(source, wrong):
            _tell(mark)
        return 1
    if given.json:
        print(json.dumps(_json(why, given), ensure_ascii=False, indent=2))
        return 0
    print(shown(why.value))
    for note in why.notes:
        _tell(said(note, given.language))
    if given.explain:
        print("\n".join(_lines(why)))
    return 0


def _tell(text: str) -> None:
    print(text, file=sys.stderr)


def _lines(why: Explanation) -> list[str]:
    lines = lines_of(why.used)
    lines += [
        f"  {'*' if part in why.decisive else ' '} {part.source}: {shown(part.value)}"
        for part in why.parts
    ]
    return lines


def _json(why: Explanation, given: argparse.Namespace) -> dict[str, Any]:
    found: dict[str, Any] = {
        "value": tagged(why.value),
        "notes": [said(note, given.language) for note in why.notes],
    }
    if given.explain:
        found["used"] = {name: tagged(value) for name, value in why.used.items()}
        found["parts"] = [
            {"source": part.source, "value": tagged(part.value), "decisive": part in why.decisive}
            for part in why.parts
        ]
    return found
