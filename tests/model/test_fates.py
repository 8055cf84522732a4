"""Nothing is ever silently ignored: each element and attribute is run, carried or refused, once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from engine.model import DiagramRefused, extension_survey, read_diagram, survey
from engine.model.elements import ELEMENTS, Fate
from engine.model.extensions import EXTENSIONS
from engine.model.items import Item
from engine.model.problems import ProblemLog
from engine.xml import read_xml
from tests.model import diagrams as d
from tests.model.test_refusals import BROKEN

ROOT = Path(__file__).parents[2]
SHIPPED = sorted(ROOT.glob("bpmn/*/*.bpmn"))
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"


class Ledger:
    """What was said about each element and attribute of one document."""

    def __init__(self, data: bytes) -> None:
        self.root = read_xml(data)
        self.said: Counter[tuple[int, str]] = Counter()
        self.fates: Counter[Fate] = Counter()
        self.numbers = {element: i for i, element in enumerate(self.root.iter())}
        self.log = ProblemLog(10_000)
        survey.Survey(self.log, self._hear).walk(self.root)

    def _hear(self, element: etree._Element, attribute: str, fate: Fate) -> None:
        self.said[self.numbers[element], attribute] += 1
        self.fates[fate] += 1

    def everything(self) -> set[tuple[int, str]]:
        return {
            (number, name)
            for element, number in self.numbers.items()
            for name in ("", *map(str, element.attrib))
        }

    def check(self) -> None:
        assert set(self.said) == self.everything()
        assert {key: n for key, n in self.said.items() if n != 1} == {}
        assert self.fates[Fate.REFUSE] == 0 or self.log.errors


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_should_give_every_part_of_a_shipped_diagram_one_fate(path):
    ledger = Ledger(path.read_bytes())
    ledger.check()
    assert ledger.fates[Fate.REFUSE] == 0


@pytest.mark.parametrize("rule", [r for r in BROKEN if not r.startswith("xml.")])
def test_should_give_every_part_of_a_broken_diagram_one_fate(rule):
    Ledger(BROKEN[rule]).check()


@pytest.mark.parametrize("tag", sorted(ELEMENTS))
def test_should_give_any_element_anywhere_one_fate(tag):
    """Each element of the table, in a process, in a task and at the top of the file."""
    inside = f'<bpmn:{tag} id="x" name="n" unknown="u" camunda:y="z"><bpmn:text/></bpmn:{tag}>'
    for data in (
        d.file(inside),
        d.file(f'<bpmn:task id="t">{inside}</bpmn:task>'),
        d.file("", inside),
    ):
        Ledger(data).check()


class Watched(dict[str, str]):
    """Attributes that remember which were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def get(self, key, default=None):
        self.asked.add(key)
        return super().get(key, default)

    def __contains__(self, key: object) -> bool:
        self.asked.add(str(key))
        return super().__contains__(key)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_should_really_read_what_the_table_calls_run(path, monkeypatch):
    # given
    items: list[Item] = []

    def watched(tag: str, line: int, parent: Item | None, text: str = "") -> Item:
        items.append(Item(tag, line, parent, Watched(), text))
        return items[-1]

    monkeypatch.setattr(survey, "Item", watched)
    monkeypatch.setattr(extension_survey, "Item", watched)
    # when
    read_diagram(path.read_bytes())
    # then: ids are read when something names them, `isExecutable` before there is an item
    ignored = {
        (item.tag, name)
        for item in items
        for name in item.attributes
        if name not in item.attributes.asked | {"id", "isExecutable"}
    }
    assert ignored == set()


def test_should_hold_every_element_of_the_bpmn_schema():
    # given
    import SpiffWorkflow.bpmn.parser as bundled

    folder = Path(bundled.__file__).parent / "schema"
    xs = "{http://www.w3.org/2001/XMLSchema}"
    names = {
        str(element.get("name"))
        for file in ("Semantic.xsd", "BPMN20.xsd")
        for element in etree.parse(folder / file).getroot().iter(f"{xs}element")
        if element.get("name") and element.get("abstract") != "true"
    }
    # when
    missing = names - ELEMENTS.keys()
    # then: what is not in the table never stands alone or only inside what is carried whole
    for name in missing:
        data = d.file(f'<bpmn:{name} id="x"/>')
        with pytest.raises(DiagramRefused):
            read_diagram(data)


def test_should_know_all_extension_elements_inside_others():
    inner = {child for rule in EXTENSIONS.values() for child in rule.children}
    assert inner <= EXTENSIONS.keys()


def test_should_know_all_elements_that_may_stand_inside_others():
    inner = {child for rule in ELEMENTS.values() for child in rule.children or ()}
    assert inner - ELEMENTS.keys() == set()
