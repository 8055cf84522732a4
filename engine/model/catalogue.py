"""Names of one file: messages, signals, errors and escalations by id, every id by item."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.model.items import Item
from engine.model.problems import ProblemLog


@dataclass(slots=True)
class Catalogue:
    """What references of a diagram can name."""

    messages: dict[str, Item] = field(default_factory=dict)
    signals: dict[str, Item] = field(default_factory=dict)
    errors: dict[str, Item] = field(default_factory=dict)
    escalations: dict[str, Item] = field(default_factory=dict)

    @classmethod
    def of(cls, definitions: Item, log: ProblemLog) -> Catalogue:
        """Gather what stands at the top of the file; each needs an id to be named by."""
        catalogue = cls()
        shelves = {
            "message": catalogue.messages,
            "signal": catalogue.signals,
            "error": catalogue.errors,
            "escalation": catalogue.escalations,
        }
        for item in definitions.children:
            shelf = shelves.get(item.tag)
            if shelf is None:
                continue
            if item.id:
                shelf[item.id] = item
            else:
                log.error(
                    "missing-id",
                    item.line,
                    "",
                    f"{item.tag} 没有 id",
                    f"This {item.tag} has no id",
                )
        return catalogue


def resolve(shelf: dict[str, Item], reference: str) -> Item | None:
    """What a QName names: its id as written, or the part behind the prefix."""
    name = reference.strip()
    found = shelf.get(name)
    if found is None and ":" in name:
        found = shelf.get(name.rpartition(":")[2])
    return found
