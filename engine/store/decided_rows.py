"""Which rows of decision tables decided a case, as words by which it is found.

A row is a word of its own (`#dt-09#3`) among the search words of the case; no name begins with the
sign, so nothing else is found by it. A row once decided stays, whatever is decided later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from engine.model.decision_code import decision_code
from engine.store.search_words import normal

SIGN: Final = "#"
SOURCE: Final = "decided"


def rows_of(reason: Mapping[str, Any]) -> Iterator[str]:
    """The word of every row that matched, in the decision itself and in those that it needed."""
    tables = [reason.get("table"), *reason.get("inner_tables", ())]
    for table in tables:
        if not table:
            continue
        name = reason["decision_id"] if table is reason.get("table") else table["table_id"]
        for rule in table["rules"]:
            yield word_of(name, rule["number"])
    for each in reason.get("sub_decisions", ()):
        yield from rows_of(each)


def word_of(decision: str, row: int) -> str:
    return f"{beginning_of(decision)}{row}"


def beginning_of(decision: str) -> str:
    """What the words of all rows begin with; `decision` is an id (DT_09_routing) or a code."""
    return f"{SIGN}{normal(decision_code(decision))}{SIGN}"


def source_of(word: str) -> str:
    """Each row is a source of its own: what is decided later takes none away."""
    return SOURCE + word
