"""Event definitions: what an event waits for or gives off, with its name and trigger allowed.

Source: BPMN 2.0.2, clauses 10.5.2 to 10.5.5 (tables 10.86, 10.88, 10.89, 10.90).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.feel import Expression
from engine.model.catalogue import Catalogue, resolve
from engine.model.elements import EVENT_DEFINITIONS
from engine.model.expressions import Expressions
from engine.model.items import Item
from engine.model.nodes import EventDefinition, TimerDefinition, TimerKind, Trigger
from engine.model.problems import ProblemLog

_TRIGGERS: Final[Mapping[str, Trigger]] = {
    "messageEventDefinition": Trigger.MESSAGE,
    "timerEventDefinition": Trigger.TIMER,
    "signalEventDefinition": Trigger.SIGNAL,
    "errorEventDefinition": Trigger.ERROR,
    "escalationEventDefinition": Trigger.ESCALATION,
    "linkEventDefinition": Trigger.LINK,
    "terminateEventDefinition": Trigger.TERMINATE,
}
_WAITS: Final = frozenset({Trigger.MESSAGE, Trigger.TIMER, Trigger.SIGNAL})
_BUBBLES: Final = frozenset({Trigger.ERROR, Trigger.ESCALATION})

#: The triggers each event may have; a start event by the place where it stands.
ALLOWED: Final[Mapping[str, frozenset[Trigger]]] = {
    "startEvent of a process": _WAITS | {Trigger.NONE},
    "startEvent of a sub-process": frozenset({Trigger.NONE}),
    "startEvent of an event sub-process": _WAITS | _BUBBLES,
    "endEvent": _BUBBLES | {Trigger.NONE, Trigger.MESSAGE, Trigger.SIGNAL, Trigger.TERMINATE},
    "intermediateCatchEvent": _WAITS | {Trigger.LINK},
    "intermediateThrowEvent": frozenset(
        {Trigger.NONE, Trigger.MESSAGE, Trigger.SIGNAL, Trigger.ESCALATION, Trigger.LINK}
    ),
    "boundaryEvent": _WAITS | _BUBBLES,
}
_ZH: Final[Mapping[str, str]] = {
    "startEvent of a process": "流程的启动事件",
    "startEvent of a sub-process": "子流程的启动事件",
    "startEvent of an event sub-process": "事件子流程的启动事件",
    "endEvent": "结束事件",
    "intermediateCatchEvent": "中间捕获事件",
    "intermediateThrowEvent": "中间抛出事件",
    "boundaryEvent": "边界事件",
}
_THROWING: Final = frozenset({"endEvent", "intermediateThrowEvent", "sendTask"})


class Events:
    """Reads the event definitions of one diagram."""

    def __init__(self, log: ProblemLog, catalogue: Catalogue, expressions: Expressions) -> None:
        self._log = log
        self._catalogue = catalogue
        self._expressions = expressions

    def of(self, item: Item, place: str) -> EventDefinition:
        """The definition of an event; `place` is its key in `ALLOWED`."""
        found = [child for child in item.children if child.tag in EVENT_DEFINITIONS]
        if len(found) > 1:
            self._error(
                "multiple-event",
                item,
                "不支持多重事件（10.5.5 节）",
                "Events with several definitions do not run (clause 10.5.5)",
            )
        trigger = _TRIGGERS[found[0].tag] if found else Trigger.NONE
        if trigger not in ALLOWED[place]:
            self._error(
                "trigger-not-allowed",
                item,
                f"{_ZH[place]}不能使用触发类型 {trigger.value}",
                f"The trigger {trigger.value} is not possible for: {place}",
            )
        if not found:
            return EventDefinition(Trigger.NONE)
        return self._definition(trigger, found[0], item)

    def message(self, item: Item) -> EventDefinition | None:
        """The message of a send or receive task; None where it names none."""
        if not item.get("messageRef"):
            return None
        return self._message(item, item)

    def _definition(self, trigger: Trigger, definition: Item, event: Item) -> EventDefinition:
        if trigger is Trigger.MESSAGE:
            return self._message(definition, event)
        if trigger is Trigger.TIMER:
            return EventDefinition(trigger, timer=self._timer(definition))
        if trigger is Trigger.SIGNAL:
            return EventDefinition(trigger, self._name("signal", definition, "signalRef"))
        if trigger in _BUBBLES:
            return EventDefinition(trigger, self._code(trigger, definition, event))
        if trigger is Trigger.LINK:
            name = definition.get("name") or event.get("name")
            if not name:
                self._error("link-name", event, "链接事件没有名称", "A link event needs a name")
            return EventDefinition(trigger, name)
        return EventDefinition(trigger)

    def _message(self, definition: Item, event: Item) -> EventDefinition:
        name = self._name("message", definition, "messageRef")
        message = resolve(self._catalogue.messages, definition.get("messageRef"))
        if event.tag in _THROWING:
            return EventDefinition(Trigger.MESSAGE, name, None, self._sent_key(event))
        key = message.extension("subscription") if message is not None else None
        if key is None or not key.get("correlationKey"):
            return EventDefinition(Trigger.MESSAGE, name)
        expression = self._expressions.required(key.get("correlationKey"), key, "correlationKey")
        return EventDefinition(Trigger.MESSAGE, name, None, expression)

    def _sent_key(self, event: Item) -> Expression | None:
        own = event.property_item("correlationKey")
        camunda = event.extension("publishMessage")
        if own is not None and camunda is not None and camunda.get("correlationKey"):
            self._error(
                "two-correlation-keys",
                event,
                "huiqian:correlationKey 与 zeebe:publishMessage 只能用一个",
                "Give the key as huiqian:correlationKey or in zeebe:publishMessage, not both",
            )
        if own is not None:
            return self._expressions.required(own.get("value"), own, "huiqian:correlationKey")
        if camunda is not None and camunda.get("correlationKey"):
            return self._expressions.required(
                camunda.get("correlationKey"), camunda, "correlationKey"
            )
        return None

    def _timer(self, definition: Item) -> TimerDefinition | None:
        times = [child for child in definition.children if child.tag in set(TimerKind)]
        if len(times) != 1:
            self._error(
                "timer-definition",
                definition,
                "定时器必须恰好有 timeDate、timeDuration、timeCycle 之一",
                "A timer has exactly one of timeDate, timeDuration and timeCycle",
            )
            return None
        kind = TimerKind(times[0].tag)
        return TimerDefinition(kind, self._expressions.timer(kind, times[0].text, times[0]))

    def _name(self, kind: str, definition: Item, attribute: str) -> str:
        shelf = self._catalogue.messages if kind == "message" else self._catalogue.signals
        found = self._referred(shelf, definition, attribute, required=True)
        if found is None:
            return ""
        name = found.get("name")
        if not name or name.startswith("="):
            self._error(
                f"{kind}-name",
                found,
                f"{kind} 的名称必须是固定文字",
                f"The name of a {kind} must be given, as a plain text",
            )
        return name

    def _code(self, trigger: Trigger, definition: Item, event: Item) -> str:
        throwing = event.tag in _THROWING
        if trigger is Trigger.ERROR:
            shelf, reference, attribute = self._catalogue.errors, "errorRef", "errorCode"
        else:
            shelf, reference = self._catalogue.escalations, "escalationRef"
            attribute = "escalationCode"
        found = self._referred(shelf, definition, reference, required=throwing)
        if found is None:
            return ""
        code = found.get(attribute)
        if not code or code.startswith("="):
            self._error(
                "event-code",
                found,
                f"{found.tag} 必须有固定的 {attribute}",
                f"{attribute} of {found.tag} must be given, as a plain text",
            )
        return code

    def _referred(
        self, shelf: dict[str, Item], definition: Item, attribute: str, *, required: bool
    ) -> Item | None:
        reference = definition.get(attribute)
        if not reference:
            if required:
                self._error(
                    "missing-reference",
                    definition,
                    f"{definition.tag} 没有 {attribute}",
                    f"{definition.tag} has no {attribute}",
                )
            return None
        found = resolve(shelf, reference)
        if found is None:
            self._error(
                "unknown-reference",
                definition,
                f"{attribute}“{reference}”在文件中不存在",
                f'{attribute} "{reference}" is nowhere in the file',
            )
        return found

    def _error(self, rule: str, item: Item, zh: str, en: str) -> None:
        self._log.error(rule, item.line, item.place, zh, en)
