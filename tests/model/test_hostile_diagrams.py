"""Whatever bytes come in, the reader answers with a diagram or with `DiagramRefused`."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from engine.model import DiagramRefused, read_diagram
from tests.model import diagrams as d
from tests.model.test_checks import CASES

ROOT = Path(__file__).parents[2]
SEEDS = [passing for passing, _ in CASES.values()]
SHIPPED = [p.read_bytes() for p in sorted(ROOT.glob("bpmn/*/*.bpmn"))[:6]]


def outcome(data: bytes) -> str:
    try:
        read_diagram(data)
    except DiagramRefused as refused:
        assert refused.errors
        return "refused"
    return "read"


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(SEEDS + SHIPPED), st.integers(0, 2**32), st.integers(1, 6))
def test_should_survive_random_changes_of_the_tree(data, seed, changes):
    chance = random.Random(seed)
    root = etree.fromstring(data)
    for _ in range(changes):
        mutate(root, chance)
    outcome(etree.tostring(root))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(SEEDS), st.integers(0, 2**32))
def test_should_survive_random_changes_of_the_bytes(data, seed):
    chance = random.Random(seed)
    text = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(text))
        match chance.randrange(3):
            case 0:
                text[at] = chance.randrange(256)
            case 1:
                del text[at : at + chance.randint(1, 30)]
            case _:
                text[at:at] = text[at : at + chance.randint(1, 60)]
    outcome(bytes(text))


def mutate(root: etree._Element, chance: random.Random) -> None:
    """Move, copy, drop or rename an element, or play with an attribute or text."""
    elements = list(root.iter())
    one, other = chance.choice(elements), chance.choice(elements)
    match chance.randrange(8):
        case 0 if one is not root:
            one.getparent().remove(one)  # type: ignore[union-attr]
        case 1 if one is not root and other not in list(one.iter()):
            other.append(one)
        case 2:
            copy = etree.fromstring(etree.tostring(one))
            for inner in copy.iter():
                if inner.get("id"):
                    inner.set("id", f"{inner.get('id')}_{chance.randrange(10**6)}")
            other.append(copy)
        case 3:
            one.tag = other.tag
        case 4 if other.attrib:
            name = chance.choice(list(other.attrib))
            one.set(name, other.get(name))
        case 5 if one.attrib:
            name = chance.choice(list(one.attrib))
            one.set(name, chance.choice(["", "=", "= 1 +", "true", "-1", "case", "x" * 99]))
        case 6 if one.attrib:
            del one.attrib[chance.choice(list(one.attrib))]
        case _:
            one.text = chance.choice(["", "=x", "R/PT", "P", "=[", "${x}", "9" * 40])


@pytest.mark.slow
def test_should_stay_quick_on_a_large_diagram():
    """3,000 nodes in one line, and a ladder of inclusive joins: no step is quadratic."""
    names = [f"t{i}" for i in range(2_900)]
    data = d.file(d.around("".join(d.user_task(n) for n in names), *names))
    assert outcome(data) == "read"


def test_should_refuse_a_ladder_of_inclusive_joins():
    incoming = "".join(f"<bpmn:incoming>f{i}</bpmn:incoming>" for i in range(301))
    data = d.file(f'<bpmn:inclusiveGateway id="g">{incoming}</bpmn:inclusiveGateway>')
    assert "too-large" in d.rules(data)


def test_should_read_deep_and_long_without_recursion():
    inside = d.around(d.user_task("x"), "x", prefix="d0.")
    for level in range(1, 19):
        name = f"s{level}"
        inside = d.around(d.sub_process(name, inside), name, prefix=f"d{level}.")
    assert outcome(d.file(inside)) == "read"
