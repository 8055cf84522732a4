"""Our canonical JSON is RFC 8785, byte for byte."""

import msgspec
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from engine.journal.canonical import canonical
from engine.runtime import events as e

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
DOCUMENT = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
)


@given(DOCUMENT)
def test_should_give_the_bytes_of_rfc_8785(document: object):
    assert canonical(document) == rfc8785.dumps(document)  # type: ignore[arg-type]


@given(st.lists(st.integers(0x20, 0x10FFFF).filter(lambda c: not 0xD800 <= c < 0xE000)))
def test_should_sort_names_by_utf_16_units(points: list[int]):
    document = {chr(point): point for point in points}
    assert canonical(document) == rfc8785.dumps(document)


@given(TEXT, st.dictionaries(TEXT, TEXT), st.lists(TEXT))
def test_should_write_events_as_their_builtins(
    text: str, values: dict[str, str], groups: list[str]
):
    events = [
        e.TaskOpened(n=2, node=text, process=text, groups=groups),
        e.VariablesSet(scope=1, values=values),
    ]
    assert canonical(events) == rfc8785.dumps(msgspec.to_builtins(events))
