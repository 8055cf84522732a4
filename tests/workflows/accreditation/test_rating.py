"""Credit rating: what counts, what is entered."""

from decimal import Decimal

from tests.workflows.registry import FINANCE, LEAD, Registry


def test_should_collect_findings_and_confirmed_fraud(registry: Registry) -> None:
    # given
    registry.call("fraud.apply", respondent="hongze", finding="fraud", lead=LEAD, reason="虚假培训")

    # when
    found = registry.call("credit.collect", institution="hongze", lead=LEAD)

    # then
    assert found == {"audit_findings": 0, "fraud_confirmed": True}


def test_should_enter_the_decided_grade(registry: Registry) -> None:
    # when
    registry.call(
        "credit.record",
        institution="hongze",
        year=2026,
        grade="B",
        score=Decimal("80"),
        reason=None,
        lead=LEAD,
    )

    # then
    row = registry.rows("credit_rating")[0]
    assert (row["institution"], row["grade"], row["score"]) == ("hongze", "B", Decimal("80"))
    assert row["area"] in LEAD and row["area"] in FINANCE
