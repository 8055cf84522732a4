"""What commands ask about people, answered from the database (see `engine.commands.people`).

Organisations and calendars are read whole and kept for a few seconds: they change rarely, every
answer that matters goes into the journal with its hash, and a command costs no extra statement.
"""

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from sqlalchemy import Engine, select

from engine.people import area_calendars, snapshot
from engine.people.administration import groups_of
from engine.people.calendars import WorkingCalendar
from engine.people.holidays import china
from engine.people.organisations import Organisations
from engine.people.tables import PersonRow
from engine.people.transactions import PeopleDatabase

KEPT_SECONDS = 2.0

Found = TypeVar("Found")


class _Kept(Generic[Found]):
    """A value that is read again once it is older than `KEPT_SECONDS`."""

    def __init__(self, read: Callable[[], Found]) -> None:
        self._read = read
        self._lock = threading.Lock()
        self._found: Found | None = None
        self._until = 0.0

    def get(self) -> Found:
        found = self._found
        if found is not None and time.monotonic() < self._until:
            return found
        with self._lock:
            if self._found is None or time.monotonic() >= self._until:
                self._found = self._read()
                self._until = time.monotonic() + KEPT_SECONDS
            return self._found

    def forget(self) -> None:
        self._until = 0.0


class DatabasePeople:
    """The people of one database, for `engine.wiring.Engine`."""

    def __init__(self, database: Engine) -> None:
        self._people = PeopleDatabase(database)
        self._organisations = _Kept(self._read_organisations)
        self._calendars = _Kept(self._read_calendars)
        self._by_hash: dict[str, WorkingCalendar] = {}

    def organisations(self) -> Organisations:
        return self._organisations.get()

    def calendar(self, area: str) -> WorkingCalendar:
        own = self._calendars.get()
        for code in self.organisations().chain(area):
            if code in own:
                return own[code]
        return _CHINA

    def calendar_by_hash(self, calendar_hash: str) -> WorkingCalendar | None:
        if calendar_hash not in self._by_hash:
            with self._people.transaction() as session:
                found = area_calendars.calendar_by_hash(session, calendar_hash)
            if found is None:
                return None
            self._by_hash[calendar_hash] = found
        return self._by_hash[calendar_hash]

    def groups_of(self, user_id: str) -> frozenset[str] | None:
        with self._people.transaction() as session:
            status = session.scalar(select(PersonRow.status).where(PersonRow.id == user_id))
            return frozenset(groups_of(session, user_id)) if status == "active" else None

    def organisation_of(self, user_id: str) -> str | None:
        with self._people.transaction() as session:
            return session.scalar(select(PersonRow.organisation).where(PersonRow.id == user_id))

    def names_of(self, user_id: str) -> tuple[str, ...]:
        with self._people.transaction() as session:
            row = session.execute(
                select(PersonRow.name_zh, PersonRow.name_en).where(PersonRow.id == user_id)
            ).one_or_none()
        return tuple(dict.fromkeys(name for name in row or () if name))

    def forget(self) -> None:
        """Read organisations and calendars anew at the next question."""
        self._organisations.forget()
        self._calendars.forget()

    def _read_organisations(self) -> Organisations:
        with self._people.transaction() as session:
            return snapshot.organisations(session)

    def _read_calendars(self) -> dict[str, WorkingCalendar]:
        with self._people.transaction() as session:
            # The one that counts where nobody set another must be found by its hash later on.
            area_calendars.keep_calendar(session, _CHINA)
            return area_calendars.calendars(session)


_CHINA = china()
