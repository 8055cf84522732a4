"""Read the journal of a case, entry by entry, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
import psycopg

from engine.runtime.events import Event

_ENTRIES = b"""
select entry, at, command, actor, key, document, hash from engine.journal
 where case_id = %s and entry > %s and entry <= %s order by entry limit %s
"""
PAGE = 500


class KeptActor(msgspec.Struct, frozen=True, rename={"on_behalf_of": "for"}):
    """The actor as an entry has it."""

    user: str
    groups: list[str]
    organisation: str | None
    on_behalf_of: str
    system: bool


class KeptDocument(msgspec.Struct, frozen=True):
    """The document of an entry; one class reads every format so far."""

    actor: KeptActor
    at: str
    bundle: str
    bureaus: list[tuple[str, str, str | None]]
    calendar: str
    case: str
    command: dict[str, Any]
    entry: int
    events: list[Event]
    format: int
    groups: list[tuple[str, list[str] | None]]
    key: str | None
    organisations: str
    pins: str
    previous: str
    rules: int
    facts: dict[str, Any] | None = None


_decode = msgspec.json.Decoder(KeptDocument).decode


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """One row of the journal."""

    entry: int
    at: datetime
    command: str
    actor: str
    key: str | None
    text: str  #: the document's canonical JSON
    hash: bytes
    masked: bool = False  #: personal data was masked on its way out: the text lacks its hash

    def document(self) -> KeptDocument:
        """Raises: msgspec.ValidationError, msgspec.DecodeError for a text that was changed."""
        return _decode(self.text)


def entries(
    connection: psycopg.Connection[Any], case_id: UUID, to: int | None = None, after: int = 0
) -> Iterator[KeptEntry]:
    """The entries behind `after` up to and with `to`, oldest first, read page by page."""
    last, limit = after, 2**31 - 1 if to is None else to
    while True:
        rows = connection.execute(_ENTRIES, (case_id, last, limit, PAGE), prepare=True).fetchall()
        for row in rows:
            yield KeptEntry(*row)
        if len(rows) < PAGE:
            return
        last = rows[-1][0]
