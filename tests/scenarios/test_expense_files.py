"""The worked examples are all there as scenario files, and every file can be read."""

from pathlib import Path

from api.scenarios.reading import read_scenarios

BPMN = Path(__file__).parents[2] / "bpmn"


def test_should_hold_every_example_and_boundary_case() -> None:
    files = sorted([*BPMN.glob("*/scenarios/EX-*.yaml"), *BPMN.glob("*/scenarios/BC-*.yaml")])
    ids = {found.scenario.id for found in read_scenarios(files)}
    assert {f"EX-{n:02d}" for n in range(1, 11)} | {f"BC-{n:02d}" for n in range(1, 5)} <= ids
    assert {"EX-06-recovery", "EX-06-ceiling", "EX-08-boundary", "EX-08-unreadable"} <= ids
    assert {"EX-09-unrecognised", "EX-10-boundary"} <= ids
