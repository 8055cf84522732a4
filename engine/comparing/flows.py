"""Processes by element: which came and went, and which properties of those that stayed differ."""

from __future__ import annotations

from collections.abc import Mapping

from engine.comparing import properties
from engine.comparing.changes import Change, Group, Kind, Property, became, differing, plain
from engine.comparing.words import KINDS, named
from engine.model.nodes import NO_TEXT, Diagram, Flow, Node, ProcessModel, Text


def compare_flows(before: Mapping[str, Diagram], after: Mapping[str, Diagram]) -> list[Change]:
    """Changes of every process of the diagrams."""
    old = {name: (path, m) for path, d in before.items() for name, m in d.processes.items()}
    new = {name: (path, m) for path, d in after.items() for name, m in d.processes.items()}
    found: list[Change] = []
    for name in dict.fromkeys((*old, *new)):
        if name not in old:
            found.append(_process(Kind.ADDED, *new[name]))
        elif name not in new:
            found.append(_process(Kind.REMOVED, *old[name]))
        else:
            found += _Processes(new[name][0], old[name][1], new[name][1]).changes()
    return found


def _process(kind: Kind, file: str, model: ProcessModel) -> Change:
    zh, en = ("新增", "is new") if kind is Kind.ADDED else ("删除", "was removed")
    name = model.name
    text = Text(f"{zh}流程“{name.zh or model.id}”", f"The process {name.en or model.id} {en}")
    return Change(Group.FLOW, kind, text, file=file, process=model.id)


class _Processes:
    def __init__(self, file: str, before: ProcessModel, after: ProcessModel) -> None:
        self.file = file
        self.before = before
        self.after = after

    def changes(self) -> list[Change]:
        old, new = self.before, self.after
        found: list[Change] = []
        name = Text(old.name.zh or old.id, old.name.en or old.id)
        found += differing(
            _named(old.name), _named(new.name), lambda a, b: self._property("", name, a, b)
        )
        for node in (each for each in old.nodes if each.id not in new.by_id):
            found.append(self._node(Kind.REMOVED, node))
        for node in (each for each in new.nodes if each.id not in old.by_id):
            found.append(self._node(Kind.ADDED, node))
        for node in (each for each in new.nodes if each.id in old.by_id):
            found += self._properties_of_node(old.node(node.id), node)
        found += self._flows()
        return found

    def _node(self, kind: Kind, node: Node) -> Change:
        zh, en = ("新增", "is new") if kind is Kind.ADDED else ("删除", "was removed")
        name, sort = _name(node), KINDS[node.kind]
        text = Text(f"{zh}{sort.zh}“{name.zh}”", f"The {sort.en} {name.en} {en}")
        there = (name, NO_TEXT) if kind is Kind.REMOVED else (NO_TEXT, name)
        return Change(Group.FLOW, kind, text, self.file, self.after.id, node.id, "", name, *there)

    def _properties_of_node(self, old: Node, new: Node) -> list[Change]:
        before = properties.of_node(old, self.before)
        after = properties.of_node(new, self.after)
        name = _name(new)
        return differing(before, after, lambda a, b: self._property(new.id, name, a, b))

    def _flows(self) -> list[Change]:
        old = {flow.id: flow for flow in self.before.flows}
        new = {flow.id: flow for flow in self.after.flows}
        found = [
            self._flow(Kind.REMOVED, flow, self.before)
            for name, flow in old.items()
            if name not in new
        ]
        found += [
            self._flow(Kind.ADDED, flow, self.after)
            for name, flow in new.items()
            if name not in old
        ]
        for name, flow in new.items():
            if name in old:
                before = properties.of_flow(old[name], self.before)
                after = properties.of_flow(flow, self.after)
                called = _route(flow, self.after)
                found += differing(
                    before,
                    after,
                    lambda a, b, id=name, called=called: self._property(  # type: ignore[misc]
                        id, called, a, b
                    ),
                )
        return found

    def _flow(self, kind: Kind, flow: Flow, model: ProcessModel) -> Change:
        zh, en = ("新增", "is new") if kind is Kind.ADDED else ("删除", "was removed")
        name = _route(flow, model)
        condition = f"：{flow.condition.source}" if flow.condition else ""
        text = Text(f"{zh}顺序流“{name.zh}”{condition}", f"The flow {name.en} {en}")
        there = (name, NO_TEXT) if kind is Kind.REMOVED else (NO_TEXT, name)
        return Change(Group.FLOW, kind, text, self.file, model.id, flow.id, "", name, *there)

    def _property(self, element: str, name: Text, old: Property, new: Property) -> Change:
        kind = Kind.CHANGED
        if not old.value.zh or not new.value.zh:
            kind = Kind.REMOVED if old.value.zh else Kind.ADDED
        return Change(
            Group.PROPERTY,
            kind,
            became(name, old, new),
            self.file,
            self.after.id,
            element,
            new.id,
            new.label,
            old.value,
            new.value,
        )


def _named(name: Text) -> dict[str, Property]:
    found = (
        Property("name.zh", Text("名称", "Chinese name"), plain(name.zh)),
        Property("name.en", Text("英文名称", "English name"), plain(name.en)),
    )
    return {each.id: each for each in found if each.value.zh}


def _name(node: Node) -> Text:
    return named(node.name, node.id)


def _route(flow: Flow, model: ProcessModel) -> Text:
    """审查 → 报销条件."""
    source, target = _name(model.nodes[flow.source]), _name(model.nodes[flow.target])
    return Text(f"{source.zh} → {target.zh}", f"{source.en} → {target.en}")
