"""The first pass over `zeebe:` elements: each runs, is carried or is refused with its reason."""

from __future__ import annotations

from lxml import etree

from engine.model.elements import Fate, Only
from engine.model.extensions import (
    EXTENSIONS,
    HUIQIAN_PREFIX,
    HUIQIAN_PROPERTIES,
    HUIQIAN_WORDS,
    ExtensionRule,
)
from engine.model.items import Item
from engine.model.marking import Marking, owner_of, runs
from engine.model.namespaces import ZEEBE, shown, split_name
from engine.model.nodes import Severity, Text
from engine.xml import line_of


class ExtensionSurvey:
    """Decides on the elements of the `zeebe:` namespace of one document."""

    def __init__(self, marking: Marking) -> None:
        self._marking = marking

    def read(self, element: etree._Element, local: str, parent: Item) -> Item | None:
        """The item of a `zeebe:` element that runs; None where it is carried or refused."""
        rule = EXTENSIONS.get(local)
        line, place = line_of(element), parent.place
        if rule is None or rule.fate is Fate.REFUSE:
            reason = rule.reason if rule else Text("未知的扩展元素", "unknown extension element")
            self._marking.log.error(
                "unknown-extension" if rule is None else "unsupported-extension",
                line,
                place,
                f"zeebe:{local}：{reason.zh}",
                f"zeebe:{local}: {reason.en}",
            )
            self._marking.whole(element, Fate.REFUSE)
            return None
        if not self._is_in_place(rule, local, parent):
            owner = owner_of(parent)
            self._marking.log.error(
                "misplaced-extension",
                line,
                place,
                f"zeebe:{local} 不能用于 {owner}",
                f"zeebe:{local} must not stand in {owner}",
            )
            self._marking.whole(element, Fate.REFUSE)
            return None
        tag = "zeebe:" + local
        if rule.once and parent.first(tag) is not None:
            self._marking.log.error(
                "repeated-extension",
                line,
                place,
                f"zeebe:{local} 重复",
                f"zeebe:{local} stands here twice",
            )
            self._marking.whole(element, Fate.REFUSE)
            return None
        if local == "property" and (fate := self._property(element, parent)) is not Fate.RUN:
            self._marking.whole(element, fate)
            return None
        item = Item(tag, line, parent)
        self._marking.ledger(element, "", rule.fate)
        self._attributes(element, item, rule, local)
        self._marking.no_stray_text(element, item)
        return item

    def _is_in_place(self, rule: ExtensionRule, local: str, parent: Item) -> bool:
        if parent.tag.startswith("zeebe:"):
            return local in EXTENSIONS[parent.tag.removeprefix("zeebe:")].children
        if parent.tag != "extensionElements" or parent.parent is None:
            return False
        return parent.parent.tag in rule.owners

    def _attributes(
        self, element: etree._Element, item: Item, rule: ExtensionRule, local: str
    ) -> None:
        for name, value in element.attrib.items():
            namespace, attribute = split_name(str(name))
            known = rule.attributes.get(attribute) if namespace in ("", ZEEBE) else None
            text = str(value)
            if known is None and namespace not in ("", ZEEBE):
                self._marking.ledger(element, str(name), Fate.CARRY)
                self._marking.foreign(f"{shown(str(name))} (zeebe:{local})", item.line, item.place)
            elif known is not None and runs(known, text):
                item.attributes[attribute] = text
                self._marking.ledger(element, str(name), Fate.RUN)
            elif known is Fate.CARRY:
                self._marking.ledger(element, str(name), Fate.CARRY)
            else:
                reason = known.reason if isinstance(known, Only) else rule.reason
                self._marking.log.error(
                    "unknown-attribute" if known is None else "unsupported-attribute",
                    item.line,
                    item.place,
                    f"zeebe:{local} 的属性 {attribute}：{reason.zh or '不支持'}",
                    f"{attribute} of zeebe:{local}: {reason.en or 'does not run here'}",
                )
                self._marking.ledger(element, str(name), Fate.REFUSE)

    def _property(self, element: etree._Element, holder: Item) -> Fate:
        """The fate of a `zeebe:property`; only ours have an effect."""
        name, owner = element.get("name", "").strip(), owner_of(holder)
        line, place = line_of(element), holder.place
        ours = name.removeprefix(HUIQIAN_PREFIX)
        if ours == name or (ours in HUIQIAN_WORDS and owner not in HUIQIAN_PROPERTIES[ours]):
            what = Text(f"属性“{name}”仅保留", f'The property "{name}" is only kept')
            self._marking.log.carried(Severity.CARRIED, "carried-property", what, line, place)
            return Fate.CARRY
        owners = HUIQIAN_PROPERTIES.get(ours)
        if owners is None:
            self._marking.log.error(
                "unknown-property", line, place, f"未知的属性“{name}”", f'Unknown property "{name}"'
            )
        elif owner not in owners:
            self._marking.log.error(
                "misplaced-property",
                line,
                place,
                f"属性“{name}”不能用于 {owner}",
                f'The property "{name}" must not stand in {owner}',
            )
        elif any(other.get("name") == name for other in holder.children):
            self._marking.log.error(
                "repeated-property",
                line,
                place,
                f"属性“{name}”重复",
                f'The property "{name}" stands here twice',
            )
        else:
            return Fate.RUN
        return Fate.REFUSE
