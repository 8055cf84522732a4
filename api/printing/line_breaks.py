"""Where lines of Chinese text break (避头尾): no mark begins a line that must not, none ends one.

Words and figures of other scripts stay whole. Source: GB/T 15834, 5.1; CLREQ, 3.1.3.
"""

from collections.abc import Callable, Iterator
from typing import Final

#: Must not begin a line.
NOT_FIRST: Final = frozenset("，。、；：？！）》〉」』】〕”’％%·—…,.;:?!)]}元角分")
#: Must not end a line.
NOT_LAST: Final = frozenset("（《〈「『【〔“‘￥¥([{")

Measure = Callable[[str], float]


def lines_of(text: str, width: float, measure: Measure) -> list[str]:
    """The text in lines no wider than `width`; line ends that people typed are kept.

    A piece that is wider than a line by itself is cut.
    """
    found: list[str] = []
    for paragraph in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        found += _paragraph(paragraph.replace("\t", " ").rstrip(), width, measure)
    return found


def _paragraph(text: str, width: float, measure: Measure) -> list[str]:
    lines: list[str] = []
    line, used = "", 0.0
    for piece in _pieces(text):
        for part in _fitting(piece, width, measure):
            wide = measure(part)
            if line and used + measure(part.rstrip()) > width:
                lines.append(line.rstrip())
                line, used = "", 0.0
                part = part.lstrip()
                wide = measure(part)
            line += part
            used += wide
    return [*lines, line.rstrip()]


def _pieces(text: str) -> Iterator[str]:
    """What stays together: words, and characters with the marks that may not leave them."""
    piece = ""
    for position, character in enumerate(text):
        before = text[position - 1] if position else ""
        together = bool(piece) and (
            character in NOT_FIRST
            or before in NOT_LAST
            or (_is_word(character) and _is_word(before))
            or character == " "
        )
        if piece and not together:
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _is_word(character: str) -> bool:
    return character.isascii() and not character.isspace() and character.isprintable()


def _fitting(piece: str, width: float, measure: Measure) -> Iterator[str]:
    while len(piece) > 1 and measure(piece.rstrip()) > width:
        cut = next(
            (n for n in range(len(piece) - 1, 0, -1) if measure(piece[:n]) <= width),
            1,
        )
        yield piece[:cut]
        piece = piece[cut:]
    yield piece
