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
    return (word_of(name, number) for name, number in matched(reason))


def matched(reason: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """(decision or inner table, number of the row) of every row that matched."""
    tables = [(reason["decision_id"], reason.get("table"))]
    tables += [(table["table_id"], table) for table in reason.get("inner_tables", ())]
    for name, table in tables:
        for rule in table["rules"] if table else ():
            yield name, rule["number"]
    for each in reason.get("sub_decisions", ()):
        yield from matched(each)


def word_of(decision: str, row: int) -> str:
    return f"{beginning_of(decision)}{row}"


def beginning_of(decision: str) -> str:
    """What the words of all rows begin with; `decision` is an id (DT_09_routing) or a code."""
    return f"{SIGN}{normal(decision_code(decision))}{SIGN}"


def source_of(word: str) -> str:
    """Each row is a source of its own: what is decided later takes none away."""
    return SOURCE + word
