"""The first pass: every element and attribute in document order ends as run, carried or refused.

The pass needs no recursion and no knowledge of what elements mean: `elements.py` and
`extensions.py` say what may stand where. What runs is kept as `Item`s for the second pass.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from engine.model.elements import (
    CARRIED_AT_ROOT,
    ELEMENTS,
    ElementRule,
    Fate,
    Only,
)
from engine.model.extension_survey import ExtensionSurvey
from engine.model.extensions import ZEEBE_ATTRIBUTES
from engine.model.items import Item
from engine.model.marking import Ledger, Marking, no_ledger
from engine.model.namespaces import BPMN, DRAWING, XSI, ZEEBE, shown, split_name
from engine.model.nodes import Severity, Text
from engine.model.problems import ProblemLog
from engine.xml import line_of

_TRUE: Final = frozenset({"true", "1"})


class Survey:
    """One walk over one document."""

    def __init__(self, log: ProblemLog, ledger: Ledger = no_ledger) -> None:
        self._marking = Marking(log, ledger)
        self._extensions = ExtensionSurvey(self._marking)
        #: ids of flow nodes that were refused: a reference to one is no further problem
        self.refused_ids: set[str] = set()

    def walk(self, root: etree._Element) -> Item | None:
        """The tree of items, or None when the document is no BPMN 2.0 file."""
        if root.tag != f"{{{BPMN}}}definitions":
            name = shown(str(root.tag))
            self._marking.log.error(
                "not-bpmn",
                line_of(root),
                "",
                f"根元素是 {name}，不是 BPMN 2.0 的 definitions",
                f"The root element is {name}, not definitions of BPMN 2.0",
            )
            self._marking.whole(root, Fate.REFUSE)
            return None
        top: Item | None = None
        waiting: list[tuple[etree._Element, Item | None]] = [(root, None)]
        while waiting:
            element, parent = waiting.pop()
            item = self._one(element, parent)
            if item is None:
                continue
            if parent is None:
                top = item
            else:
                parent.children.append(item)
            waiting.extend((child, item) for child in reversed(element))
        return top

    def _one(self, element: etree._Element, parent: Item | None) -> Item | None:
        """Decide on one element; None when its whole content was decided with it."""
        namespace, local = split_name(str(element.tag))
        if namespace == BPMN:
            return self._bpmn(element, local, parent)
        if namespace == ZEEBE and parent is not None:
            return self._extensions.read(element, local, parent)
        self._foreign(element, namespace, parent)
        return None

    # --- BPMN ---------------------------------------------------------------------------------

    def _bpmn(self, element: etree._Element, local: str, parent: Item | None) -> Item | None:
        rule = ELEMENTS.get(local)
        line, place = line_of(element), _place(element, parent)
        if rule is None:
            self._marking.log.error(
                "unknown-element",
                line,
                place,
                f"BPMN 2.0 中没有元素 {local}",
                f"BPMN 2.0 has no element {local}",
            )
            self._marking.whole(element, Fate.REFUSE)
            return None
        if parent is not None:
            allowed = ELEMENTS[parent.tag].children if parent.tag in ELEMENTS else frozenset()
            if allowed is not None and local not in allowed:
                self._marking.log.error(
                    "misplaced-element",
                    line,
                    place,
                    f"{local} 不能放在 {parent.tag} 之内",
                    f"{local} must not stand inside {parent.tag}",
                )
                self._refused(element)
                return None
            if parent.tag == "definitions" and local in CARRIED_AT_ROOT:
                self._carried(element, rule, local, place)
                return None
        if rule.fate is Fate.REFUSE:
            self._marking.log.error(
                "unsupported-element",
                line,
                place,
                f"{local}：{rule.reason.zh}（BPMN 2.0.2 第 {rule.clause} 节）",
                f"{local}: {rule.reason.en} (BPMN 2.0.2, clause {rule.clause})",
            )
            self._refused(element)
            return None
        if local == "process" and element.get("isExecutable", "").strip() not in _TRUE:
            self._picture(element, place)
            return None
        if rule.fate is Fate.CARRY and rule.children is None and local != "documentation":
            self._carried(element, rule, local, place)
            return None
        item = Item(local, line, parent, text=_text(element))
        if rule.fate is Fate.CARRY:
            self._tell_carried(rule, local, line, place)
            for child in element if rule.children is None else ():
                self._marking.whole(child, Fate.CARRY)
        self._marking.ledger(element, "", rule.fate)
        self._attributes(element, item, rule, local)
        self._marking.no_stray_text(element, item, may_have_text=rule.text)
        if rule.children is None:  # documentation: a text that is kept
            if parent is not None:
                parent.children.append(item)
            return None
        return item

    def _attributes(
        self, element: etree._Element, item: Item, rule: ElementRule, local: str
    ) -> None:
        for name, value in element.attrib.items():
            namespace, attribute = split_name(str(name))
            text = str(value)
            if namespace in ("", BPMN):
                self._own_attribute(element, item, rule, local, attribute, str(name), text)
            elif namespace == XSI:
                self._xsi_attribute(element, item, rule, attribute, str(name), text)
            elif namespace == ZEEBE and attribute not in ZEEBE_ATTRIBUTES:
                self._marking.log.error(
                    "unknown-attribute",
                    item.line,
                    item.place or element.get("id", ""),
                    f"不支持属性 zeebe:{attribute}",
                    f"The attribute zeebe:{attribute} does not run here",
                )
                self._marking.ledger(element, str(name), Fate.REFUSE)
            else:
                self._marking.ledger(element, str(name), Fate.CARRY)
                if namespace != ZEEBE and namespace not in DRAWING:
                    self._marking.foreign(
                        f"{shown(str(name))} ({local})", item.line, element.get("id", "")
                    )

    def _own_attribute(
        self,
        element: etree._Element,
        item: Item,
        rule: ElementRule,
        local: str,
        attribute: str,
        name: str,
        value: str,
    ) -> None:
        known = rule.attributes.get(attribute)
        place = _place(element, item.parent)
        if known is None:
            self._marking.log.error(
                "unknown-attribute",
                item.line,
                place,
                f"BPMN 2.0 的 {local} 没有属性 {attribute}",
                f"{local} of BPMN 2.0 has no attribute {attribute}",
            )
            self._marking.ledger(element, name, Fate.REFUSE)
        elif known is Fate.REFUSE or (
            isinstance(known, Only) and value.strip() not in known.values
        ):
            reason = known.reason if isinstance(known, Only) else rule.reason
            self._marking.log.error(
                "unsupported-attribute",
                item.line,
                place,
                f"{local} 的 {attribute}=“{value}”：{reason.zh or '不支持'}",
                f'{attribute}="{value}" of {local}: {reason.en or "does not run here"}',
            )
            self._marking.ledger(element, name, Fate.REFUSE)
        elif known is Fate.CARRY:
            self._marking.log.carried(
                Severity.CARRIED,
                "carried-attribute",
                Text(f"{local} 的属性 {attribute} 仅保留", f"{attribute} of {local} is only kept"),
                item.line,
                place,
            )
            self._marking.ledger(element, name, Fate.CARRY)
        else:
            item.attributes[attribute] = value
            self._marking.ledger(element, name, Fate.RUN)

    def _xsi_attribute(
        self,
        element: etree._Element,
        item: Item,
        rule: ElementRule,
        attribute: str,
        name: str,
        value: str,
    ) -> None:
        is_expression = value.rpartition(":")[2] in ("tFormalExpression", "tExpression")
        says_expression = attribute == "type" and "xsi:type" in rule.attributes and is_expression
        if says_expression or attribute in ("schemaLocation", "noNamespaceSchemaLocation"):
            self._marking.ledger(element, name, Fate.CARRY)
        else:
            self._marking.log.error(
                "unknown-attribute",
                item.line,
                _place(element, item.parent),
                f"此处不能使用属性 xsi:{attribute}=“{value[:60]}”",
                f'The attribute xsi:{attribute}="{value[:60]}" must not stand here',
            )
            self._marking.ledger(element, name, Fate.REFUSE)

    # --- whole parts --------------------------------------------------------------------------

    def _foreign(self, element: etree._Element, namespace: str, parent: Item | None) -> None:
        """Carry an element of another namespace: the drawing quietly, extensions with a warning."""
        tag = str(element.tag)
        place = parent.place if parent is not None else ""
        if namespace in DRAWING and parent is not None and parent.tag == "definitions":
            what = Text("图形信息（BPMN DI）仅用于显示", "The drawing (BPMN DI) is only shown")
            self._marking.log.carried(
                Severity.CARRIED, "carried-drawing", what, line_of(element), place
            )
        else:
            self._marking.foreign(shown(tag), line_of(element), place)
        self._marking.whole(element, Fate.CARRY)

    def _picture(self, element: etree._Element, place: str) -> None:
        process_id = element.get("id", "")
        self._marking.log.warning(
            "not-executable",
            line_of(element),
            place,
            f"流程“{process_id}”未标为可执行，仅作图示保留",
            f'The process "{process_id}" is not executable and is kept as a picture',
        )
        self._marking.whole(element, Fate.CARRY)

    def _carried(self, element: etree._Element, rule: ElementRule, local: str, place: str) -> None:
        self._tell_carried(rule, local, line_of(element), place)
        self._marking.whole(element, Fate.CARRY)

    def _refused(self, element: etree._Element) -> None:
        for inner in element.iter(f"{{{BPMN}}}*"):
            if (identifier := inner.get("id")) is not None:
                self.refused_ids.add(identifier)
        self._marking.whole(element, Fate.REFUSE)

    def _tell_carried(self, rule: ElementRule, local: str, line: int, place: str) -> None:
        reason = rule.reason if rule.reason.en else Text("仅作图示保留", "kept and shown")
        what = Text(f"{local}：{reason.zh}", f"{local}: {reason.en}")
        self._marking.log.carried(Severity.CARRIED, "carried-element", what, line, place)


def _place(element: etree._Element, parent: Item | None) -> str:
    identifier = element.get("id")
    if identifier:
        return str(identifier)
    return parent.place if parent is not None else ""


def _text(element: etree._Element) -> str:
    return (element.text or "").strip()
