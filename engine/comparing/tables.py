"""Decision tables by row and column; other logic of decisions by its texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from difflib import SequenceMatcher
from typing import Any

from engine.comparing.changes import Change, Group, Kind, Property, became, differing, plain
from engine.dmn import DecisionModel
from engine.dmn.graph import DecisionNode, Key
from engine.dmn.logic.literal import Literal
from engine.dmn.tables.parts import Rule
from engine.dmn.tables.table import DecisionTable
from engine.model.nodes import Text

#: Parts of compiled logic that say nothing of their own.
_SILENT = frozenset({"place", "index", "cell", "constants", "tests", "expression", "tag", "type"})
#: Beyond it rows are matched by id and content only; pairing similar rows would cost too much.
MOST_PAIRED_ROWS = 400


def compare_tables(
    before: Mapping[str, DecisionModel], after: Mapping[str, DecisionModel]
) -> list[Change]:
    """Changes of every decision."""
    found: list[Change] = []
    for name in dict.fromkeys((*before, *after)):
        old = _decision(before.get(name), name)
        new = _decision(after.get(name), name)
        if old is None and new is not None:
            found.append(_whole(Kind.ADDED, name, new))
        elif new is None and old is not None:
            found.append(_whole(Kind.REMOVED, name, old))
        elif old is not None and new is not None:
            found += _logic(name, old, new)
    return found


def _decision(model: DecisionModel | None, name: str) -> DecisionNode | None:
    node = None if model is None else model.graph.nodes.get(Key(model.namespace, name))
    return node if isinstance(node, DecisionNode) else None


def _whole(kind: Kind, name: str, node: DecisionNode) -> Change:
    zh, en = ("新增", "is new") if kind is Kind.ADDED else ("删除", "was removed")
    text = Text(f"{zh}决策“{node.name or name}”", f"The decision {node.name or name} {en}")
    return Change(Group.TABLE, kind, text, element=name)


def _logic(name: str, old: DecisionNode, new: DecisionNode) -> list[Change]:
    if isinstance(old.logic, DecisionTable) and isinstance(new.logic, DecisionTable):
        return _Tables(name, new.name or name, old.logic, new.logic).changes()
    before, after = dict(_texts(old.logic)), dict(_texts(new.logic))
    called = Text(new.name or name, new.name or name)
    return differing(
        {key: _line(key, value) for key, value in before.items()},
        {key: _line(key, value) for key, value in after.items()},
        lambda a, b: Change(
            Group.TABLE,
            Kind.CHANGED,
            became(called, a, b),
            element=name,
            what=b.id,
            label=b.label,
            before=a.value,
            after=b.value,
        ),
    )


def _line(key: str, value: str) -> Property:
    return Property(key, Text(f"逻辑（{key}）", f"the logic ({key})"), plain(value))


def _texts(logic: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of compiled logic with the way to it."""
    if isinstance(logic, Literal):
        yield path or "text", logic.text
    elif isinstance(logic, str):
        yield path, logic
    elif isinstance(logic, Sequence):
        for number, each in enumerate(logic, start=1):
            yield from _texts(each, f"{path}.{number}".lstrip("."))
    elif is_dataclass(logic) and not isinstance(logic, type):
        for each in fields(logic):
            if each.name not in _SILENT:
                value = getattr(logic, each.name)
                yield from _texts(value, f"{path}.{each.name}".lstrip("."))


class _Tables:
    def __init__(self, id: str, name: str, before: DecisionTable, after: DecisionTable) -> None:
        self.id = id
        self.name = name
        self.before = before
        self.after = after

    def changes(self) -> list[Change]:
        called = Text(self.name, self.name)
        found = differing(
            _table_properties(self.before),
            _table_properties(self.after),
            lambda a, b: Change(
                Group.TABLE,
                Kind.CHANGED,
                became(called, a, b),
                element=self.id,
                what=b.id,
                label=b.label,
                before=a.value,
                after=b.value,
            ),
        )
        for old, new in _pairs(self.before, self.after):
            change = self._row(old, new)
            if change is not None:
                found.append(change)
        return found

    def _row(self, old: Rule | None, new: Rule | None) -> Change | None:
        if old is not None and new is not None:
            return self._changed(old, new)
        rule, table = (old, self.before) if old is not None else (new, self.after)
        assert rule is not None
        kind = Kind.REMOVED if old is not None else Kind.ADDED
        zh, en = ("删除", "was removed") if old is not None else ("新增", "is new")
        cells = _cells(rule, table)
        shown = "；".join(f"{label} {value}" for label, value in cells.items())
        removed = kind is Kind.REMOVED
        return Change(
            Group.TABLE,
            kind,
            Text(
                f"“{self.name}”{zh}第{rule.number}行：{shown}",
                f"{self.name}: row {rule.number} {en}: {shown}",
            ),
            element=self.id,
            what=rule.id or str(rule.number),
            label=Text(f"第{rule.number}行", f"row {rule.number}"),
            details=tuple(
                (Text(label, label), value if removed else "", "" if removed else value)
                for label, value in cells.items()
            ),
        )

    def _changed(self, old: Rule, new: Rule) -> Change | None:
        before, after = _cells(old, self.before), _cells(new, self.after)
        details = tuple(
            (Text(label, label), before.get(label, ""), after.get(label, ""))
            for label in dict.fromkeys((*before, *after))
            if before.get(label, "") != after.get(label, "")
        )
        if not details:
            return None
        zh = "；".join(f"{c.zh}由{a or '（空）'}改为{b or '（空）'}" for c, a, b in details)
        en = "; ".join(f"{c.en} from {a or '(none)'} to {b or '(none)'}" for c, a, b in details)
        return Change(
            Group.TABLE,
            Kind.CHANGED,
            Text(f"“{self.name}”第{new.number}行：{zh}", f"{self.name}, row {new.number}: {en}"),
            element=self.id,
            what=new.id or str(new.number),
            label=Text(f"第{new.number}行", f"row {new.number}"),
            details=details,
        )


def _table_properties(table: DecisionTable) -> dict[str, Property]:
    policy = f"{table.hit_policy.value} {table.aggregation or ''}".strip()
    columns = [f"{c.label or c.expression.text} = {c.expression.text}" for c in table.inputs]
    outputs = [c.label or c.name or "→" for c in table.outputs]
    given = [c.default.text for c in table.outputs if c.default]
    found = (
        Property("policy", Text("命中策略", "hit policy"), plain(policy)),
        Property("inputs", Text("条件列", "input columns"), plain("; ".join(columns))),
        Property("outputs", Text("结论列", "output columns"), plain("; ".join(outputs))),
        Property(
            "defaults",
            Text("默认结论", "default outputs"),
            plain("; ".join(given)),
        ),
    )
    return {each.id: each for each in found if each.value.zh}


def _cells(rule: Rule, table: DecisionTable) -> dict[str, str]:
    """Column → text; anything (`-`) is left out."""
    found: dict[str, str] = {}
    for column, condition in zip(table.inputs, rule.conditions, strict=True):
        if condition.text.strip() not in ("", "-"):
            found[_free(found, column.label or column.expression.text)] = condition.text
    for output, literal in zip(table.outputs, rule.outputs, strict=True):
        found[_free(found, output.label or output.name or "→")] = literal.text
    for heading, text in rule.annotations:
        if text:
            found[_free(found, heading or "#")] = text
    if rule.description:
        found[_free(found, "说明 description")] = rule.description
    return found


def _free(taken: Mapping[str, str], label: str) -> str:
    while label in taken:
        label += " "
    return label


def _pairs(
    before: DecisionTable, after: DecisionTable
) -> Iterator[tuple[Rule | None, Rule | None]]:
    """Rows that belong together: by id, then by equal content, then by place between these."""
    ids = {rule.id: rule for rule in before.rules if rule.id}
    by_id = {rule.number: ids[rule.id] for rule in after.rules if rule.id in ids}
    taken = {rule.number for rule in by_id.values()}
    old = [rule for rule in before.rules if rule.number not in taken]
    new = [rule for rule in after.rules if rule.number not in by_id]
    paired = dict(by_id)
    gone: list[Rule] = []
    matcher = SequenceMatcher(
        None,
        [_key(rule, before) for rule in old],
        [_key(rule, after) for rule in new],
        autojunk=False,
    )
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal" or (tag == "replace" and b - a == d - c and d - c < MOST_PAIRED_ROWS):
            paired |= {new[c + i].number: old[a + i] for i in range(b - a)}
        else:
            gone += old[a:b]
    for rule in gone:
        yield rule, None
    for rule in after.rules:
        yield paired.get(rule.number), rule


def _key(rule: Rule, table: DecisionTable) -> str:
    return repr(sorted(_cells(rule, table).items()))
