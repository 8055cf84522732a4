"""`huiqian dmn eval` and `huiqian dmn check`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from api.chores.failure import ChoreFailed
from api.chores.feel_inputs import context_of, lines_of, said, shown, values_of
from engine.dmn import (
    DecisionModel,
    DecisionReason,
    DmnError,
    DmnProblem,
    DmnRefused,
    TableReason,
    read_dmn,
)
from engine.model.expressions import HOST_FUNCTIONS


def evaluate_decision(given: argparse.Namespace) -> int:
    """Make a decision and print its value; with `--explain` the rules that matched."""
    try:
        model = _read(given.file, given)
    except DmnRefused as refused:
        _print_problems(given.file, refused.problems, "error", given.language)
        return 1
    decision = given.decision or _only(model)
    context = context_of(given)
    try:
        result = model.evaluate(decision, values_of(given), context)
    except DmnError as wrong:
        where = f"{given.file}:{wrong.place.line}: " if wrong.place else f"{given.file}: "
        print(where + said(wrong, given.language), file=sys.stderr)
        return 1
    if given.json:
        reason = result.reason.to_json()
        answer = {"value": reason["value"], **({"reason": reason} if given.explain else {})}
        print(json.dumps(answer, ensure_ascii=False, indent=2))
        return 0
    print(shown(result.value))
    for note in context.warnings:
        print(said(note, given.language), file=sys.stderr)
    if given.explain:
        for one in (*result.reason.sub_decisions, result.reason):
            print("\n".join(_reason_lines(one)))
    return 0


def _read(file: Path, given: argparse.Namespace) -> DecisionModel:
    imports = {str(path): _bytes(path) for path in given.imports}
    return read_dmn(_bytes(file), imports=imports, functions=HOST_FUNCTIONS)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as wrong:
        raise ChoreFailed(f"{file}: {wrong.strerror}") from wrong


def _only(model: DecisionModel) -> str:
    if len(model.decisions) == 1:
        return next(iter(model.decisions))
    named = ", ".join(model.decisions) or "none"
    raise ChoreFailed(f"--decision: which one? There are: {named}")


def _reason_lines(reason: DecisionReason) -> list[str]:
    lines = [f"{reason.decision_id} ({reason.logic or '-'}) = {shown(reason.value)}"]
    if reason.expression:
        lines.append(f"  {reason.expression}")
    if reason.table is None:
        lines += lines_of({one.expression: one.value for one in reason.variables})
    for table in ([reason.table] if reason.table else []) + list(reason.inner_tables):
        lines += _table_lines(table)
    return lines


def _table_lines(table: TableReason) -> list[str]:
    lines = lines_of({one.expression: one.value for one in table.inputs})
    for rule in table.rules:
        conditions = " | ".join(rule.conditions)
        lines.append(f"  {table.hit_policy} {rule.number}: {conditions} => {shown(rule.output)}")
        lines += [f"      {text}" for text in (rule.description, *_texts(rule.annotations)) if text]
    if table.default:
        lines.append("  default")
    if table.undecided:
        lines.append(f"  undecided: {', '.join(map(str, table.undecided))}")
    return lines


def _texts(annotations: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{name}: {text}" if name else text for name, text in annotations if text]


def check_files(given: argparse.Namespace) -> int:
    """Say about each file what deploying it would say; 1 when one would be refused."""
    failed = False
    for file in given.files:
        try:
            model = _read(file, given)
        except DmnRefused as refused:
            _print_problems(file, refused.problems, "error", given.language)
            failed = True
            continue
        _print_problems(file, model.warnings, "warning", given.language)
        failed = failed or bool(given.strict and model.warnings)
        rules = sum(len(one.table.rules) for one in model.decisions.values() if one.table)
        print(
            f"{file}: DMN {model.version}, {_many(len(model.decisions), 'decision')}, "
            f"{_many(rules, 'rule')}, {_many(len(model.warnings), 'warning')}"
        )
    return int(failed)


def _many(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _print_problems(
    file: Path, problems: Iterable[DmnProblem], severity: str, language: str
) -> None:
    for one in problems:
        text = one.message_zh if language == "zh" else one.message_en
        place = f" ({one.id})" if one.id else ""
        print(f"{file}:{one.line}: {severity} {one.rule}{place}: {text}")
