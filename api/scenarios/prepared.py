"""Databases of scenarios: copies of one with tables and sample people, which is kept on the server.

Making that one takes seconds, so it stays for the next run; its name says what is in it. Whoever
uses it holds a shared lock on the name until the connection ends, however that comes about. What a
killed run left behind is dropped by the next one: what nobody has locked nobody uses.
"""

import contextlib
import hashlib
from functools import cache
from uuid import uuid4

import psycopg
from psycopg import sql

from api.demo.load import FILE, load_people
from api.migrations import MIGRATIONS, newest_migrations
from engine.people.transactions import PeopleDatabase
from engine.store.connections import plain_url, sqlalchemy_engine
from engine.store.migrate import migrate

PREFIX = "huiqian_scenarios"


@cache
def content_of_prepared() -> str:
    """Short hash of what the prepared database is made of: newest migrations, sample people."""
    content = hashlib.sha256("\n".join(newest_migrations()).encode())
    content.update(FILE.read_bytes())
    return content.hexdigest()[:10]


class ScenarioDatabases:
    """Databases on one PostgreSQL server, dropped when it is closed; the prepared one stays."""

    def __init__(self, base_url: str) -> None:
        self._base_url = plain_url(base_url)
        self.connection = psycopg.connect(self._base_url, autocommit=True)
        # Advisory locks hold inside one database, so each has prepared ones of its own.
        home = hashlib.sha256(self.connection.info.dbname.encode()).hexdigest()[:10]
        self.prefix = f"{PREFIX}_{home}_"
        self._prepared = self.prefix + content_of_prepared()
        self._copies: set[str] = set()

    def prepare(self) -> None:
        """Make the database that the others are copied from, unless it is there."""
        self._sweep()
        self._lock("pg_advisory_lock_shared", self._prepared)
        if self._exists(self._prepared):
            return
        self._lock("pg_advisory_unlock_shared", self._prepared)
        self._lock("pg_advisory_lock", self._prepared)
        try:
            if not self._exists(self._prepared):
                self._make()
            self._lock("pg_advisory_lock_shared", self._prepared)
        finally:
            self._lock("pg_advisory_unlock", self._prepared)

    def copy(self, of: str | None = None) -> str:
        """The name of a new copy: of the prepared database, or of another copy."""
        name = f"{self._prepared}_{uuid4().hex[:12]}"
        self._copies.add(name)
        self._administer("create database {} template {}", name, of or self._prepared)
        return name

    def drop(self, name: str) -> None:
        self._administer("drop database if exists {} with (force)", name)
        self._copies.discard(name)

    def url(self, name: str) -> str:
        head, _, query = self._base_url.partition("?")
        start = head[: head.rindex("/")]
        return f"{start}/{name}" + (f"?{query}" if query else "")

    def close(self) -> None:
        with contextlib.closing(self.connection):
            for name in sorted(self._copies):
                self.drop(name)

    def _make(self) -> None:
        """Under another name first, so that half of it is never taken for the whole."""
        draft = self.copy(of="template1")
        url = self.url(draft)
        migrate(url, MIGRATIONS)
        people = sqlalchemy_engine(url, pool_size=1)
        try:
            load_people(PeopleDatabase(people))
        finally:
            people.dispose()
        self._administer("alter database {} rename to {}", draft, self._prepared)
        self._copies.discard(draft)

    def _sweep(self) -> None:
        """Drop what other versions prepared and what killed runs left, unless it is in use."""
        found = self.connection.execute(
            "select datname from pg_database where starts_with(datname, %s) order by datname",
            (self.prefix,),
        ).fetchall()
        names = [str(name) for (name,) in found]
        parts = {name.removeprefix(self.prefix).partition("_")[0] for name in names}
        for whole in sorted(self.prefix + part for part in parts):
            if not self._lock("pg_try_advisory_lock", whole):
                continue
            try:
                for name in names:
                    is_copy = name.startswith(f"{whole}_")
                    if is_copy or (name == whole and whole != self._prepared):
                        self._administer("drop database if exists {} with (force)", name)
            finally:
                self._lock("pg_advisory_unlock", whole)

    def _exists(self, name: str) -> bool:
        found = self.connection.execute("select from pg_database where datname = %s", (name,))
        return found.fetchone() is not None

    def _lock(self, function: str, name: str) -> bool:
        query = sql.SQL("select {}(hashtextextended(%s, 0))").format(sql.Identifier(function))
        row = self.connection.execute(query, (name,)).fetchone()
        assert row is not None
        return bool(row[0])

    def _administer(self, statement: str, *names: str) -> None:
        identifiers = [sql.Identifier(name) for name in names]
        self.connection.execute(sql.SQL(statement).format(*identifiers))
