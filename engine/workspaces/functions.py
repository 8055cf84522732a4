"""The functions an expression may call, as an editor offers them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from engine.feel.builtins.reference import REFERENCE
from engine.feel.builtins.signature import Signature
from engine.feel.builtins.table import GROUPS
from engine.model.nodes import Text


@dataclass(frozen=True, slots=True)
class FunctionHelp:
    name: str
    calls: tuple[str, ...]  #: every way to call it, with the kinds of its parameters
    parameters: tuple[str, ...]  #: of the first way
    result: str
    example: str
    answer: str
    group: Text
    extension: str  #: "", camunda or huiqian


@lru_cache(maxsize=1)
def functions() -> tuple[FunctionHelp, ...]:
    """All built-in functions, and those of the product."""
    found = [
        FunctionHelp(
            function.name,
            tuple(f"{function.name}({_parameters(way)})" for way in function.signatures),
            tuple(parameter.name for parameter in function.signatures[0].parameters),
            REFERENCE[function.name].result,
            REFERENCE[function.name].example,
            REFERENCE[function.name].answer,
            Text(group.zh, group.en),
            function.extension,
        )
        for group in GROUPS
        for function in group.functions
    ]
    found.append(
        FunctionHelp(
            "bureau",
            ("bureau(kind: string, area: string)",),
            ("kind", "area"),
            "string",
            'bureau("hrss_bureau", case.area)',
            '"321300.hrss_bureau"',
            Text("机构", "Organisations"),
            "huiqian",
        )
    )
    return tuple(found)


def _parameters(way: Signature) -> str:
    parts = [f"{each.name}: {each.kind}{'?' if each.optional else ''}" for each in way.parameters]
    if way.variadic:
        parts[-1] += " …"
    return ", ".join(parts)
