"""A boxed conditional: if, then, else."""

from dataclasses import dataclass

from engine.dmn.evaluation import Frame
from engine.dmn.logic.boxed import Boxed, value_of
from engine.dmn.places import Place
from engine.dmn.types import FeelType
from engine.feel import Value


@dataclass(frozen=True, slots=True)
class Conditional:
    """Source: DMN 1.5, clause 10.2.1.10; what is not true takes the else branch."""

    place: Place
    condition: Boxed
    then: Boxed
    otherwise: Boxed
    type: FeelType | None = None
    tag: str = "conditional"

    def evaluate(self, frame: Frame) -> Value:
        """The value of one branch; a condition that is no boolean is noted."""
        condition = value_of(self.condition, frame)
        if not isinstance(condition, bool):
            frame.run.note(
                self.condition.place,
                "条件既不为真也不为假，取 else 分支",
                "The condition is neither true nor false; the else branch is taken",
            )
        return value_of(self.then if condition is True else self.otherwise, frame)
