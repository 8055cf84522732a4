"""The font of printed sheets: Noto Serif SC (SIL Open Font License), embedded as a subset.

It has every character of the basic block and of extension A of GB 18030, and the 442 beyond them
that names need most. What it has not is printed as its code point, 〔U+20BB7〕, so that nothing is
lost and nothing looks like something else.
"""

from functools import lru_cache
from pathlib import Path
from typing import Final

import pylopdf_fonts_zh_cn
from fontTools.ttLib import TTFont

FAMILY: Final = "song"


def font_path() -> Path:
    return Path(pylopdf_fonts_zh_cn.serif_path())


@lru_cache(maxsize=1)
def _known() -> frozenset[int]:
    with TTFont(font_path(), lazy=True) as font:
        return frozenset(font.getBestCmap())


def printable(text: str) -> str:
    """The text with every character that the font lacks written as its code point.

    Control characters other than line ends and tabs are left out.
    """
    known = _known()
    return "".join(
        character if ord(character) in known or character in "\n\t" else _stand_in(character)
        for character in text
    )


def _stand_in(character: str) -> str:
    return f"〔U+{ord(character):04X}〕" if character.isprintable() else ""
