"""Scenario files: variants, strictness, comparisons, the table."""

from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from api.scenarios.expecting import first_missing
from api.scenarios.reading import ScenarioWrong, merged, read_scenarios, scenario_files
from api.scenarios.table import Report, render
from api.scenarios.wire import equal, to_json, to_tagged_json, untagged

BASE = """\
id: T-1
title: {zh: 试, en: try}
process: small
area: P1_CITY
today: 2026-03-02
applicant: chen.jing
start: {purpose: x, amount: "1409.50"}
acts:
  - {task: acceptance, by: zhao.min, outcome: accept}
expect: {state: closed, variables: {a: 1, b: 2}}
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "t.yaml"
    file.write_text(dedent(text), encoding="utf-8")
    return file


def test_should_merge_variants(tmp_path: Path) -> None:
    # given
    variants = """\
variants:
  - id: T-2
    title: {zh: 变, en: variant}
    change: {today: 2026-04-01, start: {purpose: y}, expect: {variables: {a: null}}}
"""
    # when
    first, second = read_scenarios([written(tmp_path, BASE + variants)])
    # then
    assert first.scenario.start == {"purpose": "x", "amount": "1409.50"}
    assert second.scenario.start == {"purpose": "y", "amount": "1409.50"}
    assert second.scenario.today == date(2026, 4, 1)
    assert second.scenario.expect.variables == {"b": 2}
    assert second.scenario.title.en == "variant"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("proces: x\n", "proces"),
        ("people: [{id: x}]\n", "people.0.name"),
        ("acts: [{by: zhao.min}]\n", "exactly one of"),
        ("acts: [{task: a, message: b, by: c}]\n", "exactly one of"),
        ("acts: [{task: a}]\n", "lacks `by`"),
        ("variants: [{change: {}, more: 1}]\n", "variant 1"),
        ("today: soon\n", "today"),
    ],
)
def test_should_name_what_is_wrong(tmp_path: Path, change: str, told: str) -> None:
    keys = {line.partition(":")[0] for line in change.splitlines()}
    kept = [line for line in BASE.splitlines() if line.partition(":")[0] not in keys]
    text = "\n".join(line for line in kept if "acts" not in keys or "task:" not in line)
    with pytest.raises(ScenarioWrong, match=told):
        read_scenarios([written(tmp_path, f"{text}\n{change}")])


def test_should_refuse_one_id_twice(tmp_path: Path) -> None:
    file = written(tmp_path, BASE)
    with pytest.raises(ScenarioWrong, match="T-1"):
        read_scenarios([file, file])


def test_should_find_files_in_folders(tmp_path: Path) -> None:
    folder = tmp_path / "claim" / "scenarios"
    folder.mkdir(parents=True)
    file = written(folder, BASE)
    assert scenario_files([tmp_path]) == scenario_files([folder.parent]) == [file]
    with pytest.raises(ScenarioWrong, match="no scenario file"):
        scenario_files([tmp_path / "nothing"])


def test_every_shipped_scenario_reads() -> None:
    assert len(read_scenarios(scenario_files([Path("bpmn")]))) > 20


@pytest.mark.parametrize(
    ("expected", "found", "same"),
    [
        ("27000.00", 27000, True),
        ("1409.50", {"n": "1409.50"}, True),
        (date(2026, 3, 2), {"d": "2026-03-02"}, True),
        ({"a": 1}, {"a": 1, "b": 2}, True),
        ({"a": 1}, {"b": 2}, False),
        ([1, 2], [1], False),
        (True, 1, False),
        ("x", "y", False),
    ],
)
def test_should_compare_by_value(expected: object, found: object, same: bool) -> None:
    assert equal(expected, found) is same


def test_should_write_dates_as_text_and_tag_them_in_messages() -> None:
    assert to_json({"day": date(2026, 3, 2)}) == {"day": "2026-03-02"}
    assert to_tagged_json({"day": date(2026, 3, 2), "n": 1}) == {"day": {"d": "2026-03-02"}, "n": 1}
    assert untagged({"d": {"d": "2026-03-02"}}) == {"d": "2026-03-02"}


def test_should_see_a_path_as_a_subsequence() -> None:
    assert first_missing(["a", "c"], ["a", "b", "c"]) is None
    assert first_missing(["c", "a"], ["a", "b", "c"]) == "a"


def test_should_take_null_for_away() -> None:
    assert merged({"a": {"b": 1, "c": 2}}, {"a": {"b": None}}) == {"a": {"c": 2}}


def test_should_show_expected_beside_found() -> None:
    # given
    report = Report("T-1", "试 try")
    report.check("state", "paid", "refused", ok=False)
    # then
    text = render(report)
    assert text.startswith("FAIL T-1")
    assert "✗" in text
    assert "paid" in text
    assert "refused" in text
