"""What the first pass leaves of an element: what runs, with its line, without XML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Item:
    """An element that runs or is shown; `tag` is the BPMN local name or `zeebe:` and local name."""

    tag: str
    line: int
    parent: Item | None
    #: attributes that run, by local name
    attributes: dict[str, str] = field(default_factory=dict)
    #: character data without surrounding white space
    text: str = ""
    children: list[Item] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The element's own id; empty when it has none."""
        return self.attributes.get("id", "")

    @property
    def place(self) -> str:
        """The id of the nearest element that has one, for messages."""
        item: Item | None = self
        while item is not None:
            if item.id:
                return item.id
            item = item.parent
        return ""

    def get(self, name: str) -> str:
        """An attribute without surrounding white space; empty when absent."""
        return self.attributes.get(name, "").strip()

    def all(self, tag: str) -> Iterator[Item]:
        """The children with this tag, in document order."""
        return (child for child in self.children if child.tag == tag)

    def first(self, tag: str) -> Item | None:
        """The first child with this tag."""
        return next(self.all(tag), None)

    def extension(self, tag: str) -> Item | None:
        """The `zeebe:` element of this local name in `extensionElements`."""
        holder = self.first("extensionElements")
        return None if holder is None else holder.first("zeebe:" + tag)

    def text_of(self, tag: str) -> str:
        """Character data of the first child with this tag; empty when absent."""
        child = self.first(tag)
        return "" if child is None else child.text

    def property(self, name: str) -> str:
        """The value of the `huiqian:` property `name`; empty when absent."""
        found = self.property_item(name)
        return "" if found is None else found.get("value")

    def property_item(self, name: str) -> Item | None:
        """The `zeebe:property` that holds `huiqian:` + `name`."""
        holder = self.extension("properties")
        if holder is None:
            return None
        wanted = "huiqian:" + name
        return next((p for p in holder.all("zeebe:property") if p.get("name") == wanted), None)
