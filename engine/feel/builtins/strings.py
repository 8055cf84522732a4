"""Functions of strings (DMN 1.5, clause 10.3.4.3, table 73). Positions count characters from 1."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from engine.feel.builtins.signature import Builtin, builtin
from engine.feel.errors import NullResult
from engine.feel.regex import Replacement, pattern_of, replacement
from engine.feel.runtime import Run


def _substring(run: Run, string: str, start: Decimal, length: Decimal | None) -> str:
    """From a position, below zero counted from the end; length cut off at the end."""
    begin = int(start)
    if not begin:
        raise NullResult("起始位置从 1 开始", "Positions start at 1")
    index = begin - 1 if begin > 0 else len(string) + begin
    if not 0 <= index <= len(string):
        raise NullResult("起始位置超出字符串", "The position lies outside the string")
    if length is None:
        return string[index:]
    if length < 1:
        raise NullResult("长度应大于 0", "The length should be greater than 0")
    return string[index : index + min(int(length), len(string))]


def _length(run: Run, string: str) -> Decimal:
    return Decimal(len(string))


def _upper(run: Run, string: str) -> str:
    return run.text_of(string.upper())


def _lower(run: Run, string: str) -> str:
    return run.text_of(string.lower())


def _before(run: Run, string: str, match: str) -> str:
    run.charge(len(string) >> 4)
    return string.partition(match)[0] if match and match in string else ""


def _after(run: Run, string: str, match: str) -> str:
    run.charge(len(string) >> 4)
    if not match:
        return string
    return string.partition(match)[2]


def _contains(run: Run, string: str, match: str) -> bool:
    run.charge(len(string) >> 4)
    return match in string


def _starts(run: Run, string: str, match: str) -> bool:
    return string.startswith(match)


def _ends(run: Run, string: str, match: str) -> bool:
    return string.endswith(match)


def _matches(run: Run, text: str, pattern: str, flags: str | None) -> bool:
    run.charge(10 + (len(text) >> 3))
    return pattern_of(pattern, flags).search(text) is not None


def _replace(run: Run, text: str, pattern: str, new: str, flags: str | None) -> str:
    """Every match replaced; `$1` stands for the first group."""
    run.charge(10 + (len(text) >> 3))
    compiled = pattern_of(pattern, flags)
    literal = flags is not None and "q" in flags
    inserted = Replacement((new,)) if literal else replacement(new, compiled.groups)
    parts: list[str] = []
    size = end = 0
    for match in compiled.finditer(text):
        part = text[end : match.start()] + inserted.of(match)
        size += len(part)
        parts.append(part)
        end = match.end()
        run.charge(20 + 10 * len(inserted.parts) + (len(part) >> 4))
        if size > run.limits.string_length:
            break
    parts.append(text[end:])
    return run.text_of("".join(parts))


def _split(run: Run, string: str, delimiter: str) -> list[str]:
    """The pieces between the matches of a pattern."""
    run.charge(10 + (len(string) >> 3))
    pieces, end = [], 0
    for match in pattern_of(delimiter, None).finditer(string):
        run.charge(40)
        if match.end() == match.start():
            if match.start() in (0, len(string)):
                continue
        pieces.append(string[end : match.start()])
        end = match.end()
    pieces.append(string[end:])
    return run.list_of(pieces)


def _join(run: Run, items: list[Any], delimiter: str | None) -> str:
    """All strings of a list in one; nulls are left out."""
    run.charge(len(items))
    texts = [item for item in items if item is not None]
    if not all(type(item) is str for item in texts):
        raise NullResult("string join 只能连接字符串", "string join joins strings only")
    glue = delimiter or ""
    size = sum(map(len, texts)) + len(glue) * len(texts)
    if size > run.limits.string_length:
        run.text_of(" " * (run.limits.string_length + 1))
    return run.text_of(glue.join(texts))


STRINGS: tuple[Builtin, ...] = (
    builtin("substring", ("string: string, start position: number, length: number?", _substring)),
    builtin("string length", ("string: string", _length)),
    builtin("upper case", ("string: string", _upper)),
    builtin("lower case", ("string: string", _lower)),
    builtin("substring before", ("string: string, match: string", _before)),
    builtin("substring after", ("string: string, match: string", _after)),
    builtin("contains", ("string: string, match: string", _contains)),
    builtin("starts with", ("string: string, match: string", _starts)),
    builtin("ends with", ("string: string, match: string", _ends)),
    builtin("matches", ("input: string, pattern: string, flags: string?", _matches)),
    builtin(
        "replace",
        ("input: string, pattern: string, replacement: string, flags: string?", _replace),
    ),
    builtin("split", ("string: string, delimiter: string", _split)),
    builtin("string join", ("list: list, delimiter: string?", _join)),
)
