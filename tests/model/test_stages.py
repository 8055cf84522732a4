"""The stages of a process as people are told them: the usual way, called processes included."""

from pathlib import Path

import pytest

from engine.model.bundle import read_bundle
from engine.model.nodes import ProcessModel
from engine.model.reader import read_diagram
from engine.model.stages import stages_of
from tests.dsl.process import process

BUNDLES = Path(__file__).parents[2] / "bpmn"


@pytest.fixture(scope="module")
def shipped() -> dict[str, ProcessModel]:
    found: dict[str, ProcessModel] = {}
    for folder in sorted(each for each in BUNDLES.iterdir() if each.is_dir()):
        files = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file() and "scenarios" not in path.parts
        }
        found |= read_bundle(files, key=folder.name).processes
    return found


def told(models: dict[str, ProcessModel], key: str) -> list[str]:
    return [
        each.name.zh + ("" if each.usual else "?") + ("…" if each.waits else "")
        for each in stages_of(models, key)
    ]


def test_should_tell_the_usual_way_of_a_claim(shipped: dict[str, ProcessModel]) -> None:
    assert told(shipped, "claim_certificate") == [
        *("受理审查", "初审", "复核", "审批", "公示…", "账户审核", "拨付", "银行回单"),
    ]


def test_should_tell_what_only_some_cases_come_through(shipped: dict[str, ProcessModel]) -> None:
    # when
    stages = stages_of(shipped, "project_settlement")
    # then
    assert [each.name.zh for each in stages if not each.usual] == [
        *("班级与预算审核", "预拨审批", "账户审核", "拨付", "银行回单"),
    ]
    [own] = [each for each in stages if each.applicant]
    assert own.name.zh == "提交结业结果"


def test_should_leave_corrections_out(shipped: dict[str, ProcessModel]) -> None:
    assert "补正材料" not in told(shipped, "claim_certificate")
    assert "更正申请" not in told(shipped, "advance_payment")


def test_should_know_limits_and_bureaus(shipped: dict[str, ProcessModel]) -> None:
    first = stages_of(shipped, "advance_payment")[0]
    assert (first.groups, first.limit_working_days) == (("hrss_bureau.reviewer",), 5)
    assert first.elements == {("advance_payment", "class_check")}


def test_should_tell_every_shipped_process_in_both_languages(
    shipped: dict[str, ProcessModel],
) -> None:
    for key in shipped:
        for stage in stages_of(shipped, key):
            assert stage.name.zh and stage.name.en, (key, stage.element)


def test_should_tell_all_branches_of_a_parallel_split(shipped: dict[str, ProcessModel]) -> None:
    assert told(shipped, "fraud_handling")[:2] == ["核查（二）", "核查（一）"]


def test_should_end_for_a_process_without_steps() -> None:
    drawn = process("p").start().end()
    models = dict(read_diagram(drawn.bpmn()).processes)
    assert stages_of(models, "p") == ()
    assert stages_of(models, "unknown") == ()
