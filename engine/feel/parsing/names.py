"""Known names: which sequence of tokens is one name (DMN 1.5, clause 10.3.1.2, rules 27 to 31).

`net-income` is a difference, unless a name of that spelling is known; the longest known name wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engine.feel.errors import FeelSyntaxError
from engine.feel.scanner import Token, scan

_NAME_SYMBOLS = frozenset("-+*/.'") | {"**"}


def spelled(tokens: Sequence[Token]) -> str:
    """The name some tokens spell: one blank between words, none beside an operator."""
    text = ""
    for before, token in zip([None, *tokens], tokens, strict=False):
        wordy = before is not None and before.kind != "symbol" and token.kind != "symbol"
        text += f" {token.text}" if wordy and token.spaced else token.text
    return text


def can_continue(token: Token) -> bool:
    """Whether a token may stand inside a name."""
    return token.kind in ("word", "number") or token.text in _NAME_SYMBOLS


class KnownNames:
    """Names by their first token, longest first, in nested frames."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._frames: list[list[str]] = []
        for name in names:
            self._add(name)

    def push(self, names: Iterable[str] = ()) -> None:
        """Open a frame of local names."""
        self._frames.append([])
        for name in names:
            self.declare(name)

    def declare(self, name: str) -> None:
        """Add a local name to the innermost frame; single words need no entry."""
        first = self._add(name)
        if first is not None and self._frames:
            self._frames[-1].append(first)

    def pop(self) -> None:
        """Forget the innermost frame."""
        for first in reversed(self._frames.pop()):
            self._by_first[first].pop(0)

    def _add(self, name: str) -> str | None:
        try:
            tokens = scan(name)[:-1]
        except FeelSyntaxError:
            return None
        if not tokens or tokens[0].kind != "word" or not all(map(can_continue, tokens)):
            return None
        key = tuple(token.text for token in tokens)
        self._by_first.setdefault(key[0], []).insert(0, (key, name))
        return key[0]

    def longest(self, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
        """The longest known name that starts at a token, and its number of tokens."""
        best: tuple[str, int] | None = None
        for key, name in self._by_first.get(tokens[at].text, ()):
            size = len(key)
            if (
                (best is None or size > best[1])
                and all(
                    tokens[at + i].text == part
                    for i, part in enumerate(key[1:], 1)
                    if at + i < len(tokens)
                )
                and at + size < len(tokens)
            ):
                best = (name, size)
        return best
