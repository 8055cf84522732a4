"""Verify 校验 a journal: is nothing changed (integrity), is nothing missing (completeness)?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
import psycopg

from engine.journal.canonical import canonical
from engine.journal.entry import NO_PREVIOUS
from engine.journal.reading import KeptEntry, entries


class Remark(NamedTuple):
    """One thing that is wrong with an entry, in both languages."""

    entry: int
    en: str
    zh: str


@dataclass(slots=True)
class Verification:
    """What verifying one case found."""

    case_id: UUID
    entries: int = 0
    changed: list[Remark] = field(default_factory=list)
    missing: list[Remark] = field(default_factory=list)
    head: bytes = b""  #: hash of the newest entry
    masked: int = 0  #: entries given with personal data masked: only their links were checked

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
        found.missing.append(Remark(0, "the case has no head", "头部登记中没有该办件"))
    elif row[0] != found.entries or bytes(row[1]) != found.head:
        found.missing.append(
            Remark(
                found.entries + 1,
                f"the head stands at entry {row[0]}, the journal at another end",
                f"头部登记在第 {row[0]} 条，与日志末尾不符",
            )
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
            last = each.entry - 1
            found.missing.append(
                Remark(
                    expected,
                    f"entries {expected} to {last} are missing",
                    f"缺少第 {expected} 至 {last} 条",
                )
            )
            expected = each.entry
        for what in _wrong(case_id, each, previous):
            found.changed.append(Remark(each.entry, what, _ZH[what]))
        found.masked += each.masked
        previous = each.hash
        found.entries = each.entry
    found.head = previous
    return found


_ZH = {
    "the text does not have the hash": "内容与哈希不符",
    "the text is not canonical": "内容不是规范格式",
    "it does not follow the entry before": "与上一条不相连",
    "case of row and document differ": "行与内容的办件不一致",
    "entry of row and document differ": "行与内容的条目号不一致",
    "key of row and document differ": "行与内容的幂等键不一致",
    "command or actor of row and document differ": "行与内容的命令或办理人不一致",
    "the text is no entry": "内容不是日志条目",
}


def _wrong(case_id: UUID, each: KeptEntry, previous: bytes) -> Iterable[str]:
    text = each.text.encode()
    # What was masked on its way out cannot have the hash; its links to its neighbours remain.
    if not each.masked and hashlib.sha256(text).digest() != each.hash:
        yield "the text does not have the hash"
    try:
        document = msgspec.json.decode(text)
        if not each.masked and canonical(document) != text:
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
