"""Places of the year: reserved under the person's lock, released, paid; history by case."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from tests.workflows.claims.desk import lines, person_line, yuan
from tests.workflows.claims.registry import Office
from workflows.claims.handlers import amount, cross_check, ledger, release
from workflows.claims.orders import order_claim
from workflows.registers.claims import claim, claim_line
from workflows.registers.reads import claim_lines, payment_orders
from workflows.registers.subsidies import subsidy

CENTRE = {
    "id": "xinghe", "name": "星河", "kind": "training_centre", "area": "P1_CITY",
    "valid_from": "2025-01-01",
}  # fmt: skip


def claimed(office: Office, given: list[Any], **inputs: Any) -> tuple[Any, Any]:
    case = uuid4()
    asked = {"roster": office.roster(given), "benefit": "certificate", **inputs}
    return case, office.call(amount, asked, case_id=case)


def test_should_pay_exactly_three_of_fifty_claims_for_one_person_at_once(office: Office) -> None:
    # given fifty claims of different occupations for one person
    office.facts(institutions=[CENTRE])
    person = person_line(1, level="junior")
    rosters = [
        office.roster([replace(person, occupation=f"4-{number:02d}", certificate_no=str(number))])
        for number in range(50)
    ]

    def settle(roster: str) -> str:
        case = uuid4()
        asked = {"roster": roster, "benefit": "certificate"}
        found = office.call(amount, asked, case_id=case)
        if found["all_refused"]:
            assert [each["rule"] for each in found["refusals"]] == ["L-01"]
            return "refused"
        office.call(ledger, {"claim_result": "approved"}, case_id=case)
        return "paid"

    # when
    with ThreadPoolExecutor(50) as together:
        results = list(together.map(settle, rosters))
    # then
    assert (results.count("paid"), results.count("refused")) == (3, 47)
    with office.transaction() as connection:
        paid = connection.scalar(
            select(func.count()).select_from(subsidy).where(subsidy.c.state == "paid")
        )
    assert paid == 3


def test_should_give_released_places_to_the_next_claim(office: Office) -> None:
    # given three places taken, one of them by a claim that is refused afterwards
    office.facts(institutions=[CENTRE])
    person = person_line(1, level="junior")
    cases = [
        claimed(office, [replace(person, occupation=f"4-0{number}")])[0] for number in range(3)
    ]
    _, fourth = claimed(office, [replace(person, occupation="4-09")])
    # when
    office.call(release, {}, case_id=cases[0])
    _, fifth = claimed(office, [replace(person, occupation="4-09")])
    # then
    assert fourth["all_refused"] and fifth["total_yuan"] == yuan("1000")


def test_should_take_the_same_places_when_the_amount_is_computed_again(office: Office) -> None:
    # given
    office.facts(institutions=[CENTRE])
    roster = office.roster(lines((2, {"level": "junior"})))
    case = uuid4()
    # when
    for _ in range(3):
        found = office.call(amount, {"roster": roster, "benefit": "certificate"}, case_id=case)
    # then
    assert found["total_yuan"] == yuan("2000")


def test_should_refuse_the_same_level_in_another_city(office: Office) -> None:
    # given paid in Suqian years ago
    office.facts(institutions=[CENTRE])
    person = person_line(1, level="junior")
    office.facts(
        area="321300",
        subsidies=[
            {"id_number": person.id_number, "benefit": "certificate", "level": "junior",
             "occupation": person.occupation, "date": "2019-05-01", "amount_yuan": "500"}
        ],
    )  # fmt: skip
    # when
    _, found = claimed(office, [person])
    # then
    assert [each["rule"] for each in found["refusals"]] == ["L-02"]


def test_should_record_lines_masked_and_one_document_of_reasons(office: Office) -> None:
    # given
    given = lines((1, {"level": "intermediate"}))
    # when
    case = uuid4()
    asked = {"roster": office.roster(given), "benefit": "certificate"}
    found = office.call(cross_check, asked, case_id=case)
    # then
    with office.transaction() as connection:
        [line] = claim_lines(connection, case)
        row = connection.execute(select(claim).where(claim.c.case_id == case)).one()
        raw = connection.execute(select(claim_line).where(claim_line.c.case_id == case)).one()
    assert line["rules"] == ["R1-02"] and line["id_number"].startswith("320***")
    assert line["name"] == "学**" and raw.name == "学员1"
    assert row.reasons == found["reasons"] and found["all_refused"]
    assert found["claimed_yuan"] == Decimal("1500.00")


def test_should_order_one_payment_per_fund_and_settle_the_advance(office: Office) -> None:
    # given a class that had 500 in advance
    office.facts(institutions=[CENTRE])
    office.facts(advances=[{"class_id": "K1", "claimant": "xinghe", "amount_yuan": "500"}])
    given = lines((1, {"level": "junior"}), (2, {"benefit": "school_allowance", "groups": (
        "poor_family_child", "technical_school_student"), "certificate_date": None}))  # fmt: skip
    case, found = claimed(office, given, class_id="K1")
    # when
    orders = office.call(order_claim, {"class_id": "K1"}, case_id=case)["orders"]
    # then
    assert (found["total_yuan"], found["advance_yuan"], found["balance_yuan"]) == (
        yuan("6000"), yuan("500"), yuan("5500"),
    )  # fmt: skip
    assert [(each["fund_source"], each["amount_yuan"], each["payments"]) for each in orders] == [
        ("dedicated_account", yuan("500"), 1), ("employment_subsidy_funds", yuan("5000"), 2),
    ]  # fmt: skip
    # when
    office.call(ledger, {"claim_result": "approved"}, case_id=case)
    _, again = claimed(office, [replace(given[0], occupation="9")], class_id="K1")
    # then
    assert again["advance_yuan"] == 0
    with office.transaction() as connection:
        assert [each["state"] for each in payment_orders(connection, case)] == ["ordered"] * 2


@pytest.mark.slow
def test_should_check_compute_and_pay_5000_persons_at_once(office: Office) -> None:
    # given
    office.facts(institutions=[CENTRE])
    roster = office.roster(lines((5000, {"level": "junior"})))
    case, asked = uuid4(), {"roster": roster, "benefit": "certificate"}
    # when
    started = time.process_time()
    office.call(cross_check, asked, case_id=case)
    found = office.call(amount, asked, case_id=case)
    orders = office.call(order_claim, {}, case_id=case)["orders"]
    paid = office.call(ledger, {"claim_result": "approved"}, case_id=case)
    print(f"check, amount, order and ledger of 5,000: {time.process_time() - started:.1f} s")
    # then
    assert found["total_yuan"] == orders[0]["amount_yuan"] == yuan("5,000,000")
    assert paid["ledger_lines"] == 5000
