"""Export a journal as JSON Lines, and check such a file without any database.

One line per entry: {"case", "entry", "hash", "document"}; the document is the entry as it was
hashed. A last line per case, {"case", "head", "entries"}, says where the chain ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec
import psycopg

from engine.journal.canonical import canonical
from engine.journal.reading import KeptEntry, entries
from engine.journal.verify import Verification, verify_entries


def export_case(connection: psycopg.Connection[Any], case_id: UUID) -> Iterator[bytes]:
    """The lines of one case, each with its line end."""
    head, count = "", 0
    for each in entries(connection, case_id):
        head, count = each.hash.hex(), each.entry
        start = f'{{"case":"{case_id}","entry":{count},"hash":"{head}","document":'
        yield start.encode() + each.text.encode() + b"}\n"
    yield f'{{"case":"{case_id}","head":"{head}","entries":{count}}}\n'.encode()


class ExportDamaged(ValueError):
    """The file is no export of ours; the message says the line."""


def verify_export(lines: Iterable[bytes]) -> list[Verification]:
    """Check every case of an export. Raises: ExportDamaged."""
    found: list[Verification] = []
    kept: list[KeptEntry] = []
    for number, line in enumerate(lines, 1):
        try:
            document = msgspec.json.decode(line)
            if "document" in document:
                kept.append(_entry(document))
                continue
            verified = verify_entries(UUID(document["case"]), kept)
            if verified.entries != document["entries"] or verified.head.hex() != document["head"]:
                verified.missing.append((verified.entries + 1, "the export ends before its head"))
        except (msgspec.DecodeError, KeyError, TypeError, ValueError) as error:
            raise ExportDamaged(f"line {number}: {error}") from error
        found.append(verified)
        kept = []
    if kept:
        raise ExportDamaged("the last case has no closing line")
    return found


def _entry(line: dict[str, Any]) -> KeptEntry:
    document = line["document"]
    return KeptEntry(
        entry=line["entry"],
        at=datetime.fromisoformat(document["at"]).astimezone(UTC),
        command=document["command"]["type"],
        actor=document["actor"]["user"],
        key=document["key"],
        text=canonical(document).decode(),
        hash=bytes.fromhex(line["hash"]),
    )
