"""A case as its auditor takes it out: the journal as lines or table, the evidence package."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from api.evidence import packed
from api.journal_csv import JournalTable
from api.journal_kept import CaseJournal
from api.replay_document import (
    days_off,
    documents_of,
    fields_of,
    names_in,
    options_of,
    processes_of,
)
from api.replaying import state_at
from api.state import Reader
from api.visible import masked
from engine.journal.export import closing_line, entry_line
from engine.journal.verify import Verification, verify
from engine.model.bundle import Bundle
from engine.people.calendars import WorkingCalendar
from engine.people.lookup import DatabasePeople
from engine.people.transactions import PeopleDatabase
from engine.reads import cases
from engine.reads.bundles import get_bundle
from engine.reads.cases import CaseView
from engine.reads.clock import now
from engine.reads.evidence import evidence_files
from engine.reads.viewer import Viewer


@dataclass(frozen=True)
class CaseFile:
    """One case opened for an auditor; `open_case_file` makes it."""

    reads: Reader
    view: CaseView
    whole: bool  #: personal data as they stand
    bundles: list[Bundle]
    journal: CaseJournal

    @property
    def name(self) -> str:
        """What downloads are called, without ending."""
        return self.view.row.number or str(self.view.row.case_id)

    def lines(self) -> Iterator[bytes]:
        """The journal as JSON Lines (`engine/journal/export.py`)."""
        head, count = b"", 0
        for kept in self.journal:
            head, count = kept.hash, kept.entry
            yield entry_line(self.view.row.case_id, kept)
        yield closing_line(self.view.row.case_id, head, count)

    def table(
        self, people: PeopleDatabase, lookup: DatabasePeople, language: str
    ) -> Iterator[bytes]:
        """The journal as CSV."""
        with people.transaction() as session:
            persons, organisations = names_in(
                session, documents_of(self.journal), sees_personal=self.whole
            )
        known = {
            (process["id"], element["id"]): element
            for process in self._processes()
            for element in process["elements"]
        }
        empty: dict[str, Any] = {}
        table = JournalTable(
            language,
            ZoneInfo(self._calendar(lookup).time_zone),
            lambda process, element: known.get((process, element), empty),
            {each: asdict(name) for each, name in persons.items()},
            {each: asdict(name) for each, name in organisations.items()},
            fields_of(self.bundles),
        )
        return table.lines(self.journal)

    def document(self, people: PeopleDatabase, lookup: DatabasePeople) -> dict[str, Any]:
        """What `api.schemas.replay.ReplayOut` tells."""
        kept = list(self.journal)
        with people.transaction() as session:
            persons, organisations = names_in(session, documents_of(kept), sees_personal=self.whole)
        calendar = self._calendar(lookup)
        return {
            "case": self.view.row,
            "entries": len(kept),
            "head": kept[-1].hash.hex(),
            "masked": self.journal.masked,
            "processes": self._processes(),
            "people": persons,
            "organisations": organisations,
            "fields": fields_of(self.bundles),
            "options": options_of(self.bundles),
            "time_zone": calendar.time_zone,
            "days_off": days_off(calendar, kept[0].at, kept[-1].at),
            "first_at": kept[0].at,
            "last_at": kept[-1].at,
        }

    def evidence(
        self, people: PeopleDatabase, lookup: DatabasePeople, language: str, entry: int | None
    ) -> Iterator[bytes]:
        """The evidence package; with the case as it stood after `entry`, when one is named."""
        row = self.view.row
        with self.reads.open() as (connection, viewer):
            files = evidence_files(connection, row.case_id)
            at = now(connection)
            state = None
            if entry is not None:
                entry = min(entry, self.journal.last)
                stood, variables = self.state(connection, entry)
                state = {"entry": entry, "state": stood, "variables": variables}
            [last] = self.journal.page(connection, self.journal.last - 1, self.journal.last)
        facts = {
            "head": {
                "case": str(row.case_id),
                "number": row.number,
                "entries": self.journal.last,
                "head": last.hash.hex(),
            },
            "bundles": {bundle.key: bundle.sha256 for bundle in self.bundles},
            "attachments": [asdict(each) for each in files],
            "export": {
                "by": viewer.user_id,
                "at": at.isoformat(),
                "entry": entry,
                "masked": self.journal.masked,
            },
            "state": state,
        }
        contents = {bundle.key: bundle.files for bundle in self.bundles}
        return packed(self.lines(), self.table(people, lookup, language), contents, facts)

    def state(
        self, connection: Any, entry: int | None
    ) -> tuple[dict[str, Any], Mapping[str, dict[str, Any]]]:
        """State and variables after an entry, as the reader may see them."""
        state, variables = state_at(connection, self.view.row.case_id, entry)
        if not self.whole:
            variables = {scope: masked(each, self.bundles) for scope, each in variables.items()}
        return state, variables

    def _processes(self) -> list[dict[str, Any]]:
        with self.reads.open() as (connection, _viewer):
            rows = {each.sha256: get_bundle(connection, each.sha256) for each in self.bundles}
        return processes_of(self.bundles, rows)

    def _calendar(self, lookup: DatabasePeople) -> WorkingCalendar:
        """The one that rules in the case's area today."""
        return lookup.calendar(self.view.row.area)


def open_case_file(reads: Reader, connection: Any, viewer: Viewer, case_id: UUID) -> CaseFile:
    """Raises: CaseNotFound, also when it is not the viewer's office that opens the case."""
    view = cases.get_case_by_office(connection, viewer, case_id)
    whole = viewer.reads_unmasked(view.row)
    bundles = reads.library.bundles(connection, list(view.bundles.values()))
    journal = CaseJournal(reads, case_id, view.row.version, bundles, masked=not whole)
    return CaseFile(reads, view, whole, bundles, journal)


def checked(connection: Any, case_id: UUID) -> Verification:
    """The server's own check of the chain, against its table of heads."""
    return verify(connection.connection.driver_connection, case_id)


def first_of(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same pieces; the first one is made now, so that what is wrong shows before the answer
    has begun."""
    pieces = iter(pieces)
    first = next(pieces, b"")

    def rest() -> Iterator[bytes]:
        yield first
        yield from pieces

    return rest()
