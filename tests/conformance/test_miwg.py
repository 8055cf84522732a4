"""The reference models of the BPMN Model Interchange Working Group: all of them are read.

Every element and attribute is run, carried or refused with line and reason; the bytes come back
unchanged; models that are not executable are carried as pictures.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.model import DiagramRefused, read_diagram
from engine.model.elements import Fate
from tests.model.test_fates import Ledger

pytestmark = pytest.mark.conformance


@pytest.fixture(scope="module")
def files(conformance: Path) -> list[Path]:
    found = sorted((conformance / "bpmn-miwg-reference").glob("*.bpmn"))
    assert len(found) >= 21
    return found


def test_should_read_every_reference_model(files, subtests):
    for path in files:
        with subtests.test(path.name):
            data = path.read_bytes()
            try:
                diagram = read_diagram(data)
            except DiagramRefused as refused:
                assert refused.errors
                assert all(p.line > 0 and p.message.zh and p.message.en for p in refused.problems)
            else:
                assert diagram.source == data
                assert diagram.processes or "no-executable-process" in {
                    p.rule for p in diagram.problems
                }


def test_should_give_each_element_and_attribute_one_fate(files, subtests):
    total = dict.fromkeys(Fate, 0)
    for path in files:
        with subtests.test(path.name):
            ledger = Ledger(path.read_bytes())
            ledger.check()
            for fate, count in ledger.fates.items():
                total[fate] += count
    print({str(fate): count for fate, count in total.items()})
    assert all(total.values())


def test_should_carry_what_is_not_executable(files):
    pictures = [p for p in files if b'isExecutable="true"' not in p.read_bytes()]
    assert len(pictures) >= 14
    for path in pictures:
        diagram = read_diagram(path.read_bytes())
        assert diagram.processes == {}
        assert "not-executable" in {p.rule for p in diagram.problems} or not diagram.processes
