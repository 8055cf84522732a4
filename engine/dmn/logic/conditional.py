"""A boxed conditional: if, then, else."""

from dataclasses import dataclass

from engine.dmn.evaluation import Frame
from engine.dmn.logic.boxed import Boxed, check_boolean, value_of
from engine.dmn.places import Place
from engine.dmn.types import FeelType
from engine.feel import Value


@dataclass(frozen=True, slots=True)
class Conditional:
    """Source: DMN 1.5, clause 10.2.1.10; null takes the else branch, as in FEEL."""

    place: Place
    condition: Boxed
    then: Boxed
    otherwise: Boxed
    type: FeelType | None = None
    tag: str = "conditional"

    def evaluate(self, frame: Frame) -> Value:
        """The value of one branch; a condition that is null is noted.

        Raises: ValueOfWrongType when the condition is a value other than true or false.
        """
        condition = value_of(self.condition, frame)
        check_boolean(condition, self.condition.place)
        if condition is None:
            frame.run.note(
                self.condition.place,
                "条件为空值，取 else 分支",
                "The condition is null; the else branch is taken",
            )
        return value_of(self.then if condition is True else self.otherwise, frame)
