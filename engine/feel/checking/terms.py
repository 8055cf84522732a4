"""Types as the static check knows them: None stands for a type that is not known."""

from __future__ import annotations

from engine.feel.checking.kinds_together import SAMPLES
from engine.feel.conformance import ALIASES
from engine.feel.errors import FeelError
from engine.feel.limits import DEFAULT_LIMITS
from engine.feel.nodes import TypeOf
from engine.feel.parsing.parser import parse_type
from engine.feel.parsing.types import SIMPLE_TYPES

Type = TypeOf | None


def read_type(text: str) -> Type:
    """A type from its text; not known when it is the name of a type of the model."""
    try:
        return known_type(parse_type(text, DEFAULT_LIMITS))
    except FeelError:
        return None


def known_type(type_: TypeOf) -> Type:
    """The type under FEEL's own name; `Any` says nothing."""
    if type_.name not in SIMPLE_TYPES or type_.name == "Any":
        return None
    return TypeOf(type_.position, ALIASES.get(type_.name, type_.name), type_.inner, type_.members)


def plain(type_: Type) -> str | None:
    """The kind, for types whose operators need to know no more."""
    return type_.name if type_ is not None and type_.name in SAMPLES else None


def common(types: list[Type]) -> Type:
    """The type all have; null fits every type."""
    found = [one for one in types if one is None or one.name != "Null"]
    same = found and found[0] is not None and all(one == found[0] for one in found)
    return found[0] if same else None


def list_of(item: Type) -> Type:
    """The type of a list of such items."""
    return TypeOf(0, "list", () if item is None else (item,))


def item_of(type_: Type) -> Type:
    """Type of what a loop or filter goes through; a single value counts as a list of one."""
    if type_ is None or type_.name in SAMPLES or type_.name == "context":
        return type_
    return known_type(type_.inner[0]) if type_.name in ("list", "range") and type_.inner else None


def member_of(context: TypeOf, name: str) -> Type:
    """Type of a member; contexts may hold more than their type says."""
    for member, type_ in zip(context.members, context.inner, strict=True):
        if member == name:
            return known_type(type_)
    return None
