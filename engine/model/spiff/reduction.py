"""Reduce a diagram to what SpiffWorkflow reads the way BPMN means it.

Made from a copy of the diagram itself, not from our node table, so that a slip of our reader shows
as well. Every activity becomes one user task that the record completes, also a multi-instance one;
what waits becomes a signal of its own that the record sends; conditions become the ids of their
flows, which the record answers; drawing, data and extensions are left out.
"""

from __future__ import annotations

import copy
from typing import Final

from lxml import etree

from engine.model.namespaces import BPMN
from engine.xml import read_xml


def _q(local: str) -> str:
    return f"{{{BPMN}}}{local}"


_LEAVES: Final = frozenset(
    _q(name)
    for name in (
        "task",
        "manualTask",
        "userTask",
        "serviceTask",
        "scriptTask",
        "businessRuleTask",
        "sendTask",
        "receiveTask",
        "callActivity",
        "transaction",
        "adHocSubProcess",
        "complexGateway",
    )
)
_GATEWAYS: Final = frozenset(
    _q(f"{kind}Gateway") for kind in ("exclusive", "parallel", "inclusive", "eventBased")
)
_LOOPS: Final = (_q("multiInstanceLoopCharacteristics"), _q("standardLoopCharacteristics"))
_WAITS: Final = tuple(
    _q(f"{kind}EventDefinition")
    for kind in ("message", "timer", "signal", "error", "escalation", "conditional", "compensate")
)
_ERROR: Final = _q("errorEventDefinition")
_TERMINATE: Final = _q("terminateEventDefinition")
_KEPT_ATTRIBUTES: Final = ("id", "default", "attachedToRef", "cancelActivity")


class Reduction:
    """One process of a diagram, reduced."""

    def __init__(self, source: bytes, process: str) -> None:
        root = read_xml(source)
        found = [p for p in root.iter(_q("process")) if p.get("id") == process]
        if not found:
            raise KeyError(process)
        #: the elements as they were drawn, by id; flows without id under names of their own
        self.elements = {
            str(element.get("id", f"?{number}")): element
            for number, element in enumerate(found[0].iter(f"{{{BPMN}}}*"))
        }
        self._process = found[0]
        self._roots = [copy.deepcopy(error) for error in root.iterchildren(_q("error"))]

    def throws_errors_itself(self, element_id: str) -> bool:
        """Whether the boundary event catches an error that an end event inside throws."""
        event = self.elements[element_id]
        if event.find(_ERROR) is None:
            return False
        host = self.elements.get(event.get("attachedToRef", ""))
        return host is not None and not _has_loop(host) and _holds_error_end(host)

    def document(self, start: str) -> bytes:
        """The reduced process, beginning at this start event."""
        definitions = etree.Element(_q("definitions"), nsmap={"bpmn": BPMN})
        definitions.extend(self._roots)
        process = etree.SubElement(definitions, _q("process"), id=str(self._process.get("id")))
        process.set("isExecutable", "true")
        signals: list[str] = []
        waiting = [(self._process, process)]
        while waiting:
            source, target = waiting.pop()
            for element in source:
                reduced = self._element(element, signals)
                if reduced is None or _is_other_start(element, source, self._process, start):
                    continue
                target.append(reduced)
                if reduced.tag == _q("subProcess"):
                    waiting.append((element, reduced))
        _make_splits_explicit(process)
        for name in signals:
            signal = etree.SubElement(definitions, _q("signal"), id=f"signal-{name}", name=name)
            definitions.insert(0, signal)
        return etree.tostring(definitions)

    def _element(self, element: etree._Element, signals: list[str]) -> etree._Element | None:
        tag = str(element.tag)
        if tag == _q("sequenceFlow"):
            return self._flow(element)
        if tag in _LEAVES or (tag == _q("subProcess") and _has_loop(element)):
            waits = tag == _q("receiveTask") and self._follows_event_gateway(element)
            return _signal(element, signals) if waits else _as(element, "userTask")
        if tag == _q("subProcess"):
            triggered = element.get("triggeredByEvent") in ("true", "1")
            return None if triggered else _as(element, "subProcess")
        if tag in _GATEWAYS:
            return _as(element, tag.partition("}")[2])
        if tag in (_q("startEvent"), _q("endEvent")):
            return self._outer_event(element)
        if tag == _q("intermediateThrowEvent"):
            return _as(element, "exclusiveGateway")  # passes the token on: one flow, no condition
        if tag == _q("intermediateCatchEvent"):
            return _signal(element, signals)
        if tag == _q("boundaryEvent"):
            if self.throws_errors_itself(str(element.get("id"))):
                reduced = _as(element, "boundaryEvent")
                reduced.append(_definition(element, _ERROR))
                return reduced
            return _signal(element, signals, "boundaryEvent")
        return None

    def _outer_event(self, element: etree._Element) -> etree._Element:
        reduced = _as(element, str(element.tag).partition("}")[2])
        if element.tag == _q("endEvent"):
            for definition in (_TERMINATE, _ERROR):
                if element.find(definition) is not None:
                    reduced.append(_definition(element, definition))
        return reduced

    def _flow(self, element: etree._Element) -> etree._Element:
        reduced = etree.Element(_q("sequenceFlow"))
        for name in ("id", "sourceRef", "targetRef"):
            reduced.set(name, str(element.get(name, "")))
        source = self.elements.get(str(element.get("sourceRef")))
        conditional = (_q("exclusiveGateway"), _q("inclusiveGateway"))
        has_condition = element.find(_q("conditionExpression")) is not None
        if has_condition and source is not None and source.tag in conditional:
            condition = etree.SubElement(reduced, _q("conditionExpression"))
            condition.text = str(element.get("id"))
        return reduced

    def _follows_event_gateway(self, element: etree._Element) -> bool:
        parent = element.getparent()
        flows = () if parent is None else parent.iterchildren(_q("sequenceFlow"))
        sources = (
            self.elements.get(str(flow.get("sourceRef")))
            for flow in flows
            if flow.get("targetRef") == element.get("id")
        )
        return any(s is not None and s.tag == _q("eventBasedGateway") for s in sources)


def _make_splits_explicit(process: etree._Element) -> None:
    """Give what splits implicitly a gateway: SpiffWorkflow refuses the whole document otherwise.

    A run that enters such an element is outside the class; here it is one the run never entered.
    """
    gateways = (*_GATEWAYS, _q("startEvent"))
    flows: dict[str, list[etree._Element]] = {}
    for flow in process.iter(_q("sequenceFlow")):
        flows.setdefault(str(flow.get("sourceRef")), []).append(flow)
    nodes = [n for n in process.iter() if n.get("id") in flows and n.tag not in gateways]
    for node in nodes:
        name, scope = str(node.get("id")), node.getparent()
        if len(flows[name]) < 2 or scope is None or node.tag == _q("sequenceFlow"):
            continue
        split = f"{name}-split"
        for flow in flows[name]:
            flow.set("sourceRef", split)
        etree.SubElement(scope, _q("parallelGateway"), id=split)
        joint = etree.SubElement(scope, _q("sequenceFlow"), id=f"{name}-to-split")
        joint.set("sourceRef", name)
        joint.set("targetRef", split)


def _as(element: etree._Element, local: str) -> etree._Element:
    reduced = etree.Element(_q(local))
    for name in _KEPT_ATTRIBUTES:
        value = element.get(name)
        if value is not None:
            reduced.set(name, value)
    return reduced


def _signal(
    element: etree._Element, signals: list[str], local: str = "intermediateCatchEvent"
) -> etree._Element:
    reduced = _as(element, local)
    name = str(element.get("id"))
    if local == "boundaryEvent" and not any(element.find(tag) is not None for tag in _WAITS):
        return reduced
    definition = etree.SubElement(reduced, _q("signalEventDefinition"))
    definition.set("signalRef", f"signal-{name}")
    signals.append(name)
    return reduced


def _definition(element: etree._Element, tag: str) -> etree._Element:
    found = element.find(tag)
    assert found is not None
    definition = etree.Element(tag)
    if found.get("errorRef"):
        definition.set("errorRef", str(found.get("errorRef")))
    return definition


def _has_loop(element: etree._Element) -> bool:
    return any(element.find(tag) is not None for tag in _LOOPS)


def _holds_error_end(host: etree._Element) -> bool:
    return any(end.find(_ERROR) is not None for end in host.iter(_q("endEvent")))


def _is_other_start(
    element: etree._Element, parent: etree._Element, process: etree._Element, start: str
) -> bool:
    """Another start event of the process; its flows then lead from nowhere and are not read."""
    return parent is process and element.tag == _q("startEvent") and element.get("id") != start
