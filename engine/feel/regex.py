"""Regular expressions in time linear in the text (DMN 1.5, clause 10.3.4.3, by way of XPath).

RE2 has no look-around and no back-references: a pattern with one has no result. Patterns and their
programs are bounded, so that a pattern cannot cost memory either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import re2

from engine.feel.errors import NullResult

#: `$12`, an escaped character, plain text, or a stray character
_REPLACEMENT = re.compile(r"\$([0-9]{1,4})|\\(.)|[^$\\]+|.", re.DOTALL)
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


@dataclass(frozen=True, slots=True)
class Replacement:
    """What stands in for a match: texts, and numbers of groups."""

    parts: tuple[str | int, ...]

    def of(self, match: Any) -> str:
        return "".join(
            part if isinstance(part, str) else match.group(part) or "" for part in self.parts
        )


def replacement(text: str, groups: int) -> Replacement:
    """Read a replacement: `$1` is a group, `\\$` and `\\\\` are themselves.

    Of a number beyond the last group, only the first digits count. Raises: NullResult.
    """
    parts: list[str | int] = []
    for token in _REPLACEMENT.finditer(text):
        if token[1]:
            digits = token[1]
            size = next(n for n in range(len(digits), -1, -1) if int(digits[:n] or 0) <= groups)
            parts.append(int(digits[:size]) if size else "")
            parts.append(digits[size:] if size else digits[1:])
        elif token[0] == "$" or (token[0][0] == "\\" and token[2] not in ("$", "\\")):
            raise NullResult(
                "替换文本中的 $ 或 \\ 有误", "A stray $ or backslash in the replacement"
            )
        else:
            parts.append(token[2] or token[0])
    return Replacement(tuple(part for part in parts if part != ""))
