"""Regular expressions in time linear in the text (DMN 1.5, clause 10.3.4.3, by way of XPath).

RE2 has no look-around and no back-references: a pattern with one has no result. Patterns and their
programs are bounded, so that a pattern cannot cost memory either.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import re2

from engine.feel.errors import NullResult

_FLAGS = frozenset("smixq")
_MAX_PATTERN = 2_000
_MAX_MEMORY = 4 << 20


@lru_cache(maxsize=512)
def _compiled(pattern: str, flags: str) -> Any:
    options = re2.Options()
    options.max_mem = _MAX_MEMORY
    options.log_errors = False
    options.literal = "q" in flags
    options.case_sensitive = "i" not in flags
    options.dot_nl = "s" in flags
    if "x" in flags and "q" not in flags:
        pattern = _without_blanks(pattern)
    if "m" in flags and "q" not in flags:
        pattern = f"(?m){pattern}"
    return re2.compile(pattern, options)


def pattern_of(pattern: str, flags: str | None) -> Any:
    """The compiled pattern.

    Raises: NullResult when RE2 cannot read it.
    """
    if len(pattern) > _MAX_PATTERN:
        raise NullResult("正则表达式过长", "The pattern is too long")
    if flags and not set(flags) <= _FLAGS:
        raise NullResult(f"未知的标志 {flags}", f"Unknown flags {flags}")
    try:
        return _compiled(pattern, "".join(sorted(set(flags or ""))))
    except re2.error:
        raise NullResult(
            f"无法使用的正则表达式 {pattern[:60]}", f"Unusable pattern {pattern[:60]}"
        ) from None


def _without_blanks(pattern: str) -> str:
    """Flag `x`: blanks outside character classes do not count."""
    kept, depth, escaped = [], 0, False
    for char in pattern:
        if escaped or depth or not char.isspace():
            kept.append(char)
        depth += 0 if escaped else (char == "[") - (char == "]" and depth > 0)
        escaped = char == "\\" and not escaped
    return "".join(kept)


def replacement(text: str) -> Callable[[Any], str]:
    """What stands in for a match: `$1` is a group, `\\$` and `\\\\` are themselves."""
    parts = _replacement_parts(text)

    def replace(match: Any) -> str:
        return "".join(part if isinstance(part, str) else _group(match, part) for part in parts)

    return replace


def _group(match: Any, number: int) -> str:
    """The group; a number beyond the last group is that of its first digits, then digits."""
    digits = str(number)
    for size in range(len(digits), 0, -1):
        group = int(digits[:size])
        if group <= match.re.groups:
            return (match.group(group) or "") + digits[size:]
    return ""


def _replacement_parts(text: str) -> list[str | int]:
    parts: list[str | int] = []
    index = 0
    while index < len(text):
        char = text[index]
        if char == "\\" and index + 1 < len(text):
            parts.append(text[index + 1])
            index += 2
        elif char == "$" and text[index + 1 : index + 2].isdecimal():
            end = index + 1
            while end < len(text) and end < index + 5 and text[end] in "0123456789":
                end += 1
            if end == index + 1:
                raise NullResult("替换文本中的 $ 有误", "A stray $ in the replacement")
            parts.append(int(text[index + 1 : end]))
            index = end
        else:
            parts.append(char)
            index += 1
    return parts
