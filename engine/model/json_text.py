"""Read JSON as people write it for forms: exact numbers, no key twice, nothing that is no JSON."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any


class BadJson(ValueError):
    """The text is no JSON that is accepted here; says where."""

    def __init__(self, zh: str, en: str, line: int = 0) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en
        self.line = line


def read_json(data: bytes, *, size_bytes: int = 256 * 1024, depth: int = 40) -> Any:
    """The value; whole numbers are `int`, others `Decimal`.

    Raises: BadJson.
    """
    if len(data) > size_bytes:
        raise BadJson(f"文件超过 {size_bytes} 字节", f"The file is larger than {size_bytes} bytes")
    try:
        text = data.decode("utf-8-sig")
        value = json.loads(
            text,
            parse_float=Decimal,
            parse_int=_whole,
            parse_constant=_refuse_constant,
            object_pairs_hook=_object,
        )
    except UnicodeDecodeError:
        raise BadJson("文件不是 UTF-8 编码", "The file is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise BadJson(
            f"不是正确的 JSON（第 {error.lineno} 行第 {error.colno} 列）",
            f"This is not JSON: {error.msg} (line {error.lineno}, column {error.colno})",
            error.lineno,
        ) from None
    except RecursionError:
        raise _too_deep(depth) from None
    if _deeper_than(value, depth):
        raise _too_deep(depth)
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        twice = next(k for k, _ in pairs if k in seen or seen.add(k))  # type: ignore[func-returns-value]
        raise BadJson(f"键“{twice[:60]}”重复", f'The key "{twice[:60]}" stands twice')
    return found


def _whole(text: str) -> int:
    if len(text) > 40:
        raise BadJson("数字过长", "A number is too long")
    return int(text)


def _refuse_constant(name: str) -> Any:
    raise BadJson(f"{name} 不是 JSON 数值", f"{name} is no JSON number")


def _too_deep(depth: int) -> BadJson:
    return BadJson(f"嵌套超过 {depth} 层", f"Nested deeper than {depth}")


def _deeper_than(value: Any, depth: int) -> bool:
    level = [value]
    for _ in range(depth):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return False
    return True
