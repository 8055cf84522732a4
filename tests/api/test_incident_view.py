"""A case operator sees cause, place and data of what stands still, repairs it, and nothing more."""

from datetime import date
from pathlib import Path

from engine.store.postgres import EmbeddedPostgres
from tests import database
from tests.api.office import Office
from tests.api.stopping_bundle import stopping_bundle


def test_should_show_cause_place_and_data_and_take_the_repair(
    postgres_server: EmbeddedPostgres, tmp_path: Path
) -> None:
    with (
        database.fresh_database(postgres_server) as url,
        Office(url, bundles=[stopping_bundle(tmp_path)], today=date(2026, 3, 2)) as office,
    ):
        # given
        body = {"process": "small", "area": "P1_CITY", "fields": {"purpose": "秘密"}}
        case = office.as_("chen.jing").command("/cases", body)["case_id"]
        operator = office.as_("xia.qing")
        listed = operator.get("/incidents")["items"]
        assert [each["element"] for each in listed] == ["urgent"]
        instance = listed[0]["instance"]
        # when
        view = operator.get(f"/cases/{case}/incidents/{instance}")
        # then
        assert (view["title_zh"], view["kind"]) == ("是否急件", "exclusiveGateway")
        assert [each["text"] for each in view["expressions"]] == ["urgency > 3", "urgency <= 3"]
        assert view["variables"] == [{"name": "urgency", "there": False, "value": None}]
        assert "秘密" not in str(view), "what the place does not read stays closed"
        assert "<bpmn:exclusiveGateway" in view["diagram"]
        assert operator.raw("GET", f"/cases/{case}/incidents/99").status_code == 404
        # and: the repair lets it go on
        repair = {"reason": "补录", "values": {"urgency": 1}}
        operator.command(f"/cases/{case}/incidents/{instance}/resolve", repair)
        assert operator.get("/incidents") == {"items": [], "next": None}
        view = operator.get(f"/cases/{case}/incidents/{instance}")
        assert view["incident"]["resolved_by"] == "xia.qing"
        assert view["variables"] == [{"name": "urgency", "there": True, "value": 1}]
