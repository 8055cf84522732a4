"""How a built-in is declared: parameters as text, checked before the function is called.

`"start position: number"` is a parameter, `"length: number?"` one that may be left out or null,
`"*list: any"` the rest of the arguments. A function receives the running evaluation and one value
per parameter, already of the declared kind, and raises `NullResult` to answer null.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from engine.feel.arithmetic import at_midnight
from engine.feel.dates import FarDate
from engine.feel.durations import DaysTimeDuration, YearsMonthsDuration
from engine.feel.errors import NullResult
from engine.feel.kinds import chinese, kind_of
from engine.feel.runtime import Run
from engine.feel.times import FeelDateTime, FeelTime
from engine.feel.values import FeelFunction, Range

_TYPES: dict[str, tuple[type, ...]] = {
    "boolean": (bool,),
    "number": (Decimal,),
    "string": (str,),
    "list": (list,),
    "context": (dict,),
    "date": (date, FarDate),
    "time": (FeelTime,),
    "date and time": (FeelDateTime,),
    "date or date and time": (date, FarDate, FeelDateTime),
    "duration": (DaysTimeDuration, YearsMonthsDuration),
    "days and time duration": (DaysTimeDuration,),
    "range": (Range,),
    "function": (FeelFunction,),
    "any": (),
}
_REFUSED: Any = object()


@dataclass(frozen=True, slots=True)
class Parameter:
    """One declared parameter."""

    name: str
    kind: str
    optional: bool
    types: tuple[type, ...]

    @classmethod
    def read(cls, text: str) -> Parameter:
        name, _, kind = text.lstrip("*").partition(": ")
        optional = kind.endswith("?")
        kind = kind.rstrip("?")
        return cls(name, kind, optional, _TYPES[kind])

    def accept(self, value: Any) -> Any:
        """The value as the parameter wants it, or `_REFUSED` (clause 10.3.2.9.4)."""
        if not self.types or type(value) in self.types:
            return value
        if value is None:
            return None if self.optional else _REFUSED
        if type(value) is list and len(value) == 1 and type(value[0]) in self.types:
            return value[0]
        if self.kind == "list":
            return [value]
        if self.kind == "date and time" and type(value) in (date, FarDate):
            return at_midnight(value)
        return _REFUSED


@dataclass(frozen=True, slots=True)
class Signature:
    """One way to call a built-in."""

    parameters: tuple[Parameter, ...]
    required: int
    variadic: bool
    function: Callable[..., Any]


def signature(parameters: str, function: Callable[..., Any]) -> Signature:
    """A signature from `"string: string, start position: number, length: number?"`.

    A question mark on the only parameter lets it be null, not missing.
    """
    texts = parameters.split(", ") if parameters else []
    read = tuple(Parameter.read(text) for text in texts)
    required = sum(1 for parameter in read if not parameter.optional) or len(read[:1])
    return Signature(read, required, bool(texts) and texts[-1].startswith("*"), function)


@dataclass(frozen=True, slots=True)
class Builtin:
    """A built-in function with all its signatures."""

    name: str
    signatures: tuple[Signature, ...]
    #: not of the standard: of Camunda ("camunda") or of this product ("huiqian")
    extension: str = ""

    def as_value(self) -> FeelFunction:
        """The built-in as a value that can be handed on and called."""
        first = self.signatures[0]
        return FeelFunction(
            self.name,
            tuple(parameter.name for parameter in first.parameters),
            self.call,
            wants_run=True,
            variadic=first.variadic,
            call_named=self.call_named,
        )

    def call(self, run: Run, *arguments: Any) -> Any:
        """Call with positional arguments.

        Raises: NullResult when no signature fits or the function has no result.
        """
        run.charge(2)
        count = len(arguments)
        problem: NullResult | None = None
        for way in self.signatures:
            size = len(way.parameters)
            if count < way.required or (count > size and not way.variadic):
                continue
            accepted = []
            for index, argument in enumerate(arguments):
                parameter = way.parameters[min(index, size - 1)]
                value = parameter.accept(argument)
                if value is _REFUSED:
                    problem = problem or self._wrong_kind(parameter, argument)
                    break
                accepted.append(value)
            else:
                if count < size:
                    accepted.extend([None] * (size - count))
                return way.function(run, *accepted)
        raise problem or NullResult(
            f"{self.name} 不接受 {count} 个参数", f"{self.name} does not take {count} arguments"
        )

    def call_named(self, run: Run, named: dict[str, Any]) -> Any:
        """Call with named arguments.

        Raises: NullResult as `call`.
        """
        for way in self.signatures:
            names = [parameter.name for parameter in way.parameters]
            missing = [p.name for p in way.parameters if not p.optional and p.name not in named]
            if missing or not set(named) <= set(names):
                continue
            if way.variadic and isinstance(named[names[-1]], list):
                rest = named[names[-1]]
                return self.call(run, *[named[name] for name in names[:-1]], *rest)
            try:
                return self._with(run, way, [named.get(name) for name in names])
            except _NotThisOne:
                continue
        given = ", ".join(named)
        raise NullResult(
            f"{self.name} 不接受参数 {given}", f"{self.name} does not take the parameters {given}"
        )

    def _with(self, run: Run, way: Signature, arguments: list[Any]) -> Any:
        run.charge(2)
        accepted = [p.accept(a) for p, a in zip(way.parameters, arguments, strict=True)]
        if any(value is _REFUSED for value in accepted):
            raise _NotThisOne
        return way.function(run, *accepted)

    def _wrong_kind(self, parameter: Parameter, argument: Any) -> NullResult:
        kind = kind_of(argument)
        return NullResult(
            f"{self.name} 的参数 {parameter.name} 应为{chinese(parameter.kind)},"
            f"实际为{chinese(kind)}",
            f"{self.name}: parameter {parameter.name} should be {parameter.kind}, but is {kind}",
        )


class _NotThisOne(Exception):
    """The named arguments are of other kinds than this signature wants."""


def builtin(name: str, *ways: tuple[str, Callable[..., Any]], extension: str = "") -> Builtin:
    """A built-in from its signatures, tried in order."""
    return Builtin(name, tuple(signature(text, function) for text, function in ways), extension)
