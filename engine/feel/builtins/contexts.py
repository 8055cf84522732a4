"""Functions of contexts (DMN 1.5, clause 10.3.4.10)."""

from __future__ import annotations

from typing import Any

from engine.feel.builtins.signature import Builtin, builtin
from engine.feel.errors import NullResult
from engine.feel.runtime import Run


def _get_value(run: Run, context: dict[str, Any], key: str) -> Any:
    return context.get(key)


def _get_nested(run: Run, context: dict[str, Any], keys: list[Any]) -> Any:
    value: Any = context
    for key in _keys(keys):
        value = value.get(key) if type(value) is dict else None
    return value


def _get_entries(run: Run, context: dict[str, Any]) -> list[Any]:
    return run.list_of([{"key": key, "value": value} for key, value in context.items()])


def _context(run: Run, entries: list[Any]) -> dict[str, Any]:
    """A context of entries `{key, value}`; no key twice."""
    run.charge(len(entries))
    result: dict[str, Any] = {}
    for entry in entries:
        if type(entry) is not dict or not {"key", "value"} <= entry.keys():
            raise NullResult("每一项应有 key 和 value", "Each entry needs a key and a value")
        key = entry["key"]
        if type(key) is not str or key in result:
            raise NullResult("键应为不重复的字符串", "Keys should be strings, each given once")
        result[key] = entry["value"]
    return result


def _put(run: Run, context: dict[str, Any], key: str, value: Any) -> dict[str, Any]:
    run.charge(len(context))
    return {**context, key: value}


def _put_nested(run: Run, context: dict[str, Any], keys: list[Any], value: Any) -> dict[str, Any]:
    """A copy in which the entry at a path of keys has another value."""
    path = _keys(keys)
    levels = [context]
    for key in path[:-1]:
        inner = levels[-1].get(key)
        if type(inner) is not dict:
            raise NullResult(f"{key} 不是上下文", f"{key} is no context")
        levels.append(inner)
    result = value
    for level, key in zip(reversed(levels), reversed(path), strict=True):
        run.charge(len(level))
        result = {**level, key: result}
    return result  # type: ignore[no-any-return]


def _keys(keys: list[Any]) -> list[str]:
    if not keys or not all(type(key) is str for key in keys):
        raise NullResult("键的列表应为字符串", "The keys should be a list of strings")
    return keys


def _merge(run: Run, contexts: list[Any]) -> dict[str, Any]:
    """All entries of several contexts; later ones win."""
    result: dict[str, Any] = {}
    for context in contexts:
        if type(context) is not dict:
            raise NullResult("列表应只含上下文", "The list should hold contexts only")
        run.charge(1 + len(context))
        result.update(context)
    return result


CONTEXTS: tuple[Builtin, ...] = (
    builtin(
        "get value",
        ("m: context, key: string", _get_value),
        ("context: context, keys: list", _get_nested),
    ),
    builtin("get entries", ("m: context", _get_entries)),
    builtin("context", ("entries: list", _context)),
    builtin(
        "context put",
        ("context: context, key: string, value: any", _put),
        ("context: context, keys: list, value: any", _put_nested),
    ),
    builtin("context merge", ("contexts: list", _merge)),
)
