"""A literal expression: one FEEL text."""

from dataclasses import dataclass

from engine.dmn.evaluation import Frame
from engine.dmn.places import Place
from engine.dmn.types import FeelType
from engine.feel import Expression, Value


@dataclass(frozen=True, slots=True)
class Literal:
    """Source: DMN 1.5, clause 7.3.6 (literal expression)."""

    place: Place
    text: str
    #: None when the text could not be compiled and the reading was not strict: the value is null.
    expression: Expression | None
    type: FeelType | None = None
    tag: str = "literalExpression"

    def evaluate(self, frame: Frame) -> Value:
        """Its value; null, with a note, for a text that could not be compiled."""
        if self.expression is None:
            frame.run.note(
                self.place,
                f"表达式“{self.text}”有错误，结果为空值",
                f'The expression "{self.text}" is faulty, its value is null',
            )
            return None
        return frame.run.feel(self.expression, frame.scope, self.place)
