"""What scenarios reached of a bundle (场景覆盖): steps and flows, and the rows of its tables.

The journal is asked: elements entered, flows taken, rules that matched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from engine.comparing.words import KINDS
from engine.dmn import DecisionModel
from engine.dmn.tables.parts import Rule
from engine.model.bundle import Bundle
from engine.model.nodes import Flow, Node, ProcessModel, Text
from engine.store.decided_rows import matched


@dataclass
class Reached:
    """How often, over all entries that were added."""

    elements: dict[str, int] = field(default_factory=dict)  #: "process/element"
    flows: dict[str, int] = field(default_factory=dict)  #: "process/flow"
    rows: dict[str, int] = field(default_factory=dict)  #: "decision/number of the row"

    def add_journal(self, documents: Iterable[Mapping[str, Any]]) -> None:
        """Every entry of one case, from the first."""
        processes: dict[int, str] = {}
        for document in documents:
            for event in document.get("events", []):
                self._add(event, processes)

    def add(self, other: Mapping[str, Mapping[str, int]]) -> None:
        """What was kept of another scenario."""
        for name in ("elements", "flows", "rows"):
            for key, count in other.get(name, {}).items():
                _count(getattr(self, name), key, count)

    def document(self) -> dict[str, dict[str, int]]:
        """To be kept with the results of a scenario."""
        return {"elements": self.elements, "flows": self.flows, "rows": self.rows}

    def _add(self, event: Mapping[str, Any], processes: dict[int, str]) -> None:
        kind = event.get("type")
        if kind == "ElementEntered":
            processes[event["n"]] = event["process"]
            _count(self.elements, f"{event['process']}/{event['node']}")
        elif kind == "FlowTaken":
            _count(self.flows, f"{processes.get(event['scope'], '')}/{event['flow']}")
        elif kind == "Reasoned" and event.get("what") == "decision" and event.get("rules"):
            for name, number in matched(event["rules"]):
                _count(self.rows, f"{name}/{number}")


@dataclass(frozen=True, slots=True)
class Part:
    """Something that can be reached: an element, a flow, a row of a table."""

    id: str  #: of the element or flow; of a row its number
    name: Text
    count: int


@dataclass(frozen=True, slots=True)
class ProcessCoverage:
    process: str
    file: str
    name: Text
    elements: tuple[Part, ...]
    flows: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class TableCoverage:
    decision: str
    file: str  #: empty: of the shared bundle
    name: str
    rows: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """All that is there, with how often it was reached."""

    processes: tuple[ProcessCoverage, ...]
    tables: tuple[TableCoverage, ...]


def coverage_of(bundle: Bundle, reached: Reached, shared: Bundle | None = None) -> Coverage:
    """The bundle's own processes and tables, and the shared tables its steps call: nobody else
    has scenarios for them. Processes it calls are covered where they are drawn."""
    return Coverage(
        tuple(
            _process(path, process, reached, bundle)
            for path, diagram in sorted(bundle.diagrams.items())
            for process in diagram.processes
        ),
        tuple(_tables(bundle, shared, reached)),
    )


def _process(path: str, process: str, reached: Reached, bundle: Bundle) -> ProcessCoverage:
    model = bundle.processes[process]
    return ProcessCoverage(
        process,
        path,
        model.name,
        tuple(
            Part(node.id, _called(node), reached.elements.get(f"{process}/{node.id}", 0))
            for node in model.nodes
        ),
        tuple(
            Part(flow.id, _route(flow, model), reached.flows.get(f"{process}/{flow.id}", 0))
            for flow in model.flows
        ),
    )


def _called(node: Node) -> Text:
    """Its name, else its kind."""
    kind = KINDS[node.kind]
    return Text(node.name.zh or kind.zh, node.name.en or node.name.zh or kind.en)


def _route(flow: Flow, model: ProcessModel) -> Text:
    """From where to where, and what the flow itself is called."""
    source, target = _called(model.nodes[flow.source]), _called(model.nodes[flow.target])
    zh, en = f"{source.zh} → {target.zh}", f"{source.en} → {target.en}"
    if not flow.name.zh:
        return Text(zh, en)
    return Text(f"{zh}（{flow.name.zh}）", f"{en} ({flow.name.en or flow.name.zh})")


def _tables(bundle: Bundle, shared: Bundle | None, reached: Reached) -> Iterator[TableCoverage]:
    paths = {sha256(content).hexdigest(): path for path, content in bundle.files.items()}
    decisions = dict(bundle.decisions)
    if shared is not None and shared.key != bundle.key:
        decisions |= _called_of(shared, bundle.called_decisions)
    for decision_id, model in sorted(decisions.items()):
        table = model.decisions[decision_id].table
        if table is None:
            continue
        rows = tuple(
            Part(
                str(rule.number),
                _conditions(rule),
                reached.rows.get(f"{decision_id}/{rule.number}", 0),
            )
            for rule in table.rules
        )
        name = model.decisions[decision_id].name
        yield TableCoverage(decision_id, paths.get(model.sha256, ""), name, rows)


def _called_of(shared: Bundle, names: Iterable[str]) -> dict[str, DecisionModel]:
    """These decisions with all they need."""
    found: dict[str, DecisionModel] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        model = shared.decisions.get(name)
        if model is not None and name not in found:
            found[name] = model
            waiting += model.decisions[name].requires
    return found


def _conditions(rule: Rule) -> Text:
    """What the row asks for, column by column."""
    texts = [each.text for each in rule.conditions]
    return Text("，".join(texts), ", ".join(texts))


def _count(into: dict[str, int], key: str, count: int = 1) -> None:
    into[key] = into.get(key, 0) + count
