"""What a person is found by: id, both names, 拼音 and its initials; looked up by beginnings.

A name is stored with every ending of it, so that "敏" and "min" find 赵敏 as well as "赵" and "zm"
do, by ranges of one index.
"""

import re
import unicodedata
from collections.abc import Iterable

from pypinyin import lazy_pinyin

LONGEST_TERM = 60
MOST_TERMS = 60
_WORDS = re.compile(r"[\w]+", re.UNICODE)


def terms_of(person: str, name_zh: str, name_en: str) -> frozenset[str]:
    """All terms of a person, cleaned as `cleaned` cleans what somebody types."""
    found: set[str] = set()
    syllables = [cleaned(each) for each in lazy_pinyin(name_zh)]
    found |= set(_endings(syllables))
    found.add("".join(each[:1] for each in syllables))
    zh = cleaned(name_zh)
    found |= {zh[start:] for start in range(len(zh))}
    words = _WORDS.findall(unicodedata.normalize("NFKC", name_en).lower())
    found |= set(_endings(words))
    found.add("".join(each[:1] for each in words))
    found |= {cleaned(person), *_endings(re.split(r"[._\-]+", person.lower()))}
    cut = {each[:LONGEST_TERM] for each in found if each}
    return frozenset(sorted(cut, key=lambda each: (len(each), each))[:MOST_TERMS])


def cleaned(text: str) -> str:
    """Lower case, compatibility forms, without blanks, dots and hyphens."""
    text = unicodedata.normalize("NFKC", text).lower()
    return "".join(letter for letter in text if letter.isalnum())


def _endings(parts: Iterable[str]) -> Iterable[str]:
    known = [part for part in parts if part]
    return ("".join(known[start:]) for start in range(len(known)))
