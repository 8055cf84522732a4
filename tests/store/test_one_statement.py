"""A completed task costs two statements, two round trips and one commit."""

import threading

import psycopg
import pytest

from engine.commands.complete_task import CompleteTask
from tests.dsl.office import Office
from tests.dsl.process import process


@pytest.fixture
def drawn():
    return (
        process("p")
        .start()
        .user_task("first", group="hrss_bureau.reviewer")
        .user_task("second", group="hrss_bureau.section_chief", limit=5)
        .user_task("third", group="hrss_bureau.bureau_head")
        .end()
    )


def test_should_complete_a_task_in_two_statements(office: Office, drawn, monkeypatch):
    # given
    warm, case = office.start(drawn), office.start("p")
    warm.complete_task("first", by="li")
    case.claim_task("first", by="li")
    task = case.task("first")
    sent: list[bytes] = []
    execute, here = psycopg.Cursor.execute, threading.get_ident()

    def counting(self, query, params=None, **options):
        if threading.get_ident() == here:  # the herald's own connection tells of earlier changes
            sent.append(query if isinstance(query, bytes) else str(query).encode())
        return execute(self, query, params, **options)

    monkeypatch.setattr(psycopg.Cursor, "execute", counting)
    before = office_commits(office)
    # when
    office.engine.handle(CompleteTask(case.id, task), office.actor("li"))
    # then
    monkeypatch.undo()
    assert [statement.split()[0].lower() for statement in sent[1:]] == [b"select", b"with"]
    assert office_commits(office) - before == 1
    case.check()


def office_commits(office: Office) -> int:
    """How often the journal was written: each write is one statement in autocommit."""
    return office.sql("select count(*) from engine.journal")[0][0]


def test_should_write_nothing_when_somebody_was_faster(office: Office, drawn, monkeypatch):
    # given: every first look at the case is outdated by the time it is written
    from engine.commands import execution
    from engine.commands.claim_task import ClaimTask
    from engine.commands.release_task import ReleaseTask

    case = office.start(drawn)
    task = case.task("first")
    load, looks = execution.load, []

    def slow(connection, case_id, key=None):
        loaded = load(connection, case_id, key)
        looks.append(loaded.version)
        if len(looks) == 1:
            office.engine.handle(ClaimTask(case.id, task), office.actor("wang"))
            office.engine.handle(ReleaseTask(case.id, task), office.actor("wang"))
        return loaded

    monkeypatch.setattr(execution, "load", slow)
    # when
    done = office.engine.handle(ClaimTask(case.id, task), office.actor("li"))
    # then
    monkeypatch.undo()
    assert looks[0] == 1 and looks[-1] == 3 and done.entry == 4
    case.check()
