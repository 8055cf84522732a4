"""5,000 lines in one claim: all tables per line, within the budget of 30 seconds of one core."""

import time
from datetime import date, timedelta

import pytest

from tests.workflows.claims.desk import claim, judge, person_line


@pytest.mark.slow
def test_should_assess_5000_lines_in_seconds_of_one_core() -> None:
    # given lines that differ in everything the tables look at
    given = [
        person_line(
            number,
            level=("junior", "intermediate", "senior")[number % 3],
            occupation=f"6-{number % 40:02d}",
            certificate_date=date(2026, 1, 30) + timedelta(days=number % 20),
            class_hours=number % 90,
            hire_date=date(2020, 1, 1) + timedelta(days=number % 2000),
        )
        for number in range(1, 5001)
    ]
    progress: list[tuple[int, int]] = []
    # when
    started = time.process_time()
    found = judge(given, claim(1, "certificate", recognised=("training_centre",)))
    seconds = time.process_time() - started
    # then
    print(f"5,000 lines: {seconds:.1f} s of one core")
    assert len(found.lines) == 5000 and not found.of("refused")
    assert seconds < 30, progress
