"""Lists: each row once over all pages, in order, and only what the viewer may see."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from engine.errors import CaseNotFound, TaskNotFound
from engine.reads.cases import CaseFilter, get_case, get_task, list_cases
from engine.reads.inbox import Box, TaskFilter, list_tasks
from engine.reads.viewer import Scope, Viewer
from tests.dsl.office import AREA, Office
from tests.dsl.process import process


def viewer(office: Office, person: str, **more: Any) -> Viewer:
    actor = office.actor(person)
    return Viewer(person, actor.groups, actor.organisation, **more)


def all_pages(office: Office, read, size: int) -> list[Any]:
    found, after = [], None
    with office.engine.database.connect() as connection:
        while True:
            page = read(connection, after, size)
            found += page.rows
            if page.next is None:
                return found
            assert len(page.rows) == size
            after = page.next


@pytest.fixture
def busy(office: Office) -> Office:
    """Seven cases: review by two groups of wang, some with a limit; one task claimed, one done."""
    drawn = (
        process("p")
        .start()
        .user_task("review", group="hrss_bureau.reviewer, hrss_bureau.section_chief")
    )
    office.publish(drawn.user_task("last", group="finance_bureau.finance_officer", limit=5).end())
    cases = [office.start("p") for _ in range(7)]
    cases[0].claim_task("review", by="wang")
    for case in cases[1:4]:
        case.complete_task("review", by="wang")
    return office


@pytest.mark.parametrize("size", [1, 2, 3, 50])
def test_should_list_each_free_task_once(busy: Office, size: int):
    # when
    rows = all_pages(
        busy,
        lambda c, after, n: list_tasks(c, viewer(busy, "wang"), Box.GROUPS, after=after, limit=n),
        size,
    )
    # then
    assert [row.row.element for row in rows] == ["review"] * 3
    assert len({row.row.case_id for row in rows}) == 3


@pytest.mark.parametrize("size", [1, 2, 50])
def test_should_list_what_is_done_newest_first(busy: Office, size: int):
    rows = all_pages(
        busy,
        lambda c, after, n: list_tasks(c, viewer(busy, "wang"), Box.DONE, after=after, limit=n),
        size,
    )
    assert len(rows) == 3
    assert rows == sorted(rows, key=lambda row: row.row.closed_at, reverse=True)


def test_should_filter_by_bureau_process_number_and_due(busy: Office):
    # given
    fang = viewer(busy, "fang")
    soon, late = datetime.now(UTC), datetime.now(UTC) + timedelta(days=90)
    number = busy.sql('select number from engine."case" order by number')[1][0]
    expected = {
        TaskFilter(): 3,
        TaskFilter(process="p"): 3,
        TaskFilter(process="q"): 0,
        TaskFilter(bureau=f"{AREA}.finance_bureau"): 3,
        TaskFilter(bureau=f"{AREA}.hrss_bureau"): 0,
        TaskFilter(number=number): 1,
        TaskFilter(due_before=late): 3,
        TaskFilter(due_before=soon): 0,
        TaskFilter(due_from=soon): 3,
    }
    # then
    with busy.engine.database.connect() as connection:
        for wanted, count in expected.items():
            assert len(list_tasks(connection, fang, Box.GROUPS, wanted).rows) == count, wanted


def test_should_list_what_one_holds(busy: Office):
    with busy.engine.database.connect() as connection:
        assert len(list_tasks(connection, viewer(busy, "wang"), Box.MINE).rows) == 1
        assert list_tasks(connection, viewer(busy, "li"), Box.MINE).rows == ()


def test_should_show_cases_to_whom_they_concern(busy: Office):
    # given
    here = Scope(frozenset({AREA}), frozenset({"p"}))
    past = Scope(frozenset({AREA}), cases_until=datetime(2020, 1, 1, tzinfo=UTC).date())
    seen = {
        viewer(busy, "chen"): 7,
        viewer(busy, "wang"): 7,
        viewer(busy, "fang"): 3,
        viewer(busy, "head"): 0,
        viewer(busy, "head", sees_all=True): 7,
        viewer(busy, "head", scopes=(here,)): 7,
        viewer(busy, "head", scopes=(past,)): 0,
        Viewer("chu", organisation=f"{AREA}.enterprise"): 0,
        Viewer("chu", organisation=f"{AREA}.enterprise", sees_organisation=True): 7,
    }
    for who, count in seen.items():
        # when
        rows = all_pages(
            busy, lambda c, after, n, who=who: list_cases(c, who, CaseFilter(), after, n), 2
        )
        # then
        assert len(rows) == count, who
        assert rows == sorted(rows, key=lambda row: row.case_id.bytes, reverse=True)


def test_should_not_tell_a_foreign_case_from_none(busy: Office):
    # given
    [(case_id,), *_] = busy.sql('select case_id from engine."case" order by number')
    nobody = viewer(busy, "head")
    # then
    with busy.engine.database.connect() as connection:
        with pytest.raises(CaseNotFound):
            get_case(connection, nobody, case_id)
        with pytest.raises(TaskNotFound):
            get_task(connection, nobody, case_id, 3)
        assert get_case(connection, viewer(busy, "chen"), case_id).row.applicant == "chen"
