"""The stages of a process in the order in which a case usually meets them, for people.

Diagrams name no usual way; it is taken to lead to the end with the most steps of bureaus that
cannot be passed by, corrections and other ways back left out. Called processes are told with their
own steps. Nothing here decides anything: it says what to expect 预计.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from engine.feel import Expression
from engine.model.graph import successors
from engine.model.nodes import (
    NO_TEXT,
    NONE,
    CallActivity,
    Kind,
    Node,
    ProcessModel,
    Text,
    Trigger,
    UserTask,
)

DEEPEST: Final = 10  #: calls inside calls

_SPLITS = frozenset({Kind.PARALLEL_GATEWAY, Kind.INCLUSIVE_GATEWAY})
_WAITS = frozenset({Trigger.TIMER, Trigger.MESSAGE, Trigger.SIGNAL})


@dataclass(frozen=True, slots=True)
class Stage:
    """One step that people notice: somebody's task, or a wait such as a publicity period."""

    process: str
    element: str
    name: Text
    usual: bool  #: False: only some cases come through here
    applicant: bool = False  #: asked of the applicant
    groups: tuple[str, ...] = ()  #: "<organisation kind>.<role>" where the diagram says so
    lane: Text = NO_TEXT
    limit_working_days: int | None = None
    several: bool = False  #: asked of several at once (会签)
    waits: bool = False  #: nobody works: a period passes or somebody outside is awaited
    #: the elements that belong to it, (process, element): of a wait those inside the called process
    elements: frozenset[tuple[str, str]] = frozenset()


def stages_of(models: Mapping[str, ProcessModel], process: str) -> tuple[Stage, ...]:
    """The stages of a process; processes that are called and not among `models` are left out."""
    model = models.get(process)
    return tuple(_Walk(models).process(model, 0)) if model is not None else ()


class _Walk:
    def __init__(self, models: Mapping[str, ProcessModel]) -> None:
        self._models = models
        self._known: dict[tuple[str, int], list[Stage]] = {}

    def process(self, model: ProcessModel, depth: int) -> list[Stage]:
        start = model.none_start
        if start is None or depth > DEEPEST:
            return []
        return self._scope(model, start, depth)

    def _scope(self, model: ProcessModel, start: Node, depth: int) -> list[Stage]:
        inside = {
            node.index: self._stages(model, node, depth)
            for node in model.nodes
            if node.parent == start.parent
        }
        way = _Way(model, start, {index: _weight(found) for index, found in inside.items()})
        found = []
        for index in way.indexes:
            if index in way.usual:
                found += inside[index]
            else:
                found += [replace(each, usual=False) for each in inside[index] if each.usual]
        return found

    def _stages(self, model: ProcessModel, node: Node, depth: int) -> list[Stage]:
        """What the node alone adds."""
        key = (model.id, node.index)
        if key not in self._known:
            self._known[key] = []  # a process that calls itself adds nothing more
            self._known[key] = self._of_node(model, node, depth)
        return self._known[key]

    def _of_node(self, model: ProcessModel, node: Node, depth: int) -> list[Stage]:
        match node.work:
            case UserTask():
                return [_task(model, node, node.work)]
            case CallActivity():
                called = self._models.get(node.work.process_id)
                if called is None:
                    return []
                found = self.process(called, depth + 1)
                if found and not all(each.waits for each in found):
                    return _several(found) if node.loop is not None else found
                elements = _all_elements(called)
                return [_wait(model, node, elements)] if _may_wait(called) else []
        if node.kind is Kind.SUB_PROCESS and node.start != NONE:
            found = self._scope(model, model.nodes[node.start], depth)
            return _several(found) if node.loop is not None else found
        if _awaits(node) and node.kind is not Kind.BOUNDARY_EVENT:
            return [_wait(model, node, frozenset({(model.id, node.id)}))]
        return []


class _Way:
    """The usual way from a start to the end that most steps lead to; ways back are cut away.

    What every way to that end passes is usual. Where ways part and meet again, the default flow is,
    or else the first drawn one with steps on it is told as possible; all branches of a parallel
    split are usual.
    """

    def __init__(self, model: ProcessModel, start: Node, weights: Mapping[int, int]) -> None:
        self._model, self._weights = model, weights
        self._after: dict[int, list[int]] = {}
        self._dead: set[int] = set()  # only ways back lead on from here
        self._order = self._without_ways_back(start.index)
        self._end = self._best_end(start.index)
        self.usual = self._on_every_branch(start.index)
        self.indexes = self._told(start.index)

    def _without_ways_back(self, start: int) -> list[int]:
        """Depth first without recursion; gives the nodes in topological order."""
        done: list[int] = []
        on_path: set[int] = set()
        stack: list[tuple[int, Iterator[int]]] = []

        def enter(index: int) -> None:
            self._after[index] = []
            on_path.add(index)
            stack.append((index, iter(self._following(index))))

        enter(start)
        while stack:
            index, following = stack[-1]
            for each in following:
                if each in on_path:
                    continue
                self._after[index].append(each)
                if each not in self._after:
                    enter(each)
                    break
            else:
                stack.pop()
                on_path.discard(index)
                done.append(index)
                if not self._after[index] and self._following(index):
                    self._dead.add(index)
        return done[::-1]

    def _following(self, index: int) -> list[int]:
        """Where a token goes on; what boundary events do is not the usual way."""
        node = self._model.nodes[index]
        return [each for each in successors(node, self._model.flows) if each not in node.boundary]

    def _best_end(self, start: int) -> int:
        ends = [i for i in self._order if not self._after[i] and i not in self._dead]
        if not ends:
            return start
        weights = {end: self._weigh(self._on_every_way(start, end)) for end in ends}
        return max(ends, key=lambda end: (weights[end], -end))

    def _weigh(self, indexes: Iterable[int]) -> int:
        return sum(self._weights.get(index, 0) for index in indexes)

    def _on_every_way(self, start: int, end: int) -> frozenset[int]:
        ways_to: dict[int, int] = dict.fromkeys(self._order, 0) | {start: 1}
        for index in self._order:
            for each in self._after[index]:
                ways_to[each] += ways_to[index]
        ways_on: dict[int, int] = dict.fromkeys(self._order, 0) | {end: 1}
        for index in reversed(self._order):
            for each in self._after[index]:
                ways_on[index] += ways_on[each]
        total = ways_to[end]
        return frozenset(i for i in self._order if total and ways_to[i] * ways_on[i] == total)

    def _on_every_branch(self, start: int) -> frozenset[int]:
        found = set(self._on_every_way(start, self._end))
        for index in self._order:
            if index in found and self._model.nodes[index].kind in _SPLITS:
                for branch in self._after[index]:
                    found |= self._on_every_way(branch, self._end)
        return frozenset(found)

    def _told(self, start: int) -> list[int]:
        """The usual nodes, and those of one way with steps where ways part."""
        reach = {self._end}
        for index in reversed(self._order):
            if not reach.isdisjoint(self._after[index]):
                reach.add(index)
        told, index = set(self.usual), start
        while index != self._end:
            ways = self._by_default_first(index, reach)
            if not ways:
                break
            aside = [(each, self._until_usual(each, reach)) for each in ways]
            following, passed = next((way for way in aside if self._weigh(way[1])), aside[0])
            told.update(passed)
            if index in self.usual and following == self._default(index):
                self.usual |= {*passed}
            index = passed[-1] if passed else following
        return [index for index in self._order if index in told]

    def _default(self, index: int) -> int:
        flow = self._model.nodes[index].default_flow
        return self._model.flows[flow].target if flow != NONE else NONE

    def _by_default_first(self, index: int, reach: set[int]) -> list[int]:
        default = self._default(index)
        ways = [each for each in self._after[index] if each in reach]
        return sorted(ways, key=lambda each: each != default)

    def _until_usual(self, index: int, reach: set[int]) -> list[int]:
        """The nodes from here to before the next usual one."""
        passed: list[int] = []
        while index not in self.usual:
            passed.append(index)
            index = self._by_default_first(index, reach)[0]
        return passed


def _task(model: ProcessModel, node: Node, work: UserTask) -> Stage:
    who = work.assignment
    return Stage(
        process=model.id,
        element=node.id,
        name=node.name,
        usual=True,
        applicant=who.assignee is not None and _is_applicant(who.assignee),
        groups=who.static_groups,
        lane=_lane(model, node),
        limit_working_days=work.limit_working_days,
        several=node.loop is not None,
        elements=frozenset({(model.id, node.id)}),
    )


def _is_applicant(who: Expression) -> bool:
    return who.source.strip().removeprefix("=").strip() == "case.applicant"


def _wait(model: ProcessModel, node: Node, elements: frozenset[tuple[str, str]]) -> Stage:
    return Stage(
        process=model.id,
        element=node.id,
        name=node.name,
        usual=True,
        lane=_lane(model, node),
        waits=True,
        elements=elements,
    )


def _lane(model: ProcessModel, node: Node) -> Text:
    return next((lane.name for lane in model.lanes if lane.id == node.lane), NO_TEXT)


def _several(found: list[Stage]) -> list[Stage]:
    return [replace(each, several=True) for each in found]


def _weight(found: list[Stage]) -> int:
    """Steps of bureaus make the main line; what only the applicant or time does hardly counts."""
    return sum(10 if not (each.applicant or each.waits) else 1 for each in found)


def _awaits(node: Node) -> bool:
    return (
        node.kind in (Kind.INTERMEDIATE_CATCH_EVENT, Kind.RECEIVE_TASK)
        and node.event is not None
        and node.event.trigger in _WAITS
    )


def _may_wait(model: ProcessModel) -> bool:
    return any(_awaits(node) for node in model.nodes)


def _all_elements(model: ProcessModel) -> frozenset[tuple[str, str]]:
    return frozenset((model.id, node.id) for node in model.nodes)
