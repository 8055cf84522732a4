"""What administrators do: people, organisations, letters of entrustment, calendars."""

from typing import Any

import pytest

from api.client import Refused
from tests.api.office import Office

PASSWORD = "a long password"
ORGANISATION = {"id": "new_firm", "kind": "enterprise", "area": "P1_CITY"}


def add_person(office: Office, person: str, **more: Any) -> dict[str, Any]:
    names = {"name_zh": "新人", "name_en": "New"}
    body = {"id": person, **names, "password": PASSWORD, **more}
    added: dict[str, Any] = office.as_("admin").command("/people", body)
    return added


def test_should_add_a_firm_and_its_applicant(office: Office) -> None:
    # given
    names = {"name_zh": "新企业", "name_en": "New firm"}
    office.as_("admin").command("/organisations", {**ORGANISATION, **names})
    # when
    add_person(office, "new.one", organisation="new_firm", groups=["new_firm.applicant"])
    # then
    client = office.signed_in("new.one", PASSWORD)
    assert client.get("/me")["groups"] == ["new_firm.applicant"]
    assert client.get("/me")["area"] == "P1_CITY"


def test_should_change_nothing_when_the_same_is_added_again(office: Office) -> None:
    first = add_person(office, "same.one", area="P1_CITY")
    assert add_person(office, "same.one", area="P1_CITY") == first
    with pytest.raises(Refused) as refused:
        add_person(office, "same.one", area="321300")
    assert refused.value.problem == "already-exists"


def test_should_take_groups_and_sessions_away_at_once(office: Office) -> None:
    # given
    add_person(office, "old.one", groups=["P1_CITY.hrss_bureau.reviewer"])
    client = office.signed_in("old.one", PASSWORD)
    admin = office.as_("admin")
    # when
    admin.command("/people/old.one/groups", {"groups": []}, method="PUT")
    # then
    assert client.get("/me")["groups"] == []
    admin.command("/people/old.one/status", {"status": "disabled"}, method="PUT")
    assert client.raw("GET", "/me").status_code == 401
    assert office.sign_in("old.one", PASSWORD).status_code == 401


def test_should_entrust_third_party_auditors_only(office: Office) -> None:
    # given
    letter = {
        "letter": "L-1",
        "areas": ["P1_CITY"],
        "valid_from": "2026-01-01",
        "valid_until": "2026-06-30",
    }
    admin = office.as_("admin")
    # when
    made = admin.command("/entrustments", {"person": "gu.qin", **letter})
    # then
    assert [each["letter"] for each in office.as_("gu.qin").get("/entrustments")] == ["L-1"]
    admin.command(f"/entrustments/{made['id']}", method="DELETE")
    assert office.as_("gu.qin").get("/entrustments") == []
    for wrong, problem in (
        ({"person": "zhao.min"}, "letters-only-for-auditors"),
        ({"person": "gu.qin", "valid_until": "2025-01-01"}, "entrustment-dates-wrong"),
    ):
        with pytest.raises(Refused) as refused:
            admin.command("/entrustments", {**letter, **wrong})
        assert refused.value.problem == problem


def test_should_count_by_the_calendar_of_the_area_around(office: Office) -> None:
    # given
    admin = office.as_("admin")
    before = admin.get("/calendars/110105")
    calendar = {"holidays": ["2026-03-03"], "shifted_work_days": []}
    # when
    admin.command("/calendars/110000", calendar, method="PUT")
    # then
    after = admin.get("/calendars/110105")
    assert after["holidays"] == ["2026-03-03"]
    assert after["hash"] != before["hash"]
    assert admin.get("/calendars/321300") == before
    with pytest.raises(Refused) as refused:
        zone = {**calendar, "time_zone": "Nowhere/Land"}
        admin.command("/calendars/110000", zone, method="PUT")
    assert refused.value.problem == "time-zone-unknown"


def test_should_keep_a_record_of_every_change(office: Office) -> None:
    from sqlalchemy import text

    # given
    add_person(office, "noted.one")
    # when
    with office.engine.database.connect() as connection:
        row = connection.execute(
            text("select actor, what, details::text from people.change where subject = 'noted.one'")
        ).one()
    # then
    assert (row.actor, row.what) == ("admin", "person.created")
    assert PASSWORD not in row.details
