"""Records from the events of a case, as the journal holds them.

The events come as the JSON objects of the journal (`type` and fields), so that this package needs
nothing of the runtime.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from engine.model.nodes import Kind, Node, ProcessModel, Trigger
from engine.model.spiff.record import Act, Entry, Record

#: Activities that the second opinion sees as one task.
_LEAVES: Final = frozenset(
    {
        Kind.TASK,
        Kind.USER_TASK,
        Kind.SERVICE_TASK,
        Kind.SCRIPT_TASK,
        Kind.BUSINESS_RULE_TASK,
        Kind.SEND_TASK,
        Kind.RECEIVE_TASK,
        Kind.MANUAL_TASK,
        Kind.CALL_ACTIVITY,
    }
)
_OPEN: Final = _LEAVES | {Kind.INTERMEDIATE_CATCH_EVENT, Kind.EVENT_BASED_GATEWAY}

Event = Mapping[str, Any]


@dataclass(slots=True)
class _Instance:
    node: Node | None  #: None: a process instance
    process: str
    owner: int  #: number of the process instance
    hidden: bool  #: inside a multi-instance or looping activity


@dataclass(slots=True)
class _Draft:
    """What the present entry did to one process instance."""

    acts: list[Act] = field(default_factory=list)
    entered: list[str] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)
    conditions: dict[str, list[bool]] = field(default_factory=dict)
    ended: bool = False
    terminated: bool = False
    outside: str = ""


@dataclass(slots=True)
class _Run:
    process: str
    start: str = ""
    entries: list[Entry] = field(default_factory=list)


def records_of(
    entries: Iterable[tuple[int, Sequence[Event]]], models: Mapping[str, ProcessModel]
) -> list[Record]:
    """One record per process instance of a case, the case's own first.

    `entries` are number and events of each journal entry, in order; `models` are the processes of
    the bundles the case runs on, by id.
    """
    reader = _Reader(models)
    for number, events in entries:
        reader.entry(number, events)
    return [
        Record(run.process, run.start, tuple(run.entries))
        for run in reader.runs.values()
        if run.start
    ]


class _Reader:
    def __init__(self, models: Mapping[str, ProcessModel]) -> None:
        self._models = models
        self._instances: dict[int, _Instance] = {}
        self._drafts: dict[int, _Draft] = {}
        self._fired: set[str] = set()
        self.runs: dict[int, _Run] = {}
        self._on: Mapping[str, Callable[[Event], None]] = {
            "ElementEntered": self._entered,
            "ElementCompleted": self._completed,
            "ElementTerminated": self._terminated,
            "JoinFired": self._joined,
            "TokenWaited": self._arrived,
            "Reasoned": self._reasoned,
            "IncidentRaised": self._incident,
        }

    def entry(self, number: int, events: Sequence[Event]) -> None:
        self._drafts = {}
        for event in events:
            handler = self._on.get(event["type"])
            if handler is not None:
                handler(event)
        for owner, draft in self._drafts.items():
            run = self.runs.get(owner)
            if run is not None:
                run.entries.append(self._finished(number, owner, draft))
                if draft.ended:
                    del self._instances[owner]

    def _finished(self, number: int, owner: int, draft: _Draft) -> Entry:
        opened = [
            i.node.id
            for i in self._instances.values()
            if i.owner == owner and not i.hidden and i.node is not None and _is_open(i.node)
        ]
        return Entry(
            number=number,
            acts=tuple(draft.acts),
            entered=tuple(draft.entered),
            joined=tuple(draft.joined),
            conditions={flow: tuple(values) for flow, values in draft.conditions.items()},
            open=tuple(sorted(opened)),
            ended=draft.ended,
            terminated=draft.terminated,
            outside=draft.outside,
        )

    def _draft(self, owner: int) -> _Draft:
        return self._drafts.setdefault(owner, _Draft())

    def _entered(self, event: Event) -> None:
        n, process, node_id = event["n"], event["process"], event["node"]
        if node_id == process:
            self._instances[n] = _Instance(None, process, n, False)
            self.runs[n] = _Run(process)
            self._draft(n)
            return
        parent = self._instances[event["parent"]]
        node = self._models[process].node(node_id)
        hidden = parent.hidden or (parent.node is not None and _is_leaf(parent.node))
        self._instances[n] = _Instance(node, process, parent.owner, hidden)
        if hidden:
            return
        draft = self._draft(parent.owner)
        draft.entered.append(node_id)
        if node.kind is Kind.START_EVENT and parent.node is None:
            run = self.runs[parent.owner]
            run.start = run.start or node_id
        if node.kind is Kind.BOUNDARY_EVENT:
            draft.acts.append(Act("event", node_id))

    def _completed(self, event: Event) -> None:
        instance = self._instances[event["n"]]
        draft = self._draft(instance.owner)
        if instance.node is None:
            draft.ended = True
            return
        del self._instances[event["n"]]
        if instance.hidden:
            return
        act = self._act(instance.node, instance.process)
        if act is not None:
            draft.acts.append(act)

    def _act(self, node: Node, process: str) -> Act | None:
        if node.kind is Kind.INTERMEDIATE_CATCH_EVENT:
            is_link = node.event is not None and node.event.trigger is Trigger.LINK
            return None if is_link else Act("event", node.id)
        if not _is_leaf(node):
            return None
        model = self._models[process]
        sources = (model.nodes[model.flows[flow].source] for flow in node.incoming)
        if any(source.kind is Kind.EVENT_BASED_GATEWAY for source in sources):
            return Act("event", node.id)
        return Act("complete", node.id)

    def _terminated(self, event: Event) -> None:
        instance = self._instances.pop(event["n"])
        if instance.node is None:
            self._drafts.pop(event["n"], None)
            return
        if not instance.hidden:
            self._draft(instance.owner).terminated = True

    def _joined(self, event: Event) -> None:
        name = self._join(event["flows"][0], event["scope"])
        if name:
            self._fired.add(name)
            self._draft(self._instances[event["scope"]].owner).joined.append(name)

    def _arrived(self, event: Event) -> None:
        """SpiffWorkflow fires a join in its second round as soon as one token is there."""
        name = self._join(event["flow"], event["scope"])
        if name in self._fired:
            self._draft(self._instances[event["scope"]].owner).joined.append(name)

    def _join(self, flow: str, scope_number: int) -> str:
        """The join a flow leads to, in its scope; empty where the second opinion does not look.

        A sub-process that is entered again begins with empty joins, hence the number.
        """
        scope = self._instances[scope_number]
        if scope.hidden or (scope.node is not None and _is_leaf(scope.node)):
            return ""
        model = self._models[scope.process]
        gateway = model.nodes[model.flows[model.flow_by_id[flow]].target]
        return f"{gateway.id}@{scope_number}"

    def _reasoned(self, event: Event) -> None:
        instance = self._instances.get(event["n"])
        if instance is None or instance.hidden or event["what"] != "condition":
            return
        values = self._draft(instance.owner).conditions.setdefault(event["subject"], [])
        values.append(event.get("result") is True)

    def _incident(self, event: Event) -> None:
        instance = self._instances.get(event["n"])
        if instance is not None:
            self._draft(instance.owner).outside = "incident"


def _is_leaf(node: Node) -> bool:
    """Whether the second opinion sees it as one task, with nothing inside."""
    return node.kind in _LEAVES or (node.kind is Kind.SUB_PROCESS and node.loop is not None)


def _is_open(node: Node) -> bool:
    """Whether its instance is open work, not a scope or a token on its way."""
    if node.kind is Kind.INTERMEDIATE_CATCH_EVENT:
        return node.event is not None and node.event.trigger is not Trigger.LINK
    return node.kind in _OPEN or _is_leaf(node)
