"""`range(from)`: a range out of text (DMN 1.5, clause 10.3.4.1 and grammar rules 66 to 69)."""

from __future__ import annotations

from typing import Any

from engine.feel.builtins.conversion import CONVERSION
from engine.feel.builtins.signature import Builtin, builtin
from engine.feel.builtins.temporal import TEMPORAL
from engine.feel.errors import FeelError, NullResult
from engine.feel.nodes import Call, Literal, Name, Node, RangeOf
from engine.feel.ordering import order
from engine.feel.parsing.parser import parse_expression
from engine.feel.runtime import Run
from engine.feel.values import Range

_MAKERS = {
    maker.name: maker
    for maker in (*CONVERSION, *TEMPORAL)
    if maker.name in ("date", "time", "date and time", "duration")
}
_MAX_TEXT = 500


def _range(run: Run, text: str) -> Range:
    """The range a text writes; its ends are literals, `@` literals or `date("…")` and the like.

    A missing end, as in `[1..)`, is no end.

    Raises: NullResult.
    """
    run.charge(100 + len(text))
    node = _parsed(run, text)
    if node is None:
        raise _no_range(text)
    low, high = _end(run, node.low), _end(run, node.high)
    if node.unary:
        return Range(low, high, node.low_included, node.high_included, unary=True)
    place = order(low, high)
    if place is None or place > 0:
        raise _no_range(text)
    return Range(low, high, node.low_included, node.high_included)


def _parsed(run: Run, text: str) -> RangeOf | None:
    inner = text.strip()
    if len(inner) > _MAX_TEXT or len(inner) < 4:
        return None
    body = inner[1:-1].strip()
    if body.endswith("..") and inner[0] in "([]" and inner[-1] in ")[":
        inner = f"({'>=' if inner[0] == '[' else '>'}{body[:-2]})"
    elif body.startswith("..") and inner[0] in "(]" and inner[-1] in ")[]":
        inner = f"({'<=' if inner[-1] == ']' else '<'}{body[2:]})"
    elif inner[0] not in "([]" or inner[1:].lstrip()[:1] in "<>=!":
        return None
    try:
        node = parse_expression(inner, _MAKERS, run.limits)
    except FeelError:
        return None
    return node if isinstance(node, RangeOf) and not node.negated else None


def _end(run: Run, node: Node | None) -> Any:
    if node is None or isinstance(node, Literal):
        return None if node is None else node.value
    if isinstance(node, Call) and isinstance(node.function, Name) and node.names is None:
        maker = _MAKERS.get(node.function.name)
        arguments = [a.value for a in node.arguments if isinstance(a, Literal)]
        if maker is not None and len(arguments) == len(node.arguments):
            return maker.call(run, *arguments)
    raise NullResult("区间两端应为字面量", "The ends of the range should be literals")


def _no_range(text: str) -> NullResult:
    return NullResult(f"{text[:40]} 不是区间", f"{text[:40]} is no range")


RANGE_TEXT: tuple[Builtin, ...] = (builtin("range", ("from: string", _range)),)
