"""Each check on models has a diagram that passes and one that fails, and knows both languages."""

import pytest

from engine.model import read_diagram
from engine.model.checks import RULES
from tests.model import diagrams as d

NAMED = {"name.en": "Accept"}


def named(node_id: str, kind: str = "task") -> str:
    return f'<bpmn:{kind} id="{node_id}" name="受理">{d.ext(properties=NAMED)}</bpmn:{kind}>\n'


def split(*flows: str, default: str = "") -> bytes:
    return d.file(
        d.start()
        + d.gateway("exclusive", "g", default)
        + d.user_task("a")
        + d.user_task("b")
        + d.end()
        + "".join(flows)
        + d.flow("start", "g")
        + d.path("a", "end")
        + d.path("b", "end")
    )


def event_based(*targets: str, extra: str = "") -> bytes:
    ids = ["x", "y"]
    elements = "".join(targets)
    flows = "".join(d.flow("g", i) + d.flow(i, "end") for i in ids[: len(targets)])
    return d.file(
        d.start()
        + d.gateway("eventBased", "g")
        + elements
        + d.end()
        + d.path("start", "g")
        + flows
        + extra,
        d.TOP,
    )


def with_boundary(definition: str, *, interrupting: bool = True, leads: bool = True) -> bytes:
    return d.file(
        d.around(
            d.user_task("a") + d.boundary("b", "a", definition, interrupting=interrupting), "a"
        )
        + (d.flow("b", "end") if leads else ""),
        d.TOP,
    )


def one_task(task: str) -> bytes:
    return d.file(d.around(task, "a"), d.TOP)


LOOP = d.gateway("exclusive", "g", default="g_end") + d.gateway("exclusive", "h")
SCRIPT = (
    '<bpmn:scriptTask id="a">'
    + d.ext('<zeebe:script expression="=1" resultVariable="x"/>')
    + "</bpmn:scriptTask>\n"
)


def loop(task: str) -> bytes:
    return d.file(
        d.start()
        + d.gateway("exclusive", "h")
        + task
        + d.gateway("exclusive", "g", default="g_end")
        + d.end()
        + d.path("start", "h", "a", "g", "end")
        + d.flow("g", "h", "=again")
    )


def throws_error(catcher: str) -> bytes:
    inside = d.start("in") + d.end("out", d.ON_ERROR) + d.path("in", "out")
    return d.file(d.around(d.sub_process("s", inside) + catcher, "s"), d.TOP)


CAUGHT = d.boundary("b", "s", d.ON_ERROR) + d.flow("b", "end")

#: rule id → (a diagram that passes, a diagram that fails)
CASES: dict[str, tuple[bytes, bytes]] = {
    "process-start": (
        d.file(d.around(d.user_task("a"), "a")),
        d.file(d.around(d.user_task("a"), "a") + d.start("two") + d.flow("two", "a")),
    ),
    "message-start-twice": (
        d.file(d.start("start", d.ON_MESSAGE) + d.end() + d.path("start", "end"), d.TOP),
        d.file(
            d.start("start", d.ON_MESSAGE)
            + d.start("two", d.ON_MESSAGE)
            + d.end()
            + d.path("start", "end")
            + d.path("two", "end"),
            d.TOP,
        ),
    ),
    "implicit-start": (
        d.file(d.around(d.user_task("a"), "a")),
        d.file(d.around(d.user_task("a") + d.user_task("b"), "a") + d.flow("b", "end")),
    ),
    "unreachable-node": (
        d.file(d.around(d.user_task("a"), "a")),
        d.file(
            d.around(d.user_task("a") + d.user_task("b") + d.user_task("c"), "a")
            + d.flow("b", "c")
            + d.flow("c", "b")
        ),
    ),
    "implicit-end": (
        d.file(d.around(d.user_task("a"), "a")),
        d.file(d.start() + d.user_task("a") + d.path("start", "a")),
    ),
    "gateway-condition": (
        split(d.flow("g", "a", "=x"), d.flow("g", "b"), default="g_b"),
        split(d.flow("g", "a", "=x"), d.flow("g", "b")),
    ),
    "gateway-default": (
        split(d.flow("g", "a", "=x"), d.flow("g", "b"), default="g_b"),
        split(d.flow("g", "a", "=x"), d.flow("g", "b", "=y")),
    ),
    "condition-not-evaluated": (
        split(d.flow("g", "a", "=x"), d.flow("g", "b"), default="g_b"),
        split(d.flow("g", "a", "=x"), d.flow("g", "b", "=y"), default="g_b"),
    ),
    "correction-step": (
        one_task(
            d.user_task("a", d.CLERK, '<zeebe:formDefinition formId="correct"/>', correction="true")
        ),
        one_task(d.user_task("a", correction="true")),
    ),
    "types-never-fit": (
        split(d.flow("g", "a", '=x > 5 and y = "a"'), d.flow("g", "b"), default="g_b"),
        split(d.flow("g", "a", '=count(x) = "5"'), d.flow("g", "b"), default="g_b"),
    ),
    "event-based-gateway": (
        event_based(d.catch("x", d.ON_MESSAGE), d.catch("y", d.on_timer())),
        event_based(d.catch("x", d.ON_MESSAGE), d.user_task("y")),
    ),
    "boundary-outgoing": (
        with_boundary(d.on_timer()),
        with_boundary(d.on_timer(), leads=False),
    ),
    "timer-cycle": (
        with_boundary(d.on_timer("R3/PT1H", "timeCycle"), interrupting=False),
        with_boundary(d.on_timer("R3/PT1H", "timeCycle")),
    ),
    "error-interrupts": (
        with_boundary(d.ON_ERROR),
        with_boundary(d.ON_ERROR, interrupting=False),
    ),
    "error-uncaught": (throws_error(CAUGHT), throws_error("")),
    "message-correlation": (
        one_task(d.catch("a", d.ON_MESSAGE)),
        d.file(d.around(d.catch("a", d.ON_MESSAGE), "a"), '<bpmn:message id="m1" name="reply"/>\n'),
    ),
    "loop-without-wait": (loop(d.user_task("a")), loop(SCRIPT)),
    "user-task-nobody": (
        one_task(d.user_task("a")),
        one_task(d.user_task("a", "<zeebe:userTask/>")),
    ),
    "separate-from": (
        d.file(d.around(d.user_task("a") + d.user_task("b", separateFrom="a"), "a", "b")),
        one_task(d.user_task("a", separateFrom="a")),
    ),
    "two-limits": (
        one_task(d.user_task("a", limitWorkingDays="5")),
        one_task(
            d.user_task("a", d.CLERK, '<zeebe:taskSchedule dueDate="=x"/>', limitWorkingDays="5")
        ),
    ),
    "start-form": (
        d.file(
            d.start("start", d.ext('<zeebe:formDefinition formId="start"/>'))
            + d.end()
            + d.path("start", "end")
        ),
        d.file(
            d.start("start", d.ext('<zeebe:formDefinition formId="other"/>'))
            + d.end()
            + d.path("start", "end")
        ),
    ),
    "case-state": (
        one_task(d.user_task("a", state="in_review")),
        one_task(d.user_task("a", state="in_revue")),
    ),
    "name-zh": (
        d.file(
            named("start", "startEvent")
            + named("a")
            + named("end", "endEvent")
            + d.path("start", "a", "end"),
            attributes=' name="受理"',
        ),
        one_task('<bpmn:task id="a"/>\n'),
    ),
    "name-en": (
        d.file(
            d.ext(properties=NAMED)
            + named("start", "startEvent")
            + named("a")
            + named("end", "endEvent")
            + d.path("start", "a", "end")
        ),
        one_task('<bpmn:task id="a" name="受理"/>\n'),
    ),
}


def test_should_have_a_pair_of_diagrams_for_each_rule():
    assert [rule.id for rule in RULES] == list(CASES)


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_should_pass_a_right_diagram(rule):
    assert rule.id not in {p.rule for p in read_diagram(CASES[rule.id][0]).problems}


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_should_find_what_breaks_the_rule(rule):
    # when
    found = [p for p in d.report(CASES[rule.id][1]) if p.rule == rule.id]
    # then
    assert found
    assert all(p.severity is rule.severity and p.line > 0 and p.element for p in found)
    assert all(p.message.zh and p.message.en for p in found)
    assert rule.title.zh and rule.title.en and rule.source


def types_said(data: bytes) -> list[str]:
    return [p.message.en for p in read_diagram(data).problems if p.rule == "types-never-fit"]


def several(condition: str) -> bytes:
    inside = (
        "<bpmn:multiInstanceLoopCharacteristics>"
        + d.ext('<zeebe:loopCharacteristics inputCollection="=x" inputElement="one"/>')
        + f"<bpmn:completionCondition>={condition}</bpmn:completionCondition>"
        + "</bpmn:multiInstanceLoopCharacteristics>"
    )
    return one_task(d.user_task("a", inside=inside))


def again(condition: str) -> bytes:
    tag = "bpmn:standardLoopCharacteristics"
    inside = f"<{tag}><bpmn:loopCondition>={condition}</bpmn:loopCondition></{tag}>"
    return one_task(d.user_task("a", inside=inside))


def chosen(condition: str) -> bytes:
    return split(d.flow("g", "a", f"={condition}"), d.flow("g", "b"), default="g_b")


@pytest.mark.parametrize("diagram", [chosen, several, again])
@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("count(x)", ["A condition is true or false, but this is a number"]),
        ("[true]", ["A condition is true or false, but this is a list"]),
        ("if x then 1 else null", ["A condition is true or false, but this is a number"]),
        ("count(x) = 1", []),
        ("x", []),
        ("x.y", []),
        ("if x then true else null", []),
    ],
)
def test_should_find_a_condition_that_is_never_true_or_false(diagram, condition, said):
    assert types_said(diagram(condition)) == said


def test_should_say_in_which_column_types_never_fit():
    said = types_said(one_task(SCRIPT.replace('"=1"', '"=1 + &quot;a&quot;"')))
    assert said == ["+ does not apply to number and string (column 3 of the expression)"]


def test_should_keep_silent_about_a_variable_named_like_a_function():
    # given: some form has a field called `count`
    script = SCRIPT.replace('"=1"', '"=count(x) + &quot;a&quot;"')
    data = one_task(script.replace('resultVariable="x"', 'resultVariable="count"'))
    # then
    assert types_said(data) == []


def test_should_ask_an_event_based_gateway_for_two_ways():
    assert "event-based-gateway" in d.rules(event_based(d.catch("x", d.ON_MESSAGE)))


def test_should_let_only_the_gateway_lead_to_its_events():
    data = event_based(
        d.catch("x", d.ON_MESSAGE), d.catch("y", d.on_timer()), extra=d.flow("start", "x", "", "f")
    )
    assert "event-based-gateway" in d.rules(data)


def test_should_find_an_error_caught_by_an_event_sub_process():
    inside = d.start("es", d.ON_ERROR) + d.end("ee") + d.path("es", "ee")
    data = throws_error(d.sub_process("handler", inside, event=True))
    assert "error-uncaught" not in {p.rule for p in d.report(data)}


def test_should_keep_silent_about_the_graph_while_parts_of_it_are_missing():
    # given: b is reached only through a transaction, which does not run here
    data = d.file(d.around('<bpmn:transaction id="t"/>\n' + d.user_task("b"), "t", "b"))
    # then
    assert d.rules(data) == ["unsupported-element"]
