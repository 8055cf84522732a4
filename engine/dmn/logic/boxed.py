"""What all boxed expressions have in common."""

from typing import Protocol

from engine.dmn.errors import ValueOfWrongType
from engine.dmn.evaluation import Frame, shown_value
from engine.dmn.places import Place
from engine.dmn.types import FeelType
from engine.feel import Value


class Boxed(Protocol):
    """A compiled boxed expression; immutable, evaluated in any number of threads at once."""

    @property
    def place(self) -> Place:
        """Where it stands in the model."""

    @property
    def tag(self) -> str:
        """Its element, e.g. `decisionTable`."""

    @property
    def type(self) -> FeelType | None:
        """The type the model declares for its value."""

    def evaluate(self, frame: Frame) -> Value:
        """Its value, before conversion to the declared type."""


def value_of(boxed: Boxed, frame: Frame) -> Value:
    """Return the value, converted to the declared type.

    Raises: DmnError.
    """
    value = boxed.evaluate(frame)
    return frame.run.fitted(value, boxed.type, boxed.place, boxed.tag)


def check_boolean(value: Value, place: Place) -> None:
    """Raises: ValueOfWrongType for an answer that is neither true, false nor null."""
    if value is not None and not isinstance(value, bool):
        raise ValueOfWrongType(
            f"条件的结果 {shown_value(value)} 不是布尔值",
            f"The condition gives {shown_value(value)}, which is neither true nor false",
            place,
        )
