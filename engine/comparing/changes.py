"""A difference in words, and how differences are told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engine.model.nodes import NO_TEXT, Text


class Group(StrEnum):
    """Where people look for a difference; in the order in which they are listed."""

    FLOW = "flow"  #: steps and flows that came or went
    PROPERTY = "property"  #: of a step or flow that stayed
    TABLE = "table"  #: decision tables, by row
    FORM = "form"  #: forms, by field
    FILE = "file"  #: scenarios and others
    LAYOUT = "layout"  #: only the drawing


class Kind(StrEnum):
    """What happened to the thing."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `before` and `after` are what is shown side by side; empty: nothing."""

    group: Group
    kind: Kind
    text: Text  #: one sentence
    file: str = ""
    process: str = ""  #: of an element
    element: str = ""  #: id of the step, flow, decision, form
    what: str = ""  #: property, row id or field; empty: the whole
    label: Text = NO_TEXT  #: what the property, row or field is called
    before: Text = NO_TEXT
    after: Text = NO_TEXT
    details: tuple[tuple[Text, str, str], ...] = ()  #: cells of a row: label, before, after


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences between two versions, grouped; layout apart."""

    before: str  #: content hash; empty where there is none
    after: str
    changes: tuple[Change, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)  #: by group

    @classmethod
    def of(cls, before: str, after: str, changes: list[Change]) -> Comparison:
        order = {group: number for number, group in enumerate(Group)}
        listed = tuple(sorted(changes, key=lambda each: order[each.group]))
        counts = {str(group): sum(c.group is group for c in listed) for group in Group}
        return cls(before, after, listed, counts)

    def elements(self) -> frozenset[tuple[str, str]]:
        """(process, element) of every step whose flow or properties differ."""
        return frozenset(
            (each.process, each.element)
            for each in self.changes
            if each.element and each.group in (Group.FLOW, Group.PROPERTY)
        )


@dataclass(frozen=True, slots=True)
class Property:
    """A property of something: its id, what it is called, its value as text."""

    id: str
    label: Text
    value: Text
    unit: Text = NO_TEXT


def differing(
    before: Mapping[str, Property],
    after: Mapping[str, Property],
    tell: Callable[[Property, Property], Change],
) -> list[Change]:
    """One change for each property whose value differs; empty stands for not there."""
    found = []
    for name in dict.fromkeys((*before, *after)):
        here, there = before.get(name), after.get(name)
        either = here or there
        assert either is not None
        here = here or Property(name, either.label, NO_TEXT, either.unit)
        there = there or Property(name, either.label, NO_TEXT, either.unit)
        if here.value != there.value:
            found.append(tell(here, there))
    return found


def plain(value: str) -> Text:
    """A value that reads the same in both languages."""
    return Text(value, value) if value else NO_TEXT


def became(name: Text, here: Property, there: Property) -> Text:
    """“审查”的期限由5个工作日改为3个工作日 · Review: the limit went from 5 to 3 …."""
    old_zh, new_zh = here.value.zh + here.unit.zh, there.value.zh + there.unit.zh
    old_en = f"{here.value.en} {here.unit.en}".strip()
    new_en = f"{there.value.en} {there.unit.en}".strip()
    zh, en = here.label.zh, here.label.en
    if not here.value.zh:
        return Text(
            f"“{name.zh}”新增{zh}：{new_zh}", f"{name.en or name.zh}: {en} is new: {new_en}"
        )
    if not there.value.zh:
        return Text(
            f"“{name.zh}”不再有{zh}（原为{old_zh}）",
            f"{name.en or name.zh}: no {en} any more (was {old_en})",
        )
    return Text(
        f"“{name.zh}”的{zh}由{old_zh}改为{new_zh}",
        f"{name.en or name.zh}: {en} went from {old_en} to {new_en}",
    )
