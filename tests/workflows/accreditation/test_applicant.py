"""What stands against an application: duplicates, exclusions, founders, levels."""

from datetime import date
from typing import Any

from tests.workflows.registry import LEAD, Registry


def bars(registry: Registry, **changed: Any) -> list[dict[str, str]]:
    given: dict[str, Any] = {
        "kind": "training_institution",
        "credit_code": "91X",
        "institution_name": "运河",
        "lead": LEAD,
        "levels": ["senior"],
        "founders": ["张三"],
        **changed,
    }
    found: list[dict[str, str]] = registry.call("accreditation.check_applicant", **given)["bars"]
    return found


def rules(found: list[dict[str, str]]) -> list[str]:
    assert all(each["zh"] and each["en"] not in ("", each["zh"]) for each in found)
    return [each["rule"] for each in found]


def test_should_find_nothing_against_a_new_applicant(registry: Registry) -> None:
    assert bars(registry) == []


def test_should_allow_renewal_from_sixty_working_days_before_the_end(registry: Registry) -> None:
    # given
    recognised = {
        "id": "yunhe",
        "name": "运河",
        "kind": "training_institution",
        "accreditation": "A2-1",
        "valid_from": "2023-06-01",
        "valid_until": "2026-06-30",
    }
    registry.facts(institutions=[recognised])

    # then
    assert rules(bars(registry)) == ["A-DUP"]
    registry.today = date(2026, 4, 10)
    assert bars(registry) == []


def test_should_keep_out_the_excluded_and_founders_removed_for_fraud(registry: Registry) -> None:
    # given
    registry.facts(
        exclusions=[
            {"institution": "91X", "ground": "exit", "barred_until": "2026-12-31"},
            {"institution": "张三", "ground": "fraud", "barred_until": "2028-12-31"},
        ]
    )

    # then
    assert rules(bars(registry)) == ["A-BAR", "A2-FOUNDER"]
    registry.today = date(2029, 1, 4)
    assert bars(registry) == []


def test_should_want_a_rating_of_b_for_technician_levels(registry: Registry) -> None:
    # given
    wanted = ["senior", "technician"]
    assert rules(bars(registry, levels=wanted)) == ["R4-12"]

    # when
    registry.facts(ratings=[{"institution": "yunhe", "year": 2025, "grade": "B"}])

    # then
    assert bars(registry, levels=wanted) == []
