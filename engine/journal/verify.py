"""Verify 校验 a journal: is nothing changed (integrity), is nothing missing (completeness)?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import msgspec
import psycopg

from engine.journal.canonical import canonical
from engine.journal.entry import NO_PREVIOUS
from engine.journal.reading import KeptEntry, entries


@dataclass(slots=True)
class Verification:
    """What verifying one case found."""

    case_id: UUID
    entries: int = 0
    changed: list[tuple[int, str]] = field(default_factory=list)  #: (entry, what)
    missing: list[tuple[int, str]] = field(default_factory=list)
    head: bytes = b""  #: hash of the newest entry

    @property
    def sound(self) -> bool:
        """Nothing changed and nothing missing."""
        return not self.changed and not self.missing


def verify(connection: psycopg.Connection[Any], case_id: UUID) -> Verification:
    """Check the whole chain of a case against the table of heads."""
    found = verify_entries(case_id, entries(connection, case_id))
    row = connection.execute(
        "select entry, hash from engine.head where case_id = %s", (case_id,)
    ).fetchone()
    if row is None:
        found.missing.append((0, "the case has no head"))
    elif row[0] != found.entries or bytes(row[1]) != found.head:
        found.missing.append(
            (found.entries + 1, f"the head stands at entry {row[0]}, the journal at another end")
        )
    return found


def verify_entries(case_id: UUID, kept: Iterable[KeptEntry]) -> Verification:
    """Check the chain of entries at hand, oldest first."""
    found = Verification(case_id)
    previous = NO_PREVIOUS
    expected = 0
    for each in kept:
        expected += 1
        if each.entry != expected:
            found.missing.append((expected, f"entries {expected} to {each.entry - 1} are missing"))
            expected = each.entry
        for what in _wrong(case_id, each, previous):
            found.changed.append((each.entry, what))
        previous = each.hash
        found.entries = each.entry
    found.head = previous
    return found


def _wrong(case_id: UUID, each: KeptEntry, previous: bytes) -> Iterable[str]:
    text = each.text.encode()
    if hashlib.sha256(text).digest() != each.hash:
        yield "the text does not have the hash"
    try:
        document = msgspec.json.decode(text)
        if canonical(document) != text:
            yield "the text is not canonical"
        if document["previous"] != previous.hex():
            yield "it does not follow the entry before"
        own = {
            "case": str(case_id),
            "entry": each.entry,
            "key": each.key,
        }
        for name, value in own.items():
            if document[name] != value:
                yield f"{name} of row and document differ"
        if document["command"]["type"] != each.command or document["actor"]["user"] != each.actor:
            yield "command or actor of row and document differ"
    except (msgspec.DecodeError, KeyError, TypeError):
        yield "the text is no entry"
