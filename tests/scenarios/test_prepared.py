"""The database that scenarios start from: made once, kept, and swept by what comes after."""

from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest

from api.scenarios import prepared
from api.scenarios.prepared import PREFIX, ScenarioDatabases
from engine.store.postgres import EmbeddedPostgres
from tests import database


@pytest.fixture
def home(postgres_server: EmbeddedPostgres) -> Iterator[str]:
    """A database of its own, so that nobody else prepares beside it."""
    with database.fresh_database(postgres_server) as url:
        yield url
        with database.admin(postgres_server) as connection:
            for name in names(url):
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def names(url: str) -> list[str]:
    """The databases prepared from there, and their copies."""
    with closing(ScenarioDatabases(url)) as own, psycopg.connect(url) as connection:
        found = connection.execute(
            "select datname from pg_database where starts_with(datname, %s) order by datname",
            (own.prefix,),
        ).fetchall()
    return [name for (name,) in found]


def people(databases: ScenarioDatabases, name: str) -> int:
    with psycopg.connect(databases.url(name)) as connection:
        row = connection.execute("select count(*) from people.person").fetchone()
    assert row is not None
    return int(row[0])


def test_should_make_it_once_and_keep_it(home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    with closing(ScenarioDatabases(home)) as first:
        first.prepare()
        copy = first.copy()
        assert people(first, copy) > 300
    # then the copy is gone and the prepared one is there
    [kept] = names(home)
    assert kept.startswith(PREFIX) and copy.startswith(kept)
    # when prepared again
    monkeypatch.setattr(prepared, "load_people", lambda _: pytest.fail("made twice"))
    with closing(ScenarioDatabases(home)) as second:
        second.prepare()
        assert people(second, second.copy()) > 300


def test_should_sweep_what_killed_runs_left_and_nothing_that_is_used(home: str) -> None:
    # given a run that goes on, and one whose connection ended without a word
    with closing(ScenarioDatabases(home)) as living:
        living.prepare()
        used = living.copy()
        killed = ScenarioDatabases(home)
        killed.prepare()
        left = killed.copy()
        killed.connection.close()
        # when another one comes while the first still works
        with closing(ScenarioDatabases(home)) as other:
            other.prepare()
        # then
        assert {used, left} <= set(names(home))
    # when nobody works there any more
    with closing(ScenarioDatabases(home)) as last:
        last.prepare()
        assert left not in names(home)


def test_should_make_another_one_for_other_content(
    home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    with closing(ScenarioDatabases(home)) as first:
        first.prepare()
    [before] = names(home)
    # when there is another migration
    monkeypatch.setattr(prepared, "content_of_prepared", lambda: "0123456789")
    with closing(ScenarioDatabases(home)) as second:
        second.prepare()
    # then the old one, which nobody uses, is gone
    [after] = names(home)
    assert after != before
