"""Export a journal as JSON Lines, and check such a file without any database.

One line per entry: {"case", "entry", "hash", "document"}; the document is the entry as it was
hashed. A last line per case, {"case", "head", "entries"}, says where the chain ends. An entry whose
personal data was masked carries "masked": true before its document; of such entries only the links
can be checked.
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
from engine.journal.verify import Remark, Verification, verify_entries


def export_case(connection: psycopg.Connection[Any], case_id: UUID) -> Iterator[bytes]:
    """The lines of one case, each with its line end."""
    head, count = b"", 0
    for each in entries(connection, case_id):
        head, count = each.hash, each.entry
        yield entry_line(case_id, each)
    yield closing_line(case_id, head, count)


def entry_line(case_id: UUID, each: KeptEntry) -> bytes:
    """The document stands in it byte for byte, from behind `"document":` to before the last `}`."""
    masked = '"masked":true,' if each.masked else ""
    start = f'{{"case":"{case_id}","entry":{each.entry},"hash":"{each.hash.hex()}",{masked}'
    return f'{start}"document":{each.text}}}\n'.encode()


def closing_line(case_id: UUID, head: bytes, count: int) -> bytes:
    """Where the chain of the case ends; an export without it was cut off."""
    return f'{{"case":"{case_id}","head":"{head.hex()}","entries":{count}}}\n'.encode()


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
                verified.missing.append(
                    Remark(
                        verified.entries + 1,
                        "the export ends before its head",
                        "导出在链头之前中断",
                    )
                )
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
        masked=line.get("masked") is True,
    )
