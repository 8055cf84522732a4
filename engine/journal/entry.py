"""One entry of the journal: everything that a decision read and gave, hashed with the one before.

The entry's document is canonical JSON; its SHA-256 is the entry's hash, and the next entry holds it
as `previous`. A format is never edited after a release: a new number is added and old ones stay
readable.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from engine.commands.actor import Actor
from engine.feel import to_tagged
from engine.journal.canonical import canonical
from engine.runtime.events import Event

JOURNAL_FORMAT: Final = 1
#: Raised when the runtime decides anything differently from the version before.
RULES: Final = 1
#: What the first entry of a case holds as `previous`.
NO_PREVIOUS: Final = b"\x00" * 32


@dataclass(frozen=True, slots=True)
class World:
    """What deciding read beside the case: hashes of versions, answers of look-ups."""

    pins: str  #: hash of the set of bundles
    bundle: str  #: hash of the bundle of the case's process
    calendar: str
    organisations: str
    bureaus: Sequence[tuple[str, str, str | None]] = ()  #: (kind, area) → organisation
    groups: Sequence[tuple[str, Sequence[str] | None]] = ()  #: person → their groups


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry ready to be written, or read back."""

    case_id: UUID
    entry: int
    at: datetime
    command: str
    actor: str
    key: str | None
    document: bytes
    hash: bytes


def moment_text(moment: datetime) -> str:
    """UTC with microseconds, always the same length."""
    utc = moment.astimezone(UTC).replace(tzinfo=None)
    return utc.isoformat(timespec="microseconds") + "Z"


def command_document(command: Any) -> dict[str, Any]:
    """The command as the journal keeps it; without the case's id, which the entry has."""
    document: dict[str, Any] = {"type": type(command).__name__}
    for each in fields(command):
        if each.name != "case_id":
            document[each.name] = getattr(command, each.name)
    if not document.get("corrections", True):
        del document["corrections"]  # as entries were before there were any
    if holds_form_values(document):
        document["values"] = {name: to_tagged(each) for name, each in document["values"].items()}
    return document


def holds_form_values(document: Mapping[str, Any]) -> bool:
    """Whether the command's values are JSON of a form; all others hold tagged variables."""
    name = document["type"]
    return name == "CompleteTask" or (name == "StartCase" and not document["start_node"])


def actor_document(actor: Actor) -> dict[str, Any]:
    return {
        "for": actor.on_behalf_of,
        "groups": sorted(actor.groups),
        "organisation": actor.organisation,
        "system": actor.system,
        "user": actor.user_id,
    }


def make_entry(
    case_id: UUID,
    entry: int,
    at: datetime,
    command: Mapping[str, Any],
    actor: Actor,
    key: str | None,
    world: World,
    events: Sequence[Event],
    previous: bytes,
    facts: Mapping[str, Any] | None = None,
) -> Entry:
    """The entry with its hash; `facts` only for the first, the facts of the case."""
    document: dict[str, Any] = {
        "actor": actor_document(actor),
        "at": moment_text(at),
        "bundle": world.bundle,
        "bureaus": [list(each) for each in world.bureaus],
        "calendar": world.calendar,
        "case": str(case_id),
        "command": command,
        "entry": entry,
        "events": events,
        "format": JOURNAL_FORMAT,
        "groups": [list(each) for each in world.groups],
        "key": key,
        "organisations": world.organisations,
        "pins": world.pins,
        "previous": previous.hex(),
        "rules": RULES,
    }
    if facts is not None:
        document["facts"] = facts
    encoded = canonical(document)
    digest = hashlib.sha256(encoded).digest()
    return Entry(case_id, entry, at, command["type"], actor.user_id, key, encoded, digest)


class _EventsOnly(msgspec.Struct):
    events: list[Event]


_events_only = msgspec.json.Decoder(_EventsOnly)


def events_of(document: bytes | str) -> list[Event]:
    """The events of an entry's document. Raises: msgspec.ValidationError."""
    return _events_only.decode(document).events
