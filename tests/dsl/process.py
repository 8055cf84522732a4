"""A small process, written as a sentence:

    process("p").start().user_task("review", group="hrss_bureau.reviewer").end()

Each element is connected to the one before. `move_to(id)` goes on from an earlier element,
`when(condition)` and `otherwise()` say on which flow, `connect_to(id)` draws a flow back or to a
join, `boundary(...)` goes on from a boundary event.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self
from xml.sax.saxutils import escape, quoteattr

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  id="definitions" targetNamespace="urn:huiqian:test">
"""
EXPRESSION = 'xsi:type="bpmn:tFormalExpression"'


def process(process_id: str, name: str = "") -> Process:
    """A new process without elements."""
    return Process(process_id, name or process_id)


class Process:
    """The builder; `bpmn()` gives the file, `files()` the bundle."""

    def __init__(self, process_id: str, name: str) -> None:
        self.id = process_id
        self.name = name
        self._nodes: dict[str, tuple[str, dict[str, str], str]] = {}
        self._flows: list[tuple[str, str, str, str]] = []
        self._top: dict[str, str] = {}
        self._current = ""
        self._condition = ""
        self._default = False
        self._extra: dict[str, bytes] = {}

    # --- events -----------------------------------------------------------------------------------

    def start(
        self,
        element: str = "start",
        *,
        message: str = "",
        signal: str = "",
        cycle: str = "",
    ) -> Self:
        definition = ""
        if message:
            definition = self._message(message, "")
        elif signal:
            definition = self._signal(signal)
        elif cycle:
            definition = _timer("timeCycle", cycle)
        return self._add("startEvent", element, inside=definition)

    def end(self, element: str = "", *, error: str = "", terminate: bool = False) -> Self:
        definition = ""
        if error:
            self._top[f"error_{error}"] = f'<bpmn:error id="error_{error}" errorCode="{error}"/>'
            definition = f'<bpmn:errorEventDefinition errorRef="error_{error}"/>'
        elif terminate:
            definition = "<bpmn:terminateEventDefinition/>"
        return self._add("endEvent", element or f"end_{len(self._nodes)}", inside=definition)

    def catch_message(self, element: str, name: str, key: str) -> Self:
        return self._add("intermediateCatchEvent", element, inside=self._message(name, key))

    def catch_timer(self, element: str, duration: str = "", *, date: str = "") -> Self:
        definition = _timer("timeDate", date) if date else _timer("timeDuration", duration)
        return self._add("intermediateCatchEvent", element, inside=definition)

    def catch_signal(self, element: str, name: str) -> Self:
        return self._add("intermediateCatchEvent", element, inside=self._signal(name))

    def throw_message(
        self, element: str, name: str, key: str, payload: Mapping[str, str] | None = None
    ) -> Self:
        extensions = _mapping(payload or {}, {}) + _properties({"correlationKey": key})
        definition = self._message(name, "")
        return self._add("intermediateThrowEvent", element, extensions, inside=definition)

    def throw_signal(self, element: str, name: str) -> Self:
        return self._add("intermediateThrowEvent", element, inside=self._signal(name))

    def boundary(
        self,
        element: str,
        host: str,
        *,
        duration: str = "",
        cycle: str = "",
        message: tuple[str, str] | None = None,
        signal: str = "",
        error: str = "",
        interrupting: bool = True,
    ) -> Self:
        """Go on from a boundary event on `host`."""
        if duration:
            definition = _timer("timeDuration", duration)
        elif cycle:
            definition = _timer("timeCycle", cycle)
        elif message:
            definition = self._message(*message)
        elif signal:
            definition = self._signal(signal)
        else:
            self._top[f"error_{error}"] = f'<bpmn:error id="error_{error}" errorCode="{error}"/>'
            definition = f'<bpmn:errorEventDefinition errorRef="error_{error}"/>'
        attributes = {"attachedToRef": host, "cancelActivity": str(interrupting).lower()}
        self._current = ""
        return self._add("boundaryEvent", element, inside=definition, attributes=attributes)

    # --- activities -------------------------------------------------------------------------------

    def user_task(
        self,
        element: str,
        *,
        group: str = "",
        users: str = "",
        assignee: str = "",
        form: str = "",
        separate_from: str = "",
        state: str = "",
        limit: int = 0,
        name: str = "",
        each: str = "",
        done_when: str = "",
        outputs: Mapping[str, str] | None = None,
        corrects: bool = False,
    ) -> Self:
        """`each` makes it a parallel multi-instance over that FEEL list, as `member`."""
        attributes = {
            "candidateGroups": group,
            "candidateUsers": users,
            "assignee": assignee,
        }
        given = " ".join(f"{key}={quoteattr(v)}" for key, v in attributes.items() if v)
        extensions = "<zeebe:userTask/>"
        if given:
            extensions += f"<zeebe:assignmentDefinition {given}/>"
        if form:
            extensions += f'<zeebe:formDefinition formId="{form}"/>'
        extensions += _mapping({}, outputs or {})
        extensions += _properties(
            {
                "separateFrom": separate_from,
                "state": state,
                "limitWorkingDays": str(limit) if limit else "",
                "correction": "true" if corrects else "",
                "name.en": element.replace("_", " ").capitalize(),
            }
        )
        return self._add("userTask", element, extensions, name=name, inside=_each(each, done_when))

    def service_task(
        self,
        element: str,
        handler: str,
        *,
        inputs: Mapping[str, str] | None = None,
        outputs: Mapping[str, str] | None = None,
        retries: int = 3,
    ) -> Self:
        extensions = f'<zeebe:taskDefinition type="{handler}" retries="{retries}"/>'
        return self._add("serviceTask", element, extensions + _mapping(inputs or {}, outputs or {}))

    def script(self, element: str, expression: str, result: str) -> Self:
        extensions = (
            f'<zeebe:script expression={quoteattr("=" + expression)} resultVariable="{result}"/>'
        )
        return self._add("scriptTask", element, extensions)

    def call(self, element: str, called: str, *, propagate: bool = False) -> Self:
        extensions = (
            f'<zeebe:calledElement processId="{called}" '
            f'propagateAllChildVariables="{str(propagate).lower()}"/>'
        )
        return self._add("callActivity", element, extensions)

    # --- gateways and flows -----------------------------------------------------------------------

    def exclusive(self, element: str) -> Self:
        return self._add("exclusiveGateway", element)

    def parallel(self, element: str) -> Self:
        return self._add("parallelGateway", element)

    def when(self, condition: str) -> Self:
        """The next flow has this condition."""
        self._condition = condition
        return self

    def otherwise(self) -> Self:
        """The next flow is the default one."""
        self._default = True
        return self

    def move_to(self, element: str) -> Self:
        assert element in self._nodes, element
        self._current = element
        return self

    def connect_to(self, element: str) -> Self:
        """A flow to an element that is there already."""
        assert element in self._nodes, element
        self._flow(element)
        self._current = element
        return self

    def with_file(self, path: str, content: bytes | str) -> Self:
        """Another file of the bundle, e.g. forms/acceptance.json."""
        self._extra[path] = content.encode() if isinstance(content, str) else content
        return self

    # --- the files --------------------------------------------------------------------------------

    def bpmn(self) -> bytes:
        body = []
        for element, (tag, attributes, inside) in self._nodes.items():
            given = " ".join(f"{key}={quoteattr(v)}" for key, v in attributes.items())
            body.append(f'<bpmn:{tag} id="{element}" {given}>{inside}</bpmn:{tag}>')
        for number, (source, target, condition, _default) in enumerate(self._flows):
            inside = (
                f"<bpmn:conditionExpression {EXPRESSION}>={escape(condition)}"
                "</bpmn:conditionExpression>"
                if condition
                else ""
            )
            body.append(
                f'<bpmn:sequenceFlow id="f{number}_{source}_{target}" sourceRef="{source}" '
                f'targetRef="{target}">{inside}</bpmn:sequenceFlow>'
            )
        top = "\n".join(self._top.values())
        return (
            f"{HEAD}{top}\n<bpmn:process id={quoteattr(self.id)} name={quoteattr(self.name)} "
            'isExecutable="true">\n' + "\n".join(body) + "\n</bpmn:process>\n</bpmn:definitions>\n"
        ).encode()

    def files(self) -> dict[str, bytes]:
        return {f"{self.id}.bpmn": self.bpmn(), **self._extra}

    # --- inside -----------------------------------------------------------------------------------

    def _add(
        self,
        tag: str,
        element: str,
        extensions: str = "",
        *,
        name: str = "",
        inside: str = "",
        attributes: Mapping[str, str] | None = None,
    ) -> Self:
        assert element not in self._nodes, element
        if extensions:
            inside = f"<bpmn:extensionElements>{extensions}</bpmn:extensionElements>{inside}"
        self._nodes[element] = (tag, {"name": name or element, **(attributes or {})}, inside)
        if self._current:
            self._flow(element)
        self._current = element
        return self

    def _flow(self, target: str) -> None:
        source = self._current
        default = "default" if self._default else ""
        flow_id = f"f{len(self._flows)}_{source}_{target}"
        if default:
            tag, attributes, inside = self._nodes[source]
            self._nodes[source] = (tag, {**attributes, "default": flow_id}, inside)
        self._flows.append((source, target, self._condition, default))
        self._condition, self._default = "", False

    def _message(self, name: str, key: str) -> str:
        reference = f"message_{name}_{len(self._top)}"
        subscription = (
            "<bpmn:extensionElements><zeebe:subscription "
            f"correlationKey={quoteattr('=' + key)}/></bpmn:extensionElements>"
            if key
            else ""
        )
        self._top[reference] = (
            f'<bpmn:message id="{reference}" name="{name}">{subscription}</bpmn:message>'
        )
        return f'<bpmn:messageEventDefinition messageRef="{reference}"/>'

    def _signal(self, name: str) -> str:
        self._top[f"signal_{name}"] = f'<bpmn:signal id="signal_{name}" name="{name}"/>'
        return f'<bpmn:signalEventDefinition signalRef="signal_{name}"/>'


def _timer(kind: str, when: str) -> str:
    return (
        f"<bpmn:timerEventDefinition><bpmn:{kind} {EXPRESSION}>{escape(when)}</bpmn:{kind}>"
        "</bpmn:timerEventDefinition>"
    )


def _mapping(inputs: Mapping[str, str], outputs: Mapping[str, str]) -> str:
    rows = "".join(
        f'<zeebe:input source={quoteattr("=" + source)} target="{target}"/>'
        for target, source in inputs.items()
    ) + "".join(
        f'<zeebe:output source={quoteattr("=" + source)} target="{target}"/>'
        for target, source in outputs.items()
    )
    return f"<zeebe:ioMapping>{rows}</zeebe:ioMapping>" if rows else ""


def _properties(given: Mapping[str, str]) -> str:
    rows = "".join(
        f'<zeebe:property name="huiqian:{name}" '
        f"value={quoteattr(('=' if name == 'correlationKey' else '') + value)}/>"
        for name, value in given.items()
        if value
    )
    return f"<zeebe:properties>{rows}</zeebe:properties>" if rows else ""


def _each(collection: str, done_when: str) -> str:
    if not collection:
        return ""
    condition = (
        f"<bpmn:completionCondition {EXPRESSION}>={escape(done_when)}</bpmn:completionCondition>"
        if done_when
        else ""
    )
    return (
        "<bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements>"
        f"<zeebe:loopCharacteristics inputCollection={quoteattr('=' + collection)} "
        'inputElement="member" outputCollection="results" outputElement="=outcome"/>'
        f"</bpmn:extensionElements>{condition}</bpmn:multiInstanceLoopCharacteristics>"
    )
