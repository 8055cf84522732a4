"""When the database goes away and comes back, a command with a key is simply done."""

import asyncio
import logging
import threading

import psycopg
import pytest

from api.changes import Changes
from engine.commands.complete_task import CompleteTask
from engine.store.connections import plain_url
from tests.dsl.office import Office
from tests.dsl.process import process


def test_should_survive_that_all_connections_are_cut(office: Office):
    # given
    case = office.start(process("p").start().user_task("a", users="li").end())
    task = case.task("a")
    # when
    office.sql(
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
        " where datname = current_database() and pid <> pg_backend_pid()"
    )
    done = office.engine.handle(
        CompleteTask(case.id, task), office.actor("li"), idempotency_key="k"
    )
    # then
    assert done.entry == 2 and not done.repeated
    case.check()


def test_should_say_nothing_when_the_database_ends_with_the_program(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    # given an open stream
    changes = Changes(database_url)

    async def follow() -> None:
        with changes.subscribe("li", frozenset(), ""):
            assert await asyncio.to_thread(changes.listening.wait, 30)

    asyncio.run(follow())
    listener = next(each for each in threading.enumerate() if each.name == "changes")
    # when
    with caplog.at_level(logging.WARNING):
        changes.close()
        with psycopg.connect(plain_url(database_url), autocommit=True) as connection:
            connection.execute(
                "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
                " where datname = current_database() and pid <> pg_backend_pid()"
            )
        listener.join(30)
    # then
    assert not listener.is_alive()
    assert not caplog.records
