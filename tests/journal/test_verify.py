"""The chain: what was changed and what is missing is found, with and without a database."""

import pytest

from engine.journal.export import ExportDamaged, export_case, verify_export
from engine.journal.verify import verify
from tests.dsl.office import Case, Office
from tests.dsl.process import process


@pytest.fixture
def case(office: Office) -> Case:
    drawn = process("p").start().user_task("a", users="li").user_task("b", users="li").end()
    found = office.start(drawn)
    found.complete_task("a", by="li", outcome="好😀")
    found.complete_task("b", by="li")
    return found


def found_in(case: Case):
    with case.office.engine.pool.connection() as connection:
        return verify(connection, case.id)


def test_should_find_a_whole_chain_sound(case: Case):
    found = found_in(case)
    assert found.sound and found.entries == 3


@pytest.mark.parametrize(
    "tamper",
    [
        "update engine.journal set document = replace(document, 'li', 'wang') where entry = 2",
        "update engine.journal set actor = 'wang' where entry = 2",
        "update engine.journal set command = 'ClaimTask' where entry = 3",
        "update engine.journal set hash = sha256('x') where entry = 1",
        """update engine.journal set document = document || ' ',
           hash = sha256(convert_to(document || ' ', 'UTF8')) where entry = 3""",
    ],
)
def test_should_find_what_was_changed(case: Case, tamper: str):
    case.office.sql(tamper)
    assert found_in(case).changed


@pytest.mark.parametrize("entry", [1, 2, 3])
def test_should_find_what_is_missing(case: Case, entry: int):
    case.office.sql("delete from engine.journal where entry = %s", entry)
    assert found_in(case).missing


def test_should_check_an_export_without_a_database(case: Case):
    # given
    with case.office.engine.pool.connection() as connection:
        lines = list(export_case(connection, case.id))
    # then
    [found] = verify_export(lines)
    assert found.sound and found.entries == 3
    # and damage is found
    [changed] = verify_export([lines[0], lines[1].replace(b'"li"', b'"wu"'), *lines[2:]])
    assert changed.changed
    [cut] = verify_export([*lines[:2], lines[3]])
    assert cut.missing
    with pytest.raises(ExportDamaged):
        verify_export(lines[:2])
