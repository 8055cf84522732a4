"""Known names: which sequence of tokens is one name (DMN 1.5, clause 10.3.1.2, rules 27 to 31).

`net-income` is a difference, unless a name of that spelling is known; the longest known name wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


class KnownNames:
    """Names by their first token, in nested frames. Single words need no entry."""

    def __init__(self, *groups: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, int, str]]] = {}
        self._frames: list[list[str]] = []
        for group in groups:
            for name in group:
                self._add(name)

    def push(self, names: Iterable[str] = ()) -> None:
        """Open a frame of local names."""
        self._frames.append([])
        for name in names:
            self.declare(name)

    def declare(self, name: str) -> None:
        """Add a local name to the innermost frame."""
        first = self._add(name)
        if first is not None and self._frames:
            self._frames[-1].append(first)

    def pop(self) -> None:
        """Forget the innermost frame."""
        for first in reversed(self._frames.pop()):
            self._by_first[first].pop(0)

    def _add(self, name: str) -> str | None:
        tokens = _tokens_of(name)
        if not tokens or (len(tokens) == 1 and tokens[0].text not in KEYWORDS):
            return None
        first = tokens[0].text
        self._by_first.setdefault(first, []).insert(0, (spelled(tokens), len(tokens), name))
        return first

    def longest(self, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
        """The longest known name that starts at a token, and its number of tokens."""
        best: tuple[str, int] | None = None
        for spelling, size, name in self._by_first.get(tokens[at].text, ()):
            longer = best is None or size > best[1]
            if longer and at + size < len(tokens) and spelled(tokens[at : at + size]) == spelling:
                best = (name, size)
        return best
