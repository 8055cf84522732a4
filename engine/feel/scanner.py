"""Text to tokens (DMN 1.5, clause 10.3.1.2, rules 22 to 37, 60 to 66).

Names may hold blanks and operators, so a scanner cannot see where one ends: it gives words, and the
parser joins them by the names it knows.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from engine.feel.errors import FeelSyntaxError, place

_SPACE = "\t\n\x0b\x0c\r \x85\xa0\u1680\u180e\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
_START = (
    "?A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u167f\u1681-\u180d"
    "\u180f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufefe"
    "\uff00-\ufffd\U00010000-\U000effff"
)
_PART = _START + "0-9\u00b7\u0300-\u036f\u203f\u2040"
_TOKEN = re.compile(
    rf"(?P<space>(?:[{_SPACE}]+|//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/)+)"
    r"|(?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    rf"|(?P<word>[{_START}][{_PART}]*)"
    r'|(?P<string>"(?:[^"\\]|\\.)*")'
    r"|(?P<symbol>\*\*|\.\.|->|<=|>=|!=|[-+*/()\[\]{}<>=,:.@'])",
    re.DOTALL,
)
_ESCAPE = re.compile(r'\\(?:([nrt"\'\\])|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6}))')
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\"}
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")

#: words that end a name unless a known name holds them
KEYWORDS = frozenset(
    [
        "for",
        "return",
        "if",
        "then",
        "else",
        "some",
        "every",
        "satisfies",
        "in",
        "and",
        "or",
        "between",
        "function",
        "true",
        "false",
        "null",
    ]
)


class Token(NamedTuple):
    """One piece of the text."""

    kind: str  #: number, word, string, symbol or end
    text: str  #: as written
    start: int  #: offset in the source
    spaced: bool  #: whether blanks or a comment stand before it


def scan(source: str) -> list[Token]:
    """All tokens, the last one of kind `end`.

    Raises: FeelSyntaxError for a character no token begins with.
    """
    tokens = []
    position, spaced = 0, False
    while position < len(source):
        match = _TOKEN.match(source, position)
        if match is None or (source.startswith("/*", position) and match.lastgroup == "symbol"):
            raise _stray(source, position)
        kind = match.lastgroup or ""
        if kind == "space":
            spaced = True
        else:
            tokens.append(Token(kind, match.group(), position, spaced))
            spaced = False
        position = match.end()
    tokens.append(Token("end", "", len(source), spaced))
    return tokens


def text_of(literal: str) -> str:
    """The string a literal stands for; an unknown escape keeps its backslash."""
    body = literal[1:-1]
    if "\\" not in body:
        return body
    text = _ESCAPE.sub(_unescape, body)
    return _SURROGATES.sub(_join_surrogates, text)


def _unescape(match: re.Match[str]) -> str:
    if match[1]:
        return _PLAIN[match[1]]
    code = int(match[2] or match[3], 16)
    return chr(code) if code <= 0x10FFFF else "\ufffd"


def _join_surrogates(match: re.Match[str]) -> str:
    return match.group().encode("utf-16", "surrogatepass").decode("utf-16")


_QUOTES = ('字符串请用半角引号 "', 'strings are written with the quote "')
_HINTS: dict[str, tuple[str, str]] = {
    "“": _QUOTES,
    "”": _QUOTES,
    "‘": _QUOTES,
    "’": _QUOTES,
    "&": ("请使用 and", "write and"),
    "|": ("请使用 or", "write or"),
    "!": ("请使用 not(…) 或 !=", "write not(…) or !="),
    "%": ("请使用 modulo(a, b)", "write modulo(a, b)"),
    ";": ("列表项之间请用逗号", "items are separated by commas"),
}


def _stray(source: str, position: int) -> FeelSyntaxError:
    line, column = place(source, position)
    char = source[position]
    if char == '"':
        return FeelSyntaxError("字符串缺少右引号", "The string has no closing quote", line, column)
    if source.startswith("/*", position):
        return FeelSyntaxError("注释没有结束", "The comment is not closed", line, column)
    hint = _HINTS.get(char)
    if hint is not None:
        return FeelSyntaxError(f"{char}:{hint[0]}", f"{char}: {hint[1]}", line, column)
    return FeelSyntaxError(f"无法识别的字符 {char}", f"Unexpected character {char}", line, column)
