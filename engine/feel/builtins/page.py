"""The page `docs/reference/feel.md`, written from the code: `huiqian feel reference`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from engine.feel.builtins.reference import REFERENCE
from engine.feel.builtins.signature import Builtin, Signature
from engine.feel.builtins.table import GROUPS, Group
from engine.feel.limits import DEFAULT_LIMITS, FeelLimits

_MARKS = {"": "", "camunda": " · **Camunda**", "huiqian": " · **Huiqian**"}

_HEAD = """\
# FEEL: built-in functions and budgets 表达式函数与限额

Written by `huiqian feel reference` from the code, and checked by the tests: every example runs.
Examples of the present moment are taken on Monday, 4 May 2026, 09:30 in Shanghai, with Monday to
Friday as working days. How to use the language: [FEEL and DMN](../guides/feel-and-dmn.md).

A parameter with `?` may be left out, `…` stands for any number of further arguments. Arguments are
given by position or by name: `substring(string: "abc", start position: 2)`. A wrong argument gives
null and a note that says why. `any` is a value of any kind.

Functions marked **Camunda** or **Huiqian** are extensions; all others are those of DMN 1.5, whose
clause stands under each heading. `random number` and `uuid` are left out on purpose: a step that is
replayed must decide the same again. Regular expressions are those of RE2: they take linear time and
have no back-references and no look-around.
"""


def reference_page() -> str:
    """The whole page, ending in a line feed."""
    return "\n".join([_HEAD, *_groups(), *_budgets()]) + "\n"


def _groups() -> Iterator[str]:
    for group in GROUPS:
        yield f"## {group.zh} {group.en}\n"
        if group.clause:
            yield f"Source: DMN 1.5, clause {group.clause}.\n"
        yield from _rows(group)
        yield ""


def _rows(group: Group) -> Iterator[str]:
    yield "| function | gives | example | value |"
    yield "|---|---|---|---|"
    for function in group.functions:
        about = REFERENCE[function.name]
        calls = "<br>".join(_code(_call(function, way)) for way in function.signatures)
        mark = _MARKS[function.extension]
        example, answer = _code(about.example), _code(about.answer)
        yield f"| {calls}{mark} | {about.result} | {example} | {answer} |"


def _call(function: Builtin, way: Signature) -> str:
    parts = [
        f"{parameter.name}: {parameter.kind}{'?' if parameter.optional else ''}"
        for parameter in way.parameters
    ]
    if way.variadic:
        parts[-1] += " …"
    return f"{function.name}({', '.join(parts)})"


def _code(text: str) -> str:
    return f"`{text.replace('|', chr(92) + '|')}`"


_LIMITS = {
    "source_length": ("源文本字符数", "characters of the source text"),
    "nesting": ("括号、分支、函数的嵌套", "brackets, branches and functions inside one another"),
    "nodes": ("语法树节点数", "nodes of the syntax tree"),
    "steps": ("一次求值的工作量", "units of work in one evaluation"),
    "list_length": ("列表项数", "items of one list, entries of one context"),
    "string_length": ("字符串字符数", "characters of one string"),
    "call_depth": ("函数互相调用层数", "functions that call one another"),
    "exponent": ("数字的十进制指数", "largest decimal exponent of a number, both signs"),
    "value_depth": ("值的嵌套", "lists and contexts inside one another, in a value"),
    "notes": ("保留的提示条数", "notes kept of one evaluation; later ones are dropped"),
}


def _budgets() -> Iterator[str]:
    yield "## 限额 Budgets\n"
    yield (
        "An expression that needs more ends with an error that names the limit (`FeelLimits`); it\n"
        "can neither run on nor fill the memory.\n"
    )
    yield "| limit | value | 含义 | meaning |"
    yield "|---|---|---|---|"
    for field in fields(FeelLimits):
        zh, en = _LIMITS[field.name]
        yield f"| `{field.name}` | {getattr(DEFAULT_LIMITS, field.name):,} | {zh} | {en} |"
