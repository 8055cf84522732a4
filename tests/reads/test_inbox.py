"""The workbench's lists: boxes, search, sort, counts, and how many statements they take."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from engine.reads import inbox
from engine.reads.inbox import Box, Sort, TaskFilter, TooManyToSort, list_tasks, tasks_by_key
from engine.reads.inbox_counts import counts
from engine.reads.notices import notices, read_until
from engine.reads.viewer import Viewer
from engine.store.search_words import terms
from tests.dsl.office import AREA, Office
from tests.dsl.process import Process, process


def form(name: str, fields: dict[str, dict[str, Any]]) -> str:
    labelled = {key: {"x-label": {"zh": key, "en": key}, **each} for key, each in fields.items()}
    return json.dumps(
        {
            "id": name,
            "title": {"zh": name, "en": name},
            "schema": {"type": "object", "properties": labelled},
            "rights": dict.fromkeys(fields, "write"),
            **({} if name == "start" else {"outcomes": OUTCOMES}),
        },
        ensure_ascii=False,
    )


OUTCOMES = [
    {"id": name, "label": {"zh": name, "en": name}, "opinion": "optional"}
    for name in ("pass", "back")
]
SEARCH = {"x-search": True}
START = {
    "institution_name": {"type": "string", "maxLength": 100, **SEARCH},
    "credit_code": {"type": "string", "maxLength": 18, **SEARCH},
    "requested_yuan": {"type": "string", "format": "decimal", **SEARCH},
    "id_number": {"type": "string", "maxLength": 18, "x-personal": True, **SEARCH},
}
FIRM = {
    "institution_name": "星河科技有限公司",
    "credit_code": "91320000MA1XYZ7890",
    "requested_yuan": "27000",
    "id_number": "321300199001010011",
}


def drawn() -> Process:
    return (
        process("p", "星光流程")
        .start()
        .user_task("review", group="hrss_bureau.reviewer", form="review", limit=5)
        .user_task("second", group="hrss_bureau.section_chief", form="review", limit=5)
        .exclusive("result")
        .when('outcome = "back"')
        .connect_to("review")
        .move_to("result")
        .otherwise()
        .end("end")
        .with_file("forms/start.json", form("start", START))
        .with_file("forms/review.json", form("review", {}))
    )


@pytest.fixture
def filed(office: Office) -> Office:
    """Three cases with a review open; li holds one, another is of a large firm."""
    office.publish(drawn())
    school = {"institution_name": "长江职业学校", "requested_yuan": "1409.50"}
    values = [FIRM, {**FIRM, **school, "credit_code": "52320000500012345X"}, {}]
    cases = [office.start("p", values=each) for each in values]
    cases[2].claim_task("review", by="li")
    return office


def viewer(office: Office, person: str) -> Viewer:
    actor = office.actor(person)
    return Viewer(person, actor.groups, actor.organisation)


def names(office: Office, person: str, box: Box, wanted: Any = None, **more: Any) -> list[str]:
    with office.engine.database.connect() as connection:
        page = list_tasks(connection, viewer(office, person), box, wanted or TaskFilter(), **more)
    return [row.fields.get("institution_name", "") for row in page.rows]


@pytest.mark.parametrize(
    "typed",
    [
        *("000001", "星河", "河科技", "xhkj", "kj", "27,000", "￥27,000.00", "91320000ma1"),
        *("A1-p-2026-000001", "星河 27000", "ＸＨＫＪ"),
    ],
)
def test_should_find_a_task_by_what_its_case_says(filed: Office, typed: str) -> None:
    # given
    year = datetime.now(UTC).year
    typed = typed.replace("2026", str(year))
    # then
    assert names(filed, "li", Box.OPEN, TaskFilter(text=typed)) == ["星河科技有限公司"]


@pytest.mark.parametrize("typed", ["月亮", "321300199001010011", "星河 1409.50", "000009"])
def test_should_not_find_by_what_it_does_not_say_or_what_is_personal(
    filed: Office, typed: str
) -> None:
    assert names(filed, "li", Box.OPEN, TaskFilter(text=typed)) == []


def test_should_search_only_in_ones_own_boxes(filed: Office) -> None:
    assert names(filed, "fang", Box.OPEN, TaskFilter(text="星河")) == []
    assert names(filed, "li", Box.DONE, TaskFilter(text="星河")) == []


def test_should_walk_the_list_when_too_many_match(
    filed: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given: everything counts as too many
    monkeypatch.setattr(inbox, "MOST_SORTED", 0)
    # then
    assert names(filed, "li", Box.OPEN, TaskFilter(text="星河")) == ["星河科技有限公司"]
    with pytest.raises(TooManyToSort):
        names(filed, "li", Box.OPEN, sort=Sort.AMOUNT)


def test_should_forget_the_old_words_of_a_field_that_changes(office: Office) -> None:
    # given
    office.publish(
        process("q")
        .start()
        .user_task("correct", group="hrss_bureau.reviewer", form="fields")
        .user_task("next", group="hrss_bureau.reviewer")
        .end()
        .with_file("forms/start.json", form("start", START))
        .with_file("forms/fields.json", form("fields", START))
    )
    case = office.start("q", values=FIRM)
    # when
    case.complete_task(
        "correct", by="li", outcome="pass", values={**FIRM, "institution_name": "星河学校"}
    )
    # then
    assert names(office, "li", Box.OPEN, TaskFilter(text="科技")) == []
    assert names(office, "li", Box.OPEN, TaskFilter(text="xhxx 27000")) == ["星河学校"]


def test_should_tell_boxes_apart(filed: Office) -> None:
    expected = {
        ("li", Box.MINE): 1,
        ("li", Box.GROUPS): 2,
        ("li", Box.OPEN): 3,
        ("li", Box.BUREAU): 3,
        ("wang", Box.MINE): 0,
        ("wang", Box.OPEN): 2,
        ("wang", Box.BUREAU): 2,
        ("fang", Box.BUREAU): 0,
        ("li", Box.DONE): 0,
    }
    for (person, box), count in expected.items():
        assert len(names(filed, person, box)) == count, (person, box)


def test_should_show_the_bureau_what_colleagues_hold(filed: Office) -> None:
    # given: the colleagues are in the database of people
    filed.sql(
        "insert into people.area (code, name_zh, name_en) values (%s, '甲', 'A')"
        " on conflict do nothing",
        AREA,
    )
    filed.sql(
        "insert into people.organisation (id, kind, area, name_zh, name_en)"
        " values (%s, 'hrss_bureau', %s, '人社局', 'HRSS')",
        f"{AREA}.hrss_bureau",
        AREA,
    )
    for person in ("li", "wang"):
        filed.sql(
            "insert into people.person (id, name_zh, name_en) values (%s, %s, %s)",
            *(person, "李伟" if person == "li" else "王芳", person),
        )
        filed.sql(
            "insert into people.membership (person, organisation, role)"
            " values (%s, %s, 'reviewer')",
            *(person, f"{AREA}.hrss_bureau"),
        )
    # then
    with filed.engine.database.connect() as connection:
        rows = list_tasks(connection, viewer(filed, "wang"), Box.BUREAU).rows
    assert sorted(row.assignee_zh for row in rows) == ["", "", "李伟"]


@pytest.mark.parametrize("size", [1, 2, 50])
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", list(Sort))
def test_should_page_in_every_order(filed: Office, sort: Sort, descending: bool, size: int) -> None:
    # given
    def read(after: Any, limit: int) -> Any:
        with filed.engine.database.connect() as connection:
            return list_tasks(
                connection,
                viewer(filed, "li"),
                Box.OPEN,
                after=after,
                limit=limit,
                sort=sort,
                descending=descending,
            )

    # when
    found, after = [], None
    while True:
        page = read(after, size)
        found += page.rows
        if (after := page.next) is None:
            break
    # then
    assert [row.row.case_id for row in found] == [row.row.case_id for row in read(None, 50).rows]
    assert len({row.row.case_id for row in found}) == 3
    if sort is Sort.AMOUNT:
        amounts = [row.amount_yuan for row in found]
        assert amounts == (["27000", "1409.50", ""] if descending else ["", "1409.50", "27000"])


def test_should_mark_what_came_back_and_tell_whoever_did_it(filed: Office) -> None:
    # given
    with filed.engine.database.connect() as connection:
        first = list_tasks(connection, viewer(filed, "wang"), Box.GROUPS).rows[0].row
    from tests.dsl.office import Case

    case = Case(filed, first.case_id)
    case.complete_task("review", by="wang", outcome="pass")
    assert names(filed, "wang", Box.RETURNED) == []
    # when
    case.complete_task("second", by="sun", outcome="back", opinion="金额有误")
    # then
    assert len(names(filed, "wang", Box.RETURNED)) == 1
    assert len(names(filed, "li", Box.RETURNED)) == 0
    assert len(names(filed, "li", Box.OPEN, TaskFilter(returned=True))) == 1
    with filed.engine.database.connect() as connection:
        (told,) = notices(connection, "wang").rows
        assert (told.kind, told.unread, told.open) == ("returned", True, True)
        read_until(connection, "wang", told.at)
        assert [each.unread for each in notices(connection, "wang").rows] == [False]


def test_should_tell_of_transfers_but_not_of_ones_own(filed: Office) -> None:
    # given
    from tests.dsl.office import Case

    with filed.engine.database.connect() as connection:
        held = list_tasks(connection, viewer(filed, "li"), Box.MINE).rows[0].row
    # when
    Case(filed, held.case_id).transfer_task("review", by="li", to="wang")
    # then
    with filed.engine.database.connect() as connection:
        assert [each.kind for each in notices(connection, "wang").rows] == ["transferred"]
        assert notices(connection, "li").rows == ()


def test_should_count_in_one_statement_and_no_further_than_the_limit(
    filed: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    now = datetime.now(UTC)
    sent = statements(filed)
    with filed.engine.database.connect() as connection:
        # when
        sent.clear()
        found = counts(connection, viewer(filed, "li"), now, now + timedelta(days=1))
        # then
        assert len(sent) == 1
        tabs = {name: each.count for name, each in found.tabs.items() if each.count}
        assert tabs == {"mine": 1, "groups": 2, "open": 3, "bureau": 3} | (
            {"today": tabs["today"]} if "today" in tabs else {}
        )
        assert found.bureaus[f"{AREA}.hrss_bureau"].count == 2
        monkeypatch.setattr("engine.reads.inbox_counts.MOST_COUNTED", 1)
        few = counts(connection, viewer(filed, "li"), now, now + timedelta(days=1))
        assert (few.tabs["groups"].count, few.tabs["groups"].more) == (1, True)
        assert (few.tabs["mine"].count, few.tabs["mine"].more) == (1, False)


def test_should_list_in_one_statement_and_search_in_two(filed: Office) -> None:
    # given
    sent = statements(filed)
    with filed.engine.database.connect() as connection:
        for wanted, count in ((TaskFilter(), 1), (TaskFilter(text="星河"), 2)):
            # when
            sent.clear()
            page = list_tasks(connection, viewer(filed, "li"), Box.OPEN, wanted)
            # then
            assert page.rows and len(sent) == count


def test_should_give_tasks_by_key_only_to_whom_they_concern(filed: Office) -> None:
    # given
    with filed.engine.database.connect() as connection:
        rows = list_tasks(connection, viewer(filed, "li"), Box.OPEN).rows
        keys = [(row.row.case_id, row.row.task) for row in reversed(rows)]
        # then
        found = tasks_by_key(connection, viewer(filed, "li"), keys)
        assert [(row.row.case_id, row.row.task) for row in found] == keys
        assert tasks_by_key(connection, viewer(filed, "fang"), keys) == ()


def test_should_read_what_people_type_as_terms() -> None:
    assert terms("  ￥27,000.00　星河 ") == ("27000", "星河")
    assert terms("000017") == ("000017",)
    assert terms("") == ()


def statements(office: Office) -> list[str]:
    sent: list[str] = []

    @event.listens_for(office.engine.database, "before_cursor_execute")
    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    return sent
