"""Fields that refer to persons, organisations, areas and projects: who is offered, what is read."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from engine.store.postgres import EmbeddedPostgres
from tests import database
from tests.api.examples import import_facts, open_task
from tests.api.office import Office
from tests.api.played import EVERY_BUNDLE
from tests.printing.reading import pages_of

AREA = "321300"  #: Suqian


@pytest.fixture(scope="module")
def office(postgres_server: EmbeddedPostgres) -> Iterator[Office]:
    """With a trade list of the city in two versions: welders are suspended by the second."""
    spinner = {"list": "trade", "code": "6-04-01-01", "name": "纺织工", "valid_from": "2026-03-02"}
    welder = {"list": "trade", "code": "6-18-02-04", "name": "焊工", "valid_from": "2026-03-02"}
    with (
        database.fresh_database(postgres_server) as url,
        Office(url, bundles=EVERY_BUNDLE, today=date(2026, 3, 2), with_worker=True) as opened,
    ):
        keeper, head = opened.as_("tao.ran"), opened.as_("jiang.bin")
        import_facts(keeper, head, {"directory": [spinner, welder]}, AREA)
        import_facts(keeper, head, {"directory": [{**welder, "action": "suspended"}]}, AREA)
        yield opened


def complaint_to_admit(office: Office) -> str:
    """Path of the task of the section chief, who names who verifies."""
    fields = {"subject_case": "321300-dir_trade-2026-000001", "grounds": "收取学员费用"}
    body = {"process": "complaint", "area": AREA, "fields": fields}
    case = office.as_("ling.yan").command("/cases", body)["case_id"]
    clerk = office.as_("han.mei")
    task = open_task(clerk, case, "register_complaint")["task"]
    sent = {"outcome": "registered", "opinion": "", "fields": {"kind": "complaint"}}
    clerk.command(f"/cases/{case}/tasks/{task}/complete", sent)
    return f"/cases/{case}/tasks/{open_task(office.as_('zhu.feng'), case, 'admit')['task']}"


def test_should_offer_whoever_holds_a_post_in_the_bureau_of_the_area(office: Office) -> None:
    # when
    offered = office.as_("zhu.feng").get(f"{complaint_to_admit(office)}/people", field="verifier")
    # then nobody of another bureau or city, and nobody who holds no post
    people = {each["person"]: each for each in offered}
    assert {"shen.tao", "han.mei", "jiang.bin"} <= people.keys()
    assert {each["organisation"]["zh"] for each in offered} == {"宿迁市人力资源和社会保障局"}
    assert not {"wang.fang", "ling.yan", "lin.chuan"} & people.keys()
    loads = [each["open_tasks"] for each in offered]
    assert loads == sorted(loads)


def test_should_offer_nobody_for_a_field_that_names_no_person(office: Office) -> None:
    address = f"{complaint_to_admit(office)}/people"
    assert office.as_("zhu.feng").get(address, field="grounds") == []
    assert office.as_("zhu.feng").get(address, field="nothing") == []


@pytest.mark.parametrize("area", [AREA, "321302"])
def test_should_list_what_the_directory_in_force_of_the_area_has(office: Office, area: str) -> None:
    with office.anonymous() as anybody:
        listed: Any = anybody.get("/public/projects", area=area)
    assert listed == [{"code": "6-04-01-01", "name": "纺织工"}]


def test_should_list_no_projects_where_there_is_no_directory(office: Office) -> None:
    with office.anonymous() as anybody:
        assert anybody.get("/public/projects", area="110000") == []


def test_should_print_what_a_code_stands_for(office: Office) -> None:
    # given
    fields = {
        "year": 2026,
        "audit_kind": "special_audit",
        "auditee": "hongze_school",
        "audit_scope": "补贴资金",
        "period_from": "2025-01-01",
        "period_until": "2025-12-31",
    }
    body = {"process": "special_audit", "area": AREA, "fields": fields}
    case = office.as_("yang.lin").command("/cases", body)
    # when
    sheet = office.as_("tian.song").raw("GET", f"/cases/{case['case_id']}/approval-sheet.pdf")
    # then
    assert "洪泽职业培训学校" in "".join(pages_of(sheet.content))
