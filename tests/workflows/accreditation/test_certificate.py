"""Certificate numbers and the institution register."""

from datetime import date

import pytest

from tests.workflows.registry import LEAD, Registry
from workflows.accreditation.certificate import last_day

APPLICATION = {
    "kind": "training_centre",
    "lead": LEAD,
    "organisation": "yunhe",
    "institution_name": "运河纺织",
    "scope": "岗前培训",
    "years": 3,
}


def test_should_number_certificates_in_one_series_per_area_kind_and_year(
    registry: Registry,
) -> None:
    # when
    first = registry.call("accreditation.issue", case="a", **APPLICATION)
    second = registry.call("accreditation.issue", case="b", **APPLICATION)
    other = registry.call(
        "accreditation.issue", case="c", **{**APPLICATION, "kind": "training_institution"}
    )
    registry.today = date(2027, 1, 4)
    next_year = registry.call("accreditation.issue", case="d", **APPLICATION)

    # then
    assert first["certificate_number"] == "321300-A1-2026-0001"
    assert second["certificate_number"] == "321300-A1-2026-0002"
    assert other["certificate_number"] == "321300-A2-2026-0001"
    assert next_year["certificate_number"] == "321300-A1-2027-0001"


def test_should_enter_the_institution_for_three_years(registry: Registry) -> None:
    # when
    issued = registry.call("accreditation.issue", levels=["junior", "senior"], **APPLICATION)

    # then
    row = registry.rows("institution")[0]
    assert (row["institution"], row["kind"], row["state"]) == ("yunhe", "training_centre", "valid")
    assert row["accreditation"] == issued["certificate_number"]
    assert (row["valid_from"], row["valid_until"]) == (date(2026, 3, 2), date(2029, 3, 1))
    assert row["highest_level"] == "senior"


@pytest.mark.parametrize(
    ("first", "years", "last"),
    [
        (date(2026, 3, 2), 3, date(2029, 3, 1)),
        (date(2026, 1, 1), 1, date(2026, 12, 31)),
        (date(2028, 2, 29), 3, date(2031, 2, 28)),
    ],
)
def test_should_end_a_term_on_the_day_before_its_anniversary(
    first: date, years: int, last: date
) -> None:
    assert last_day(first, years) == last
