"""A boxed context: named entries, each seeing those before it; perhaps with a result."""

from dataclasses import dataclass

from engine.dmn.evaluation import Frame
from engine.dmn.logic.boxed import Boxed, value_of
from engine.dmn.places import Place
from engine.dmn.types import FeelType
from engine.feel import Value


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a context; without a name it is the result."""

    name: str | None
    type: FeelType | None
    value: Boxed


@dataclass(frozen=True, slots=True)
class Context:
    """Source: DMN 1.5, clause 7.3.9 and 10.2.1.4 (boxed context)."""

    place: Place
    entries: tuple[Entry, ...]
    type: FeelType | None = None
    tag: str = "context"

    def evaluate(self, frame: Frame) -> Value:
        """The result entry's value if there is one, else a context of all entries."""
        found: dict[str, Value] = {}
        scope = dict(frame.scope)
        inner = Frame(scope, frame.run)
        for entry in self.entries:
            value = value_of(entry.value, inner)
            if entry.name is None:
                return value
            value = frame.run.fitted(value, entry.type, entry.value.place, entry.name)
            found[entry.name] = scope[entry.name] = value
        return found
