"""The journal of a case as its reader may have it, page by page, a statement each."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import msgspec

from api.state import Reader
from api.visible import masked_entry
from engine.journal.reading import PAGE, KeptEntry, entries
from engine.model.bundle import Bundle

_encode = msgspec.json.Encoder(order="sorted").encode


class CaseJournal:
    """Entries 1 to `last` of one case; masked where the reader sees no personal data.

    No connection is held between pages, so that a slow receiver holds up nobody.
    """

    def __init__(
        self, reads: Reader, case_id: UUID, last: int, bundles: list[Bundle], *, masked: bool
    ) -> None:
        self._reads = reads
        self._bundles = bundles
        self.case_id = case_id
        self.last = last
        self.masked = masked

    def __iter__(self) -> Iterator[KeptEntry]:
        for after in range(0, self.last, PAGE):
            to = min(after + PAGE, self.last)
            with self._reads.open() as (connection, _viewer):
                page = self.page(connection, after, to)
            yield from page

    def page(self, connection: Any, after: int, to: int) -> list[KeptEntry]:
        """The entries behind `after` up to and with `to`, on a connection that is open."""
        driver = connection.connection.driver_connection
        found = entries(driver, self.case_id, to, after)
        return [self._mask(each) for each in found] if self.masked else list(found)

    def _mask(self, kept: KeptEntry) -> KeptEntry:
        document = masked_entry(json.loads(kept.text), self._bundles, sees_personal=False)
        return replace(kept, text=_encode(document).decode(), masked=True)
