"""The sample cases of a demo: what is there once they are played."""

from datetime import date
from pathlib import Path

from api.demo.cases import STANDING, id_number, samples
from workflows.registers.roster_columns import COLUMNS, read_id_number

BPMN = Path(__file__).parents[2] / "bpmn"


def test_should_leave_claims_at_every_step_and_finish_the_worked_examples() -> None:
    # when
    planned = list(samples(BPMN))
    # then
    standing = [each for each in planned if each.acts is not None]
    assert [each.acts for each in standing] == [
        acts for acts, count in STANDING.items() for _ in range(count)
    ]
    assert {"EX-01", "EX-06", "A1-recognised"} <= {each.found.scenario.id for each in planned}


def test_should_never_claim_twice_for_a_person() -> None:
    rosters = [each.found.scenario.roster or [] for each in samples(BPMN) if each.acts is not None]
    persons = [line["id_number"] for roster in rosters for line in roster if isinstance(line, dict)]
    assert len(set(persons)) == len(persons) > 60
    names = {column.field for column in COLUMNS}
    assert all(set(line) <= names for roster in rosters for line in roster)  # type: ignore[arg-type]


def test_should_give_identity_numbers_that_a_roster_takes() -> None:
    for number in range(1, 400):
        given = id_number(date(1980, 1, 1), number)
        assert read_id_number(given) == given
