"""Hit policies: what the rules that match make of their outputs (命中策略).

Source: DMN 1.5, clauses 8.2.10 (hit policy) and 8.2.11 (default output values).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from engine.dmn.errors import RulesDisagree, RulesOverlap
from engine.dmn.evaluation import Evaluation
from engine.dmn.places import Place
from engine.feel import Value, compile_expression


class HitPolicy(Enum):
    """As the attribute `hitPolicy` writes them."""

    UNIQUE = "UNIQUE"
    ANY = "ANY"
    FIRST = "FIRST"
    PRIORITY = "PRIORITY"
    RULE_ORDER = "RULE ORDER"
    OUTPUT_ORDER = "OUTPUT ORDER"
    COLLECT = "COLLECT"

    @property
    def single(self) -> bool:
        """Whether one rule gives the result."""
        return self in (HitPolicy.UNIQUE, HitPolicy.ANY, HitPolicy.FIRST, HitPolicy.PRIORITY)


AGGREGATIONS = {
    "SUM": compile_expression("sum(outputs)", names=["outputs"]),
    "MIN": compile_expression("min(outputs)", names=["outputs"]),
    "MAX": compile_expression("max(outputs)", names=["outputs"]),
    "COUNT": compile_expression("count(outputs)", names=["outputs"]),
}
_EQUAL = compile_expression("first = second", names=["first", "second"])


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that matched, with its output."""

    #: Counted from 1.
    number: int
    output: Value
    #: Rank of the output, the lower the earlier; empty without priorities.
    rank: tuple[int, ...]


def check_unique(rules: Sequence[int], place: Place) -> None:
    """Raises: RulesOverlap when several rules match; their outputs need not be known."""
    if len(rules) > 1:
        raise RulesOverlap(tuple(rules), place)


def chosen(policy: HitPolicy, hits: Sequence[Hit], run: Evaluation, place: Place) -> list[Hit]:
    """Return the hits that make the result, in its order; `hits` is not empty.

    Raises: RulesDisagree.
    """
    return list(_CHOICES[policy](hits, run, place))


def _all(hits: Sequence[Hit], run: Evaluation, place: Place) -> Sequence[Hit]:
    return hits


def _first(hits: Sequence[Hit], run: Evaluation, place: Place) -> Sequence[Hit]:
    return hits[:1]


def _agreeing(hits: Sequence[Hit], run: Evaluation, place: Place) -> Sequence[Hit]:
    for hit in hits[1:]:
        pair: Mapping[str, Value] = {"first": hits[0].output, "second": hit.output}
        if run.feel(_EQUAL, pair, place) is not True:
            raise RulesDisagree(tuple(hit.number for hit in hits), place)
    return hits


def _by_rank(hits: Sequence[Hit], run: Evaluation, place: Place) -> Sequence[Hit]:
    return sorted(hits, key=lambda hit: hit.rank)  # stable: equal ranks stay in rule order


def _best(hits: Sequence[Hit], run: Evaluation, place: Place) -> Sequence[Hit]:
    return _by_rank(hits, run, place)[:1]


_Choice = Callable[[Sequence[Hit], Evaluation, Place], Sequence[Hit]]
_CHOICES: dict[HitPolicy, _Choice] = {
    HitPolicy.UNIQUE: _first,
    HitPolicy.ANY: _agreeing,
    HitPolicy.FIRST: _first,
    HitPolicy.PRIORITY: _best,
    HitPolicy.RULE_ORDER: _all,
    HitPolicy.OUTPUT_ORDER: _by_rank,
    HitPolicy.COLLECT: _all,
}
