"""The second opinion agrees with right runs and shows both sides of wrong ones."""

from __future__ import annotations

import dataclasses

import pytest

from engine.model.spiff import Act, Child, ChildFailed, Entry, Record, Verdict, second_opinion
from engine.model.spiff.reduction import Reduction
from tests.model import diagrams as d

DECIDING = d.file(
    d.start()
    + d.user_task("a")
    + d.gateway("exclusive", "g", default="g_c")
    + d.user_task("b")
    + d.user_task("c")
    + d.end()
    + d.path("start", "a", "g")
    + d.flow("g", "b", "=amount &gt; 5000")
    + d.flow("g", "c")
    + d.path("b", "end")
    + d.path("c", "end")
)


def decided(condition: bool, target: str) -> Record:
    return Record(
        "p",
        "start",
        (
            Entry(1, entered=("start", "a"), open=("a",)),
            Entry(
                4,
                (Act("complete", "a"),),
                entered=("g", target),
                conditions={"g_b": (condition,)},
                open=(target,),
            ),
            Entry(7, (Act("complete", target),), entered=("end",), ended=True),
        ),
    )


@pytest.fixture(scope="module")
def child():
    with Child() as one:
        yield one


@pytest.mark.parametrize(("condition", "target"), [(True, "b"), (False, "c")])
def test_should_agree_with_a_right_run(condition, target, child):
    opinion = second_opinion(DECIDING, decided(condition, target), child=child)
    assert (opinion.verdict, opinion.entry, opinion.judged) == (Verdict.AGREES, 7, 3)
    assert opinion.text.en == "agrees to entry 7" and "7" in opinion.text.zh


@pytest.mark.parametrize(("condition", "target", "other"), [(True, "c", "b"), (False, "b", "c")])
def test_should_show_both_sides_of_a_wrong_turn(condition, target, other, child):
    opinion = second_opinion(DECIDING, decided(condition, target), child=child)
    assert (opinion.verdict, opinion.entry) == (Verdict.DIFFERS, 4)
    assert (opinion.ours, opinion.theirs) == ((target,), (other,))
    assert "differs at entry 4" in opinion.text.en


def test_should_notice_an_end_that_came_too_early(child):
    right = decided(True, "b")
    early = dataclasses.replace(right.entries[1], open=(), ended=True)
    opinion = second_opinion(DECIDING, Record("p", "start", (right.entries[0], early)), child=child)
    assert opinion.verdict is Verdict.DIFFERS and opinion.theirs == ("b",)


def test_should_notice_work_that_was_never_open(child):
    record = Record("p", "start", (Entry(1, (Act("complete", "b"),), open=("a",)),))
    opinion = second_opinion(DECIDING, record, child=child)
    assert opinion.verdict is Verdict.DIFFERS and "! b" in opinion.theirs


def test_should_walk_everything_that_waits(child):
    # given
    data = d.file(
        d.start("start", d.ON_MESSAGE)
        + d.user_task("a")
        + d.boundary("late", "a", d.on_timer(), interrupting=False)
        + d.catch("wait", d.ON_SIGNAL)
        + d.gateway("eventBased", "first")
        + d.catch("reply", d.ON_MESSAGE)
        + d.catch("limit", d.on_timer())
        + d.throw("told", d.ON_ESCALATION)
        + d.sub_process("s", d.around(d.user_task("x"), "x", prefix="s."))
        + d.boundary("off", "s", d.ON_MESSAGE)
        + d.end()
        + d.end("gone")
        + d.path("start", "a", "wait", "first", "reply", "told", "s", "end")
        + d.path("first", "limit", "gone")
        + d.path("late", "gone")
        + d.path("off", "gone"),
        d.TOP,
    )
    record = Record(
        "p",
        "start",
        (
            Entry(1, entered=("start", "a"), open=("a",)),
            Entry(2, (Act("event", "late"),), entered=("late", "gone"), open=("a",)),
            Entry(3, (Act("complete", "a"),), entered=("wait",), open=("wait",)),
            Entry(4, (Act("event", "wait"),), entered=("first",), open=("first",)),
            Entry(5, (Act("event", "reply"),), entered=("reply", "told", "s", "x"), open=("x",)),
            Entry(6, (Act("event", "off"),), entered=("off", "gone"), ended=True, terminated=True),
        ),
    )
    # when
    opinion = second_opinion(data, record, child=child)
    # then
    assert (opinion.verdict, opinion.entry, opinion.reason) == (Verdict.AGREES, 6, "")


def test_should_let_an_error_find_its_boundary_event(child):
    # given
    inside = d.start("in") + d.user_task("x") + d.end("out", d.ON_ERROR) + d.path("in", "x", "out")
    data = d.file(
        d.around(d.sub_process("s", inside) + d.boundary("caught", "s", d.ON_ERROR), "s")
        + d.user_task("repair")
        + d.path("caught", "repair", "end"),
        d.TOP,
    )
    record = Record(
        "p",
        "start",
        (
            Entry(1, entered=("start", "s", "in", "x"), open=("x",)),
            Entry(
                2,
                (Act("complete", "x"), Act("event", "caught")),
                entered=("out", "caught", "repair"),
                open=("repair",),
                terminated=True,
            ),
        ),
    )
    # then
    assert second_opinion(data, record, child=child).text.en == "agrees to entry 2"


def test_should_see_a_countersign_as_one_task():
    # given
    loop = (
        "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>3</bpmn:loopCardinality>"
        "</bpmn:multiInstanceLoopCharacteristics>"
    )
    sub = d.sub_process("s", loop + d.around(d.user_task("x"), "x", prefix="s."))
    data = d.file(d.around(d.user_task("a", inside=loop) + sub, "a", "s"))
    # when
    reduced = Reduction(data, "p").document("start").decode()
    # then
    assert reduced.count("userTask") == 2 and "LoopCharacteristics" not in reduced
    assert "extensionElements" not in reduced and 'id="x"' not in reduced


def test_should_ask_for_a_process_that_is_there():
    with pytest.raises(KeyError):
        second_opinion(DECIDING, Record("q", "start", ()))


def test_should_start_the_child_again_after_it_was_killed():
    with Child() as child:
        with pytest.raises(ChildFailed):
            child.ask({"do": "schema", "source": ""}, limit_seconds=0.001)
        with pytest.raises(ChildFailed, match="XmlRefused"):
            child.ask({"do": "schema", "source": ""})
        assert second_opinion(DECIDING, decided(True, "b"), child=child).entry == 7
