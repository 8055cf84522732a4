"""The expert panel: odd, at least three, nobody linked."""

from typing import Any

import pytest

from tests.workflows.registry import LEAD, Registry


def problems(registry: Registry, *experts: str) -> list[dict[str, str]]:
    given: dict[str, Any] = {
        "experts": list(experts),
        "applicant_organisation": "yunhe",
        "lead": LEAD,
    }
    found: list[dict[str, str]] = registry.call("accreditation.check_panel", **given)["problems"]
    return found


def test_should_accept_three_unlinked_experts(registry: Registry) -> None:
    assert problems(registry, "jin", "wu", "fang") == []


@pytest.mark.parametrize(
    ("experts", "part"),
    [
        (("jin", "wu"), "现有2人"),
        (("jin", "wu", "fang", "shen"), "现有4人"),
        (("jin", "jin", "wu"), "重复"),
        (("jin", "wu", "nobody"), "nobody不在评审专家库"),
        (("jin", "wu", "shen"), "shen不在评审专家库"),
    ],
)
def test_should_name_what_is_wrong_with_a_panel(
    registry: Registry, experts: tuple[str, ...], part: str
) -> None:
    found = problems(registry, *experts)
    assert any(part in each["zh"] for each in found)
    assert {each["rule"] for each in found} == {"A1-PANEL"}


def test_should_refuse_an_expert_linked_to_the_applicant(registry: Registry) -> None:
    # given
    registry.facts(expert_links=[{"expert": "wu", "organisation": "yunhe", "ground": "顾问"}])

    # then
    assert problems(registry, "jin", "wu", "fang") == [
        {
            "rule": "A1-PANEL",
            "zh": "wu与申请单位有关联",
            "en": "wu is linked to the applicant",
        }
    ]
