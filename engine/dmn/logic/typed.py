"""An expression whose place in the model declares a type of its own."""

from dataclasses import dataclass

from engine.dmn.evaluation import Frame
from engine.dmn.logic.boxed import Boxed, value_of
from engine.dmn.places import Place
from engine.dmn.types import FeelType
from engine.feel import Value


@dataclass(frozen=True, slots=True)
class Typed:
    """The `in` of an iterator or filter with a `typeRef`."""

    place: Place
    inner: Boxed
    type: FeelType | None
    tag: str = "in"

    def evaluate(self, frame: Frame) -> Value:
        """The value of the expression inside."""
        return value_of(self.inner, frame)
