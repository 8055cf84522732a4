"""Words a case is found by (检索词): of its number, names and search fields.

A name is kept with every ending of it, so that one range of an index finds any part: 星河科技 is
found by 星河, 河科技 and 科技, and by its 拼音 initials xhkj, hkj, kj. The words are an index: they
can be made anew from what they stand for, and nothing decides by them.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

#: Letters of a name that can be searched for; longer ones are found by what they begin with.
LONGEST_NAME: Final = 40
LONGEST_WORD: Final = 60
SHORTEST_ENDING: Final = 2

_BLANKS = re.compile(r"\s+")
_AMOUNT = re.compile(r"^[¥$]?(\d[\d,]*(?:\.\d+)?)元?$")
_IS_COUNT = re.compile(r"^0\d")  #: the end of a business number
_LATIN = re.compile(r"[0-9a-z]+")


def normal(text: str) -> str:
    """As both sides of a search are compared: NFKC, small letters, blanks made one."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", text).lower()).strip()


def number_words(number: str) -> tuple[str, ...]:
    """A business number: whole, and the count at its end."""
    whole = normal(number)[:LONGEST_WORD]
    return tuple(dict.fromkeys((whole, whole.rpartition("-")[2])))


@lru_cache(maxsize=4096)
def name_words(name: str) -> tuple[str, ...]:
    """A name, its endings, and the initials of its 汉字 with their endings."""
    whole = normal(name)[:LONGEST_NAME]
    if not whole:
        return ()
    words: dict[str, None] = {}
    if _is_chinese(whole):
        together = whole.replace(" ", "")
        letters, syllables = _pinyin(together)
        words.update(dict.fromkeys(_endings(together)))
        words.update(dict.fromkeys(_endings(letters)))
        words["".join(syllables)[:LONGEST_WORD]] = None
    else:
        words[whole] = None
        # of Latin names every word, together with what follows it
        words.update(dict.fromkeys(whole[found.start() :] for found in _LATIN.finditer(whole)))
    return tuple(words)


def value_words(value: object) -> tuple[str, ...]:
    """The value of a search field: a text as a name, a number as it is written without zeros."""
    if isinstance(value, str):
        return name_words(value)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return (plain_number(Decimal(value)),)
    return ()


def plain_number(value: Decimal) -> str:
    """27000 for 27,000.00."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text[:LONGEST_WORD]


def terms(asked: str) -> tuple[str, ...]:
    """What somebody typed, as beginnings of words; all of them must be found."""
    found: dict[str, None] = {}
    for part in normal(asked)[:200].split(" "):
        amount = _AMOUNT.match(part.replace("￥", "¥"))
        if amount is not None and not _IS_COUNT.match(part):
            try:
                part = plain_number(Decimal(amount.group(1).replace(",", "")))
            except InvalidOperation:
                continue
        if part:
            found[part[:LONGEST_NAME]] = None
    return tuple(sorted(found, key=len, reverse=True))[:5]


def range_of(term: str) -> tuple[str, str]:
    """Everything that begins with the term, byte by byte: from here, and before there."""
    ending = term
    while ending:
        last = ord(ending[-1]) + 1
        if last == 0xD800:
            last = 0xE000
        if last <= sys.maxunicode:
            return term, ending[:-1] + chr(last)
        ending = ending[:-1]
    return term, chr(sys.maxunicode)


def _endings(text: str) -> Iterator[str]:
    yield text
    for start in range(1, len(text) - SHORTEST_ENDING + 1):
        if text[start].isalnum():
            yield text[start:]


def _is_chinese(text: str) -> bool:
    return any(unicodedata.category(letter) == "Lo" for letter in text)


def _pinyin(text: str) -> tuple[str, list[str]]:
    """The initials in one text, and the syllables; what is no 汉字 stays as it is."""
    # Read on the first name and not with the module: its dictionaries are large.
    from pypinyin import Style, lazy_pinyin

    syllables = lazy_pinyin(text, style=Style.NORMAL, errors=_as_it_is)  # type: ignore[arg-type]
    return "".join(each[0] for each in syllables if each), syllables


def _as_it_is(text: str) -> list[str]:
    """One syllable for each letter; the library takes a list, its annotation forgets it."""
    return list(text)


def rows(words: Iterable[tuple[str, Iterable[str]]]) -> tuple[list[str], list[str]]:
    """(source, words) as two columns, each pair once."""
    pairs = dict.fromkeys((source, word) for source, found in words for word in found if word)
    return [source for source, _word in pairs], [word for _source, word in pairs]
