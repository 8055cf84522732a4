"""Boxed expressions, knowledge models, services, imports and types."""

from decimal import Decimal

import pytest

from engine.dmn import (
    DecisionNotFound,
    DecisionWithoutLogic,
    DmnBudgetExceeded,
    DmnLimits,
    DmnRefused,
    ExpressionFailed,
    ValueNotAllowed,
    ValueOfWrongType,
    read_dmn,
)
from tests.dmn.builder import (
    ask,
    context,
    decision,
    definitions,
    inputs,
    knows,
    literal,
    requires,
    table,
)


def model(body, **how):
    return read_dmn(definitions(body), **how)


def value(expression, **given):
    types = dict.fromkeys(given, "Any")
    return ask(
        model(inputs(**types) + decision("d", expression, needs=requires(*given))), "d", **given
    ).value


def entry(name, expression, type_="Any"):
    variable = f'<variable name="{name}" typeRef="{type_}"/>' if name else ""
    return f"<contextEntry>{variable}{expression}</contextEntry>"


def knowledge(id_, *parameters, body, needs="", type_=""):
    formal = "".join(f'<formalParameter name="{n}" typeRef="{t}"/>' for n, t in parameters)
    result = f' typeRef="{type_}"' if type_ else ""
    return (
        f'<businessKnowledgeModel id="{id_}" name="{id_}"><variable name="{id_}"{result}/>'
        f"<encapsulatedLogic>{formal}{body}</encapsulatedLogic>{needs}</businessKnowledgeModel>"
    )


def test_should_let_context_entries_see_earlier_ones():
    heads = "<context>" + entry("heads", literal("3")) + entry("sum", literal("heads * 300"))
    assert value(heads + "</context>") == {"heads": 3, "sum": 900}
    assert value(heads + entry("", literal("sum + 1")) + "</context>") == 901


def test_should_let_a_function_in_a_context_call_itself():
    # given
    factorial = (
        '<functionDefinition><formalParameter name="n" typeRef="number"/>'
        + literal("if n = 0 then 1 else n * factorial(n - 1)")
        + "</functionDefinition>"
    )
    # when
    found = value(
        "<context>"
        + entry("factorial", factorial)
        + entry("", literal("factorial(5)"))
        + "</context>"
    )
    # then
    assert found == 120


def test_should_build_lists_and_relations():
    assert value("<list>" + literal("1") + literal('"a"') + "</list>") == [1, "a"]
    relation = (
        '<relation><column name="level"/><column name="amount"/>'
        f"<row>{literal('5')}{literal('1000')}</row><row>{literal('4')}{literal('1500')}</row>"
        "</relation>"
    )
    assert value(relation) == [{"level": 5, "amount": 1000}, {"level": 4, "amount": 1500}]


def test_should_choose_by_a_condition():
    def choose(condition):
        return value(
            f"<conditional><if>{literal(condition)}</if><then>{literal('1')}</then>"
            f"<else>{literal('2')}</else></conditional>"
        )

    assert (choose("true"), choose("false"), choose("null")) == (1, 2, 2)
    with pytest.raises(ValueOfWrongType):
        choose('"yes"')


def test_should_iterate_filter_and_quantify():
    def loop(tag, part, text):
        return value(
            f'<{tag} iteratorVariable="n"><in>{literal("[1, 2, 3]")}</in>'
            f"<{part}>{literal(text)}</{part}></{tag}>"
        )

    assert loop("for", "return", "n * 2") == [2, 4, 6]
    assert loop("for", "return", "count(partial) + n") == [1, 3, 5]
    assert loop("every", "satisfies", "n > 0") is True
    assert loop("some", "satisfies", "n > 5") is False
    people = '[{name: "Li", age: 30}, {name: "Wang", age: 16}]'
    kept = f"<filter><in>{literal(people)}</in><match>{literal('item.age > 18')}</match></filter>"
    assert value(kept) == [{"name": "Li", "age": 30}]


def test_should_invoke_a_knowledge_model_by_name_and_by_box():
    # given
    body = knowledge("rate of", ("plan", "string"), ("heads", "number"), body=literal("heads * 10"))
    body = body.replace('id="rate of"', 'id="b"')
    box = (
        f"<invocation>{literal('rate of')}"
        f'<binding><parameter name="heads"/>{literal("4")}</binding>'
        f'<binding><parameter name="plan"/>{literal("null")}</binding></invocation>'
    )
    by_name = decision(
        "n", literal('rate of("P1", 3) + rate of(heads: 1, plan: "P3")'), needs=knows("b")
    )
    # when
    rates = model(body + by_name + decision("x", box, needs=knows("b")))
    # then
    assert ask(rates, "n").value == 40 and ask(rates, "x").value == 40


def test_should_hand_null_to_a_function_whose_argument_does_not_fit():
    # given
    body = knowledge("missing", ("x", "number"), body=literal("x = null"))
    rates = model(body + decision("d", literal('missing("viel")'), needs=knows("missing")))
    now = context()
    # when
    found = rates.evaluate("d", {}, now).value
    # then
    assert found is True and any('"viel"' in note.message_en for note in now.warnings)


def test_should_say_which_parameter_does_not_exist():
    body = knowledge("double", ("x", "number"), body=literal("x * 2"))
    box = f"<invocation>{literal('double')}<binding><parameter name='y'/></binding></invocation>"
    with pytest.raises(ExpressionFailed) as caught:
        ask(model(body + decision("d", box, needs=knows("double"))), "d")
    assert '"y"' in caught.value.message_en


def test_should_stop_endless_recursion():
    body = knowledge("f", ("x", "number"), body=literal("f(x + 1)"))
    with pytest.raises(DmnBudgetExceeded):
        ask(model(body + decision("d", literal("f(1)"), needs=knows("f"))), "d")


def test_should_stop_when_the_steps_are_used_up():
    # given a hundred decisions, each cheap enough for its own budget
    body = "".join(
        decision(f"d{n}", literal("count(for i in 1..10000 return i)")) for n in range(100)
    )
    names = [f"d{n}" for n in range(100)]
    total = decision("total", literal("1"), needs=requires(*names, tag="Decision"))
    # when / then
    with pytest.raises(DmnBudgetExceeded):
        ask(model(body + total, limits=DmnLimits(steps=100_000)), "total")


def test_should_evaluate_a_decision_service_directly_and_as_a_function():
    # given
    service = (
        '<decisionService id="s" name="s"><outputDecision href="#out"/>'
        '<inputDecision href="#given"/><inputData href="#in_x"/></decisionService>'
    )
    body = (
        inputs(x="number")
        + decision("given", literal('"never asked"'), type_="string")
        + decision(
            "out",
            literal("string(x) + given"),
            needs=requires("x") + requires("given", tag="Decision"),
        )
        + service
        + decision("caller", literal('s(7, " times")'), needs=knows("s"))
    )
    # when
    rates = model(body)
    # then: parameters are the input data first, then the input decisions
    assert ask(rates, "caller").value == "7 times"
    assert ask(rates, "s", x=1, given="!").value == "1!"
    assert rates.services == {"s": "s"}


def test_should_see_imported_decisions_types_and_functions_through_the_name_of_the_import():
    # given
    shared = definitions(
        '<itemDefinition name="tPlan"><typeRef>string</typeRef>'
        '<allowedValues><text>"P1","P3"</text></allowedValues></itemDefinition>'
        + inputs(plan="tPlan")
        + decision("base rate", literal("100"), needs=requires("plan")).replace(
            'id="base rate"', 'id="base"'
        )
        + knowledge("double", ("x", "number"), body=literal("x * 2")),
        namespace="urn:shared",
    )
    kind = "https://www.omg.org/spec/DMN/20191111/MODEL/"
    main = definitions(
        f'<import name="our shared" namespace="urn:shared" importType="{kind}"/>'
        + decision(
            "d",
            literal("our shared.double(our shared.base rate)"),
            needs='<informationRequirement><requiredDecision href="urn:shared#base"/>'
            "</informationRequirement><knowledgeRequirement>"
            '<requiredKnowledge href="urn:shared#double"/></knowledgeRequirement>',
        )
    )
    # when
    rates = read_dmn(main, imports={"urn:shared": shared})
    # then
    assert ask(rates, "d", plan="P1").value == 200 and rates.input_names("d") == {"plan"}
    assert list(rates.imports_sha256) == ["urn:shared"]
    with pytest.raises(ValueNotAllowed):
        ask(rates, "d", plan="P9")


def test_should_report_problems_of_an_imported_document_with_its_namespace():
    kind = "https://www.omg.org/spec/DMN/20191111/MODEL/"
    main = definitions(f'<import name="s" namespace="urn:shared" importType="{kind}"/>')
    shared = definitions(decision("d", literal("1 +")), namespace="urn:shared")
    with pytest.raises(DmnRefused) as caught:
        read_dmn(main, imports={"urn:shared": shared})
    assert [p.document for p in caught.value.problems] == ["urn:shared"]


ITEMS = """
<itemDefinition name="tLevel"><typeRef>string</typeRef>
  <allowedValues><text>"junior","senior"</text></allowedValues></itemDefinition>
<itemDefinition name="tPerson">
  <itemComponent name="name"><typeRef>string</typeRef></itemComponent>
  <itemComponent name="level"><typeRef>tLevel</typeRef></itemComponent>
  <itemComponent name="heads/year"><typeRef>number</typeRef></itemComponent>
</itemDefinition>
<itemDefinition name="tRoster" isCollection="true"><typeRef>tPerson</typeRef></itemDefinition>
"""


def test_should_check_item_definitions_to_the_last_member():
    # given
    rates = model(
        ITEMS
        + inputs(roster="tRoster")
        + decision("d", literal("sum(roster.heads/year)"), needs=requires("roster"))
    )
    li = {"name": "Li", "level": "senior", "heads/year": Decimal(3)}
    # when / then
    assert ask(rates, "d", roster=[li, li]).value == 6
    assert ask(rates, "d", roster=li).value == 3  # one value becomes a list of one
    with pytest.raises(ValueNotAllowed) as level:
        ask(rates, "d", roster=[li, {**li, "level": "chief"}])
    assert 'roster[2].level is "chief"' in level.value.message_en
    with pytest.raises(ValueOfWrongType):
        ask(rates, "d", roster=[{**li, "name": 3}])
    with pytest.raises(ValueOfWrongType) as name:
        ask(rates, "d", roster=[{"level": "senior", "heads/year": Decimal(1)}])
    assert name.value.message_zh == "缺少 roster[1].name"


def test_should_take_what_people_decided_for_a_decision_without_logic():
    # given the reviewer's judgement, drawn as a decision nobody computes
    rates = model(
        decision("judgement", "", type_="string")
        + decision("d", literal("judgement"), needs=requires("judgement", tag="Decision"))
    )
    # when / then
    assert rates.input_names("d") == {"judgement"}
    assert ask(rates, "d", judgement="agreed").value == "agreed"
    with pytest.raises(DecisionWithoutLogic):
        ask(rates, "d")


def test_should_give_null_for_a_function_result_of_the_wrong_type():
    body = knowledge("f", body=literal('"text"'), type_="tGives") + (
        '<itemDefinition name="tGives"><functionItem outputTypeRef="number"/></itemDefinition>'
    )
    assert ask(model(body + decision("d", literal("f()"), needs=knows("f"))), "d").value is None


@pytest.mark.parametrize(
    ("type_", "text", "expected"),
    [
        ("number", "[5]", 5),
        ("date and time", 'date("2026-05-06")', "2026-05-06T00:00:00Z"),
        ("string", "null", None),
        ("dayTimeDuration", 'duration("P1D")', "P1D"),
    ],
)
def test_should_convert_where_the_standard_says_so(type_, text, expected):
    found = ask(model(decision("d", literal(text), type_=type_)), "d").value
    assert (str(found) if isinstance(expected, str) else found) == expected


def test_should_stop_at_a_result_of_the_wrong_type():
    with pytest.raises(ValueOfWrongType) as caught:
        ask(model(decision("d", literal('"many"'), type_="number")), "d")
    assert caught.value.decision_id == "d"


def test_should_say_what_is_missing():
    rates = model(decision("drawn", "") + decision("d", table("1 => 2", columns="1")))
    with pytest.raises(DecisionNotFound):
        ask(rates, "nobody")
    with pytest.raises(DecisionNotFound):
        rates.input_names("nobody")
    with pytest.raises(DecisionWithoutLogic):
        ask(rates, "drawn")


def test_should_take_host_values_and_refuse_host_objects():
    rates = model(inputs(x="number") + decision("d", literal("x + 1"), needs=requires("x")))
    assert rates.evaluate("d", {"x": 3, "other": object()}, context()).value == 4
    with pytest.raises(ExpressionFailed):
        rates.evaluate("d", {"x": object()}, context())


def test_should_hold_the_type_that_the_place_of_an_expression_declares():
    def loop(text):
        body = ITEMS + decision(
            "d",
            '<for iteratorVariable="one"><in typeRef="tRoster">'
            + literal(text)
            + f"</in><return>{literal('one.name')}</return></for>",
        )
        return ask(model(body), "d").value

    assert loop('{name: "Li", level: "junior", heads/year: 1}') == ["Li"]
    with pytest.raises(ValueOfWrongType):
        loop("[1, 2]")
