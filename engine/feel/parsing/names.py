"""Known names: which sequence of tokens is one name (DMN 1.5, clause 10.3.1.2, rules 27 to 31).

`net-income` is a difference, unless a name of that spelling is known; the longest known name wins.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from engine.feel.errors import FeelSyntaxError
from engine.feel.scanner import KEYWORDS, Token, scan

_NAME_SYMBOLS = frozenset("-+*/.'") | {"**"}


def spelled(tokens: Sequence[Token]) -> str:
    """The name some tokens spell, with one blank where the text has any."""
    rest = (f" {token.text}" if token.spaced else token.text for token in tokens[1:])
    return tokens[0].text + "".join(rest)


def can_continue(token: Token) -> bool:
    """Whether a token may stand inside a name."""
    return token.kind in ("word", "number") or token.text in _NAME_SYMBOLS


@lru_cache(maxsize=8192)
def _tokens_of(name: str) -> tuple[Token, ...]:
    """The tokens of a name; none for a text that no expression can write as a name."""
    try:
        tokens = scan(name)[:-1]
    except FeelSyntaxError:
        return ()
    if not tokens or tokens[0].kind != "word" or not all(map(can_continue, tokens)):
        return ()
    return tuple(tokens)


#: spelling, number of tokens, name
_Entry = tuple[str, int, str]


def _entry(name: str) -> tuple[str, _Entry] | None:
    """First word and entry of a name; None for a single word, which needs none."""
    tokens = _tokens_of(name)
    if not tokens or (len(tokens) == 1 and tokens[0].text not in KEYWORDS):
        return None
    return tokens[0].text, (spelled(tokens), len(tokens), name)


@lru_cache(maxsize=256)
def _by_first(names: frozenset[str]) -> dict[str, tuple[_Entry, ...]]:
    """The names of a scope by their first word. Many expressions share a scope: made once."""
    found: dict[str, list[_Entry]] = {}
    for name in sorted(names):
        known = _entry(name)
        if known is not None:
            found.setdefault(known[0], []).append(known[1])
    return {first: tuple(entries) for first, entries in found.items()}


class KnownNames:
    """Names by their first token: those of the scope, and local ones in nested frames."""

    __slots__ = ("_frames", "_local", "_scope")

    def __init__(self, names: Collection[str]) -> None:
        self._scope = _by_first(frozenset(names))
        self._local: dict[str, list[_Entry]] = {}
        self._frames: list[list[str]] = []

    def push(self, names: Iterable[str] = ()) -> None:
        """Open a frame of local names."""
        self._frames.append([])
        for name in names:
            self.declare(name)

    def declare(self, name: str) -> None:
        """Add a local name to the innermost frame."""
        known = _entry(name)
        if known is not None:
            self._local.setdefault(known[0], []).append(known[1])
            self._frames[-1].append(known[0])

    def pop(self) -> None:
        """Forget the innermost frame."""
        for first in reversed(self._frames.pop()):
            self._local[first].pop()

    def longest(self, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
        """The longest known name that starts at a token, and its number of tokens."""
        first = tokens[at].text
        best: tuple[str, int] | None = None
        for entries in (self._local.get(first), self._scope.get(first)):
            for spelling, size, name in entries or ():
                longer = best is None or size > best[1]
                fits = longer and at + size < len(tokens)
                if fits and spelled(tokens[at : at + size]) == spelling:
                    best = (name, size)
        return best
