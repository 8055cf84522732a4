"""What stands against a directory entry."""

from typing import Any

from tests.workflows.registry import LEAD, Registry

RECOGNISED = {
    "id": "hongze",
    "name": "洪泽",
    "kind": "training_institution",
    "accreditation": "321300-A2-2026-0001",
    "valid_from": "2026-01-01",
    "valid_until": "2028-12-31",
}
TRADE = {"list": "trade", "code": "6-18-02", "name": "焊工"}
ENTRY = {
    "code": "91H",
    "name": "洪泽",
    "certificate_number": "321300-A2-2026-0001",
    "project_codes": ["6-18-02"],
}


def rules(registry: Registry, entry: dict[str, Any], list_name: str = "training") -> list[str]:
    found = registry.call(
        "directory.check_entry", of="hongze", list=list_name, entry=entry, lead=LEAD
    )["bars"]
    assert all(each["zh"] and each["en"] not in ("", each["zh"]) for each in found)
    return [each["rule"] for each in found]


def test_should_find_nothing_against_a_recognised_institution(registry: Registry) -> None:
    registry.facts(institutions=[RECOGNISED], directory=[TRADE])
    assert rules(registry, ENTRY) == []


def test_should_want_a_valid_accreditation_of_the_applicant(registry: Registry) -> None:
    registry.facts(directory=[TRADE])
    assert rules(registry, ENTRY) == ["B-ACCRED"]
    registry.facts(institutions=[{**RECOGNISED, "valid_until": "2026-02-01"}])
    assert rules(registry, ENTRY) == ["B-ACCRED"]
    registry.facts(institutions=[{**RECOGNISED, "id": "yunhe"}])
    assert rules(registry, ENTRY) == ["B-ACCRED"]
    assert rules(registry, {**ENTRY, "certificate_number": "X"}, "evaluation") == ["B-ACCRED"]


def test_should_refuse_grade_d_and_projects_that_are_not_listed(registry: Registry) -> None:
    registry.facts(
        institutions=[RECOGNISED], ratings=[{"institution": "hongze", "year": 2025, "grade": "D"}]
    )
    assert rules(registry, ENTRY) == ["B-RATING", "L-12"]


def test_should_find_duplicates_but_let_new_projects_in(registry: Registry) -> None:
    # given
    other = {**TRADE, "code": "6-04-02", "name": "纺织工"}
    listed = {"list": "training", **ENTRY}
    registry.facts(institutions=[RECOGNISED], directory=[TRADE, other, listed])

    # then
    assert rules(registry, ENTRY) == ["B-DUP"]
    assert rules(registry, {**ENTRY, "project_codes": ["6-18-02", "6-04-02"]}) == []
    assert rules(registry, {"code": "6-18-02", "name": "焊工"}, "trade") == ["B-DUP"]


def test_should_find_an_entry_of_the_provincial_list(registry: Registry) -> None:
    # given
    provincial = {"list": "provincial", "area": "320000", "code": "P1", "name": "焊工"}
    registry.facts(directory=[{**provincial, "level": "senior"}])

    # then
    def finding(name: str, level: str) -> Any:
        entry = {"code": "S1", "name": name, "level": level}
        return registry.call("directory.check_supplement", entry=entry, lead=LEAD)["finding"]

    assert finding("焊工", "senior") == {
        "rule": "B4-PROVINCE",
        "zh": "省级目录已列 P1 焊工",
        "en": "the provincial list has P1 焊工",
    }
    assert finding("焊工", "junior") is None
    assert finding("电工", "senior") is None
