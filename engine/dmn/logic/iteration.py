"""Boxed iterators and filters: for, every, some, filter."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.dmn.errors import DmnBudgetExceeded
from engine.dmn.evaluation import Frame
from engine.dmn.logic.boxed import Boxed, check_boolean, value_of
from engine.dmn.places import Place
from engine.dmn.types import FeelType
from engine.feel import Value, compile_expression

#: FEEL decides what may be iterated: lists, ranges of numbers and dates, a single value.
_ITEMS = compile_expression("for element in source return element", names=("source", "element"))
_QUANTIFIERS = {
    "some": compile_expression("some answer in answers satisfies answer", names=("answers",)),
    "every": compile_expression("every answer in answers satisfies answer", names=("answers",)),
}

#: Steps for each item of `partial`, which is copied and looked through in every pass.
_COPIED = 8


def _items(source: Boxed, frame: Frame, place: Place) -> list[Value] | None:
    value = value_of(source, frame)
    items = frame.run.feel(_ITEMS, {"source": value}, place)
    if not isinstance(items, list):
        return None
    limit = frame.run.limits.iterations
    if len(items) > limit:
        raise DmnBudgetExceeded(
            f"循环超过 {limit} 次", f"The iteration has more than {limit} passes", place
        )
    return items


@dataclass(frozen=True, slots=True)
class For:
    """Source: DMN 1.5, clause 10.2.1.11 (boxed iterator); `partial` holds the results so far."""

    place: Place
    variable: str
    source: Boxed
    body: Boxed
    #: Whether the body speaks of `partial`; copying it for nothing would take quadratic time.
    uses_partial: bool = False
    type: FeelType | None = None
    tag: str = "for"

    def evaluate(self, frame: Frame) -> Value:
        """The list of results; null when there is nothing to iterate over."""
        items = _items(self.source, frame, self.place)
        if items is None:
            return None
        results: list[Value] = []
        for item in items:
            names: dict[str, Value] = {self.variable: item}
            if self.uses_partial:
                frame.run.pay(_COPIED * len(results), self.place)
                names["partial"] = list(results)
            results.append(value_of(self.body, frame.plus(names)))
        return results


@dataclass(frozen=True, slots=True)
class Quantified:
    """`every` or `some`. Source: DMN 1.5, clause 10.2.1.12; three-valued as in FEEL."""

    place: Place
    tag: str
    variable: str
    source: Boxed
    condition: Boxed
    type: FeelType | None = None

    def evaluate(self, frame: Frame) -> Value:
        """True, false, or null when an answer that would matter is null.

        Raises: ValueOfWrongType when an answer is a value other than true or false.
        """
        items = _items(self.source, frame, self.place)
        if items is None:
            return None
        answers = [value_of(self.condition, frame.plus({self.variable: item})) for item in items]
        for one in answers:
            check_boolean(one, self.condition.place)
        return frame.run.feel(_QUANTIFIERS[self.tag], {"answers": answers}, self.place)


@dataclass(frozen=True, slots=True)
class Filter:
    """Source: DMN 1.5, clause 10.2.1.13 (boxed filter)."""

    place: Place
    source: Boxed
    condition: Boxed
    type: FeelType | None = None
    tag: str = "filter"

    def evaluate(self, frame: Frame) -> Value:
        """The list of items that match, also when it is empty or of one item.

        Raises: ValueOfWrongType when the condition gives something else than a boolean.
        """
        items = _items(self.source, frame, self.place)
        if items is None:
            return None
        return list(self._matching(items, frame))

    def _matching(self, items: list[Value], frame: Frame) -> Iterator[Value]:
        for item in items:
            members = item if isinstance(item, Mapping) else {}
            answer = value_of(self.condition, frame.plus({**members, "item": item}))
            check_boolean(answer, self.condition.place)
            if answer is True:
                yield item
