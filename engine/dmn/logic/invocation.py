"""A boxed invocation: a function called with named bindings."""

from dataclasses import dataclass

from engine.dmn.errors import ExpressionFailed
from engine.dmn.evaluation import Frame
from engine.dmn.logic.boxed import Boxed, value_of
from engine.dmn.places import Place
from engine.dmn.types import FeelType
from engine.feel import Expression, FeelFunction, Value, compile_expression

_MOST_ARGUMENTS = 40


def _call_with(count: int) -> Expression:
    arguments = [f"a{number}" for number in range(count)]
    text = f"called({', '.join(arguments)})"
    return compile_expression(text, names=["called", *arguments])


#: FEEL calls with 0, 1, 2 … arguments: any kind of function value is called by the language itself.
_CALLS = tuple(_call_with(count) for count in range(_MOST_ARGUMENTS + 1))


@dataclass(frozen=True, slots=True)
class Binding:
    """One parameter and the expression that gives its argument; none gives null."""

    name: str
    type: FeelType | None
    value: Boxed | None


@dataclass(frozen=True, slots=True)
class Invocation:
    """Source: DMN 1.5, clauses 7.3.8 and 10.2.1.6 (invocation)."""

    place: Place
    called: Boxed
    bindings: tuple[Binding, ...]
    type: FeelType | None = None
    tag: str = "invocation"

    def evaluate(self, frame: Frame) -> Value:
        """The function's result for the bound arguments; an unbound parameter is null.

        Raises: ExpressionFailed when there is no such function or parameter.
        """
        function = value_of(self.called, frame)
        if not isinstance(function, FeelFunction):
            raise ExpressionFailed(
                "调用的对象不是函数", "What is to be invoked is no function", self.place
            )
        arguments: dict[str, Value] = {}
        for binding in self.bindings:
            value = None if binding.value is None else value_of(binding.value, frame)
            arguments[binding.name] = frame.run.fitted(
                value, binding.type, self.place, binding.name
            )
        ordered = self._ordered(function, arguments)
        scope = {f"a{number}": value for number, value in enumerate(ordered)}
        return frame.run.feel(_CALLS[len(ordered)], {"called": function, **scope}, self.place)

    def _ordered(self, function: FeelFunction, arguments: dict[str, Value]) -> list[Value]:
        names = function.parameters
        if names is None or len(names) > _MOST_ARGUMENTS:
            names = tuple(arguments)
        for name in arguments:
            if name not in names:
                raise ExpressionFailed(
                    f"函数 {function.name} 没有参数“{name}”",
                    f'The function {function.name} has no parameter "{name}"',
                    self.place,
                )
        return [arguments.get(name) for name in names]
