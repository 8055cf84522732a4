"""Functions of the model: boxed function definitions and business knowledge models."""

from dataclasses import dataclass

from engine.dmn.evaluation import Frame
from engine.dmn.logic.boxed import Boxed, value_of
from engine.dmn.places import Place
from engine.dmn.types import FeelType
from engine.feel import FeelFunction, Value


@dataclass(frozen=True, slots=True)
class Parameter:
    """A formal parameter."""

    name: str
    type: FeelType | None


@dataclass(frozen=True, slots=True)
class Function:
    """Source: DMN 1.5, clauses 7.3.7 and 10.2.1.7 (function definition).

    An argument that does not fit its type is null for the body, and so is a result for the caller,
    each with a note that says why (clause 10.3.2.9.5): a function may be there to ask just that.
    """

    place: Place
    name: str
    parameters: tuple[Parameter, ...]
    #: None for a function without a body, whose calls are null.
    body: Boxed | None
    type: FeelType | None = None
    #: Type of the result, declared on the function or on the variable of a knowledge model.
    result_type: FeelType | None = None
    tag: str = "functionDefinition"

    def evaluate(self, frame: Frame) -> Value:
        """The function as a value; it remembers the variables in reach."""

        def call(*arguments: Value) -> Value:
            with frame.run.calling(self.place):
                return self._call(frame, arguments)

        names = [parameter.name for parameter in self.parameters]
        return FeelFunction.of_host(self.name, names, call)

    def _call(self, frame: Frame, arguments: tuple[Value, ...]) -> Value:
        values: dict[str, Value] = {}
        for parameter, argument in zip(self.parameters, arguments, strict=True):
            values[parameter.name] = self._fitted(frame, argument, parameter.type, parameter.name)
        if self.body is None:
            return None
        result = value_of(self.body, frame.plus(values))
        return self._fitted(frame, result, self.result_type, self.name)

    def _fitted(self, frame: Frame, value: Value, type_: FeelType | None, what: str) -> Value:
        return frame.run.fitted_or_null(value, type_, self.place, what)
