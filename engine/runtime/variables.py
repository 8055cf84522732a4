"""Variables of a case by scope, and the view of them that an expression gets.

A scope is an element instance; its number is the scope's number. Values are kept as tagged JSON,
the form in which the journal and the tables hold them, and decoded when an expression asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from engine.feel import Value, from_tagged


class Variables:
    """Tagged values by scope number and name."""

    __slots__ = ("_scopes",)

    def __init__(self, rows: Mapping[int, Mapping[str, Any]] | None = None) -> None:
        self._scopes: dict[int, dict[str, Any]] = {
            scope: dict(values) for scope, values in (rows or {}).items()
        }

    def of(self, scope: int) -> Mapping[str, Any]:
        """The scope's own variables, tagged; empty when it has none."""
        return self._scopes.get(scope, {})

    def has(self, scope: int, name: str) -> bool:
        """Whether the scope itself holds the name."""
        values = self._scopes.get(scope)
        return values is not None and name in values

    def set(self, scope: int, values: Mapping[str, Any]) -> None:
        """Overwrite or add; only `apply` calls this."""
        self._scopes.setdefault(scope, {}).update(values)

    def drop(self, scope: int) -> None:
        """Forget a scope that is gone; only `apply` calls this."""
        self._scopes.pop(scope, None)

    def rows(self) -> dict[int, dict[str, Any]]:
        """A copy of everything, by scope."""
        return {scope: dict(values) for scope, values in self._scopes.items() if values}


class ScopeView(Mapping[str, Value]):
    """What an expression sees: the scopes from the inside out, then the names of the engine.

    `chain` lists scope numbers from the innermost to the process instance; `implied` holds names
    that are no variables (`case`, loop counters), each made only when asked for, and gives way to
    a variable of the same name.
    """

    __slots__ = ("_chain", "_implied", "_variables")

    def __init__(
        self,
        variables: Variables,
        chain: tuple[int, ...],
        implied: Mapping[str, Callable[[], Value]],
    ) -> None:
        self._variables = variables
        self._chain = chain
        self._implied = implied

    def __getitem__(self, name: str) -> Value:
        for scope in self._chain:
            values = self._variables.of(scope)
            if name in values:
                value: Value = from_tagged(values[name])
                return value
        return self._implied[name]()

    def __iter__(self) -> Iterator[str]:
        seen: dict[str, None] = {}
        for scope in self._chain:
            seen.update(dict.fromkeys(self._variables.of(scope)))
        seen.update(dict.fromkeys(self._implied))
        return iter(seen)

    def __len__(self) -> int:
        return sum(1 for _name in self)
