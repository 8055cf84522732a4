"""What the application holds, as dependencies of routes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request
from sqlalchemy.exc import DBAPIError, OperationalError, StatementError

from api.auth.viewer import READS_FOREIGN_CASES, viewer_of
from api.auth.who import signed_in
from api.inbox_documents import Listing
from api.library import Library
from api.paging import BadCursor
from api.settings import Settings
from api.visible import visible_variables
from engine.people.calendars import WorkingCalendar
from engine.people.entrustments import ROLE as THIRD_PARTY
from engine.people.entrustments import entrustments
from engine.people.lookup import DatabasePeople
from engine.people.organisations import Organisations
from engine.people.signed_in import SignedIn
from engine.people.transactions import PeopleDatabase
from engine.reads.cases import CaseView
from engine.reads.clock import now
from engine.reads.entries import record_reading
from engine.reads.viewer import Viewer
from engine.runtime.environment import SHANGHAI
from engine.store.herald import designing_text
from engine.wiring import Engine
from engine.workspaces.checking import Checker


class Reader:
    """Reads of one request: a connection, the viewer, the bundles."""

    def __init__(self, request: Request, person: SignedIn) -> None:
        self.person = person
        self.library: Library = request.app.state.library
        self.engine: Engine = request.app.state.engine
        self.lookup: DatabasePeople = request.app.state.lookup
        self._people: PeopleDatabase = request.app.state.people
        self._settings: Settings = request.app.state.settings

    @contextmanager
    def open(self, after: str | None = None) -> Iterator[tuple[Any, Viewer]]:
        """A connection and who looks; what is written on it (reading records) is committed.

        `after` is the page marker of the request: one that fits no column is the caller's fault.
        Raises: BadCursor.
        """
        try:
            with self.engine.database.begin() as connection:
                yield connection, self._viewer(connection)
        except (DBAPIError, StatementError, ValueError, TypeError, IndexError) as wrong:
            if after is None or isinstance(wrong, OperationalError):
                raise
            raise BadCursor from wrong

    def _viewer(self, connection: Any) -> Viewer:
        letters = []
        today = date.min
        if THIRD_PARTY in self.person.roles:
            today = now(connection).astimezone(SHANGHAI).date()
            with self._people.transaction() as session:
                letters = entrustments(session, person=self.person.id)
        return viewer_of(self.person, self.lookup.organisations(), letters, today)

    def parts(self, connection: Any, viewer: Viewer, view: CaseView) -> dict[str, Any]:
        """The variables of the case that the person may read, tagged JSON."""
        bundles = self.library.bundles(connection, list(view.bundles.values()))
        return visible_variables(view, viewer, bundles)

    def tell_saved(self, workspace: UUID, path: str) -> None:
        """A file of a workspace was saved, and committed: designers who have it open follow."""
        told = designing_text(self.person.id, "saved", workspace=str(workspace), path=path)
        self.engine.herald.say(told)

    def record(self, connection: Any, viewer: Viewer, what: str, case_id: Any = None) -> None:
        """Keep that somebody read a case without having a part in it."""
        if not self.person.roles.isdisjoint(READS_FOREIGN_CASES):
            record_reading(connection, viewer, what, case_id)

    def record_search(self, connection: Any, viewer: Viewer, what: str, detail: str) -> None:
        """Keep that somebody looked for cases, and by which conditions."""
        record_reading(connection, viewer, what, None, detail[:2_000])

    @property
    def organisations(self) -> Organisations:
        return self.lookup.organisations()

    def calendar(self, area: str) -> WorkingCalendar:
        """The working calendar of the area; China's where the area is unknown or empty."""
        return self.lookup.calendar(area)

    def listing(self, moment: datetime) -> Listing:
        """Makes rows of the workbench, seen at this moment."""
        return Listing(self.lookup, moment)

    def rows(self, limit: int | None) -> int:
        """How many rows of a list to give."""
        return min(limit or self._settings.page_size, self._settings.largest_page)


async def _reader(request: Request, person: Annotated[SignedIn, Depends(signed_in)]) -> Reader:
    return Reader(request, person)


async def _settings(request: Request) -> Settings:
    found: Settings = request.app.state.settings
    return found


async def _people(request: Request) -> PeopleDatabase:
    found: PeopleDatabase = request.app.state.people
    return found


async def _lookup(request: Request) -> DatabasePeople:
    found: DatabasePeople = request.app.state.lookup
    return found


async def _checks(request: Request) -> Checker:
    found: Checker = request.app.state.checks
    return found


CurrentSettings = Annotated[Settings, Depends(_settings)]
People = Annotated[PeopleDatabase, Depends(_people)]
Reads = Annotated[Reader, Depends(_reader)]
Lookup = Annotated[DatabasePeople, Depends(_lookup)]
WorkspaceChecks = Annotated[Checker, Depends(_checks)]
