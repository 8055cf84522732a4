"""Money leaves a fund once, never more than it holds."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from engine.jobs.handlers import HandlerFailed
from tests.workflows.claims.registry import Office
from workflows.claims.appropriation import check, failed, receipt
from workflows.claims.appropriation import release as pay
from workflows.claims.recovery import demand, received
from workflows.registers.funds import balance_yuan
from workflows.registers.reads import payment_orders, recoveries


def order(amount: str, line: int = 1) -> dict[str, Any]:
    return {
        "line": Decimal(line), "order_number": f"N-{uuid4()}", "fund_source": "dedicated_account",
        "amount_yuan": Decimal(amount), "payments": Decimal(1),
    }  # fmt: skip


def balance(office: Office) -> Decimal:
    with office.transaction() as connection:
        return balance_yuan(connection, "P1_CITY", "dedicated_account")


def opened(office: Office, amount: str) -> None:
    office.facts(fund_accounts=[{"fund_source": "dedicated_account", "balance_yuan": amount}])


def test_should_book_a_payment_and_its_receipt(office: Office) -> None:
    # given
    opened(office, "1000")
    case, due = uuid4(), order("400")
    # when
    before = office.call(check, {"order": due}, case_id=case)
    office.call(pay, {"order": due}, case_id=case)
    office.call(receipt, {"order": due, "receipt": "HD-1"}, case_id=case)
    # then
    assert before["funds_sufficient"] and balance(office) == 600
    with office.transaction() as connection:
        [found] = payment_orders(connection, case)
    assert (found["state"], found["receipt"]) == ("paid", "HD-1")


def test_should_never_pay_more_than_the_fund_holds(office: Office) -> None:
    # given ten orders of 300 for a fund of 1,000
    opened(office, "1000")

    def release(_: int) -> bool:
        try:
            office.call(pay, {"order": order("300")})
        except HandlerFailed:
            return False
        return True

    # when
    with ThreadPoolExecutor(10) as together:
        paid = list(together.map(release, range(10)))
    # then
    assert paid.count(True) == 3 and balance(office) == 100
    assert not office.call(check, {"order": order("300")})["funds_sufficient"]


def test_should_put_the_money_back_when_the_transfer_fails(office: Office) -> None:
    # given
    opened(office, "1000")
    case, due = uuid4(), order("400")
    office.call(pay, {"order": due}, case_id=case)
    # when
    office.call(failed, {"order": due}, case_id=case)
    # then
    assert balance(office) == 1000


def test_should_book_what_was_recovered(office: Office) -> None:
    # given
    opened(office, "0")
    case = uuid4()
    asked = {"recovery_yuan": Decimal("1800"), "ground": "结算"}
    # when
    office.call(demand, asked, case_id=case)
    office.call(received, asked, case_id=case)
    # then
    with office.transaction() as connection:
        states = [(each["state"], each["amount_yuan"]) for each in recoveries(connection, case)]
    assert states == [("demanded", Decimal("1800.00")), ("paid", Decimal("-1800.00"))]
    assert balance(office) == 1800


def test_should_name_the_fact_that_cannot_be_imported(office: Office) -> None:
    for facts, place in (
        ({"nonsense": []}, "nonsense"),
        ({"persons": [{"id_number": "x"}]}, "persons, fact 1, name"),
        ({"settings": [{"name": "a", "value": "b", "document": "c", "colour": "d"}]}, "colour"),
        ({"fund_accounts": [{"fund_source": "other", "balance_yuan": "much"}]}, "amount_yuan"),
    ):
        with pytest.raises(HandlerFailed, match=place):
            office.facts(**facts)
