"""The fate of elements and attributes as it is told: to the report and to whoever counts."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from engine.model.elements import AttributeRule, Fate, Only
from engine.model.items import Item
from engine.model.nodes import Severity, Text
from engine.model.problems import ProblemLog

#: Hears of every element (attribute is empty) and every attribute once, with its fate.
Ledger = Callable[[etree._Element, str, Fate], None]


def no_ledger(element: etree._Element, attribute: str, fate: Fate) -> None:
    """The ledger of a reading nobody counts."""


class Marking:
    """Says what becomes of the parts of one document."""

    def __init__(self, log: ProblemLog, ledger: Ledger) -> None:
        self.log = log
        self.ledger = ledger

    def whole(self, element: etree._Element, fate: Fate) -> None:
        """The fate of an element with all that stands inside it."""
        for inner in element.iter():
            self.ledger(inner, "", fate)
            for name in inner.attrib:
                self.ledger(inner, str(name), fate)

    def foreign(self, name: str, line: int, place: str) -> None:
        """Tell of an element or attribute of another namespace."""
        what = Text(f"扩展 {name} 不执行，仅保留", f"The extension {name} is kept but does not run")
        self.log.carried(Severity.WARNING, "foreign-extension", what, line, place)

    def no_stray_text(
        self, element: etree._Element, item: Item, *, may_have_text: bool = False
    ) -> None:
        """Refuse character data where there must be none; text stands before any child element."""
        own = () if may_have_text else (element.text,)
        texts = [*own, *(child.tail for child in element)]
        stray = next((t.strip() for t in texts if t is not None and t.strip()), None)
        if stray is not None:
            self.log.error(
                "stray-text",
                item.line,
                item.place,
                f"{item.tag} 中有多余的文字“{stray[:40]}”",
                f'Stray text "{stray[:40]}" in {item.tag}',
            )


def runs(rule: AttributeRule, value: str) -> bool:
    """Whether the attribute has its effect with this value."""
    if isinstance(rule, Only):
        return value.strip() in rule.values
    return rule is Fate.RUN


def owner_of(holder: Item) -> str:
    """The BPMN element in whose `extensionElements` this stands."""
    item: Item | None = holder
    while item is not None and (item.tag.startswith("zeebe:") or item.tag == "extensionElements"):
        item = item.parent
    return "" if item is None else item.tag
