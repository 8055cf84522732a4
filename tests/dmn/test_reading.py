"""The reader is the gate: everything is run, carried or refused."""

import pytest

from engine.dmn import DmnLimits, DmnRefused, read_dmn
from engine.dmn.namespaces import MODEL_NAMESPACES
from engine.xml import XmlLimits
from tests.dmn.builder import (
    NAMESPACE,
    ask,
    context,
    decision,
    definitions,
    inputs,
    literal,
    rate_table,
    refused,
    requires,
    table,
    warned,
)


@pytest.mark.parametrize("schema", MODEL_NAMESPACES)
def test_should_read_every_version_of_the_schema(schema):
    # given
    data = definitions(decision("d", literal("1 + 1")), schema=schema)
    # when
    model = read_dmn(data)
    # then
    assert model.version == MODEL_NAMESPACES[schema] and ask(model, "d").value == 2


def test_should_know_its_decisions_by_id_and_name():
    # given
    model = read_dmn(
        definitions(
            inputs(plan="string")
            + '<decision id="dt_05" name="费率"><description>DT-05</description>'
            "<question>每人补贴多少？</question>"
            + requires("plan")
            + table('"P1" => 10', columns="plan: string")
            + "</decision>"
        )
    )
    # when
    rate = model.decisions["费率"]
    # then
    assert rate is model.decisions["dt_05"] and list(model.decisions) == ["dt_05"]
    assert (rate.description, rate.question, rate.logic) == (
        "DT-05",
        "每人补贴多少？",
        "decisionTable",
    )
    assert model.input_names("费率") == {"plan"} and len(model.sha256) == 64
    assert model.evaluate("费率", {"plan": "P1"}, context()).value == 10


def test_should_report_all_problems_at_once_with_line_and_id():
    # given
    data = definitions(
        inputs(amount="number")
        + '\n<decision id="a" name="a"><script/><literalExpression><text>\n 1 +\n</text>'
        "</literalExpression></decision>"
        + '\n<decision id="b" name="b" colour="red">'
        + literal("amuont")
        + "</decision>"
    )
    # when
    with pytest.raises(DmnRefused) as caught:
        read_dmn(data)
    # then
    assert [(p.line, p.id, p.rule) for p in caught.value.problems] == [
        (2, "a", "dmn.element"),
        (5, "b", "dmn.attribute"),
    ]


def test_should_report_faulty_expressions_with_their_line():
    # given
    data = definitions(
        inputs(amount="number")
        + '\n<decision id="a" name="a"><literalExpression><text>\n 1 +\n</text>'
        "</literalExpression></decision>\n"
        + decision("b", literal("amuont"))
        + "\n"
        + decision("c", literal("no such function(1)"))
    )
    # when
    with pytest.raises(DmnRefused) as caught:
        read_dmn(data)
    # then
    assert [(p.id, p.rule) for p in caught.value.problems] == [
        ("a", "dmn.feel_syntax"),
        ("b", "dmn.unknown_name"),
        ("c", "dmn.feel_syntax"),
    ]
    assert "amuont" in caught.value.problems[1].message_zh


def test_should_carry_documentation_drawing_and_extensions():
    # given
    data = definitions(
        "<extensionElements><x:y xmlns:x='urn:x'><x:z/></x:y></extensionElements>"
        + decision("d", "<description>why</description>" + literal("1"))
        + '<knowledgeSource id="k" name="宿财社〔20xx〕55号"/>'
        + '<textAnnotation id="t"><text>note</text></textAnnotation>'
        + '<di:DMNDI xmlns:di="https://www.omg.org/spec/DMN/20191111/DMNDI/"><di:DMNDiagram/>'
        "</di:DMNDI>",
        extra='xmlns:m="urn:modeler" m:version="5"',
    ).replace(b'<variable name="d" typeRef="Any"/><description>', b"<description>")
    # when
    model = read_dmn(data)
    # then
    tags = [one.tag.rpartition("}")[2] for one in model.carried]
    assert sorted(tags) == [
        "DMNDI",
        "description",
        "extensionElements",
        "knowledgeSource",
        "textAnnotation",
        "version",
    ]
    assert sum(one.elements for one in model.carried) == 3 + 1 + 1 + 2 + 2 + 1


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ('<decision id="d" name="d"><x:y xmlns:x="urn:x"/></decision>', "dmn.element"),
        ('<decision id="d" name="d">stray</decision>', "dmn.stray_text"),
        ('<decision id="d" name="d"><rule/></decision>', "dmn.element"),
        ('<decision name="d"/>', "dmn.name"),
        ('<decision id="d" name="d"/><decision id="e" name="d"/>', "dmn.name"),
        (decision("d", literal("1") + literal("2")), "dmn.expressions"),
        (decision("d", "<conditional><if/></conditional>"), "dmn.missing"),
        (decision("d", "<context><contextEntry/></context>"), "dmn.expressions"),
        (
            decision("d", '<literalExpression expressionLanguage="urn:js"/>'),
            "dmn.language",
        ),
        (
            decision(
                "d",
                "<literalExpression><importedValues name='a' namespace='b' importType='c'/>"
                "</literalExpression>",
            ),
            "dmn.not_run",
        ),
        (decision("d", literal("1"), needs=requires("x", tag="Decision")), "dmn.href"),
        (decision("d", literal("1"), needs="<informationRequirement/>"), "dmn.requirement"),
        (decision("d", literal("1"), type_="tMoney"), "dmn.unknown_type"),
        ('<itemDefinition name="t"><typeRef>t</typeRef></itemDefinition>', "dmn.type_cycle"),
        ('<itemDefinition name="number"/>', "dmn.type_name"),
        (
            "".join(
                f'<itemDefinition name="t{n}"><typeRef>t{n + 1}</typeRef></itemDefinition>'
                for n in range(60)
            )
            + '<itemDefinition name="t60"/>',
            "dmn.type_cycle",
        ),
        ('<import name="m" namespace="urn:m" importType="urn:pmml"/>', "dmn.import_type"),
        (
            f'<import name="m" namespace="urn:m" importType="{NAMESPACE}"/>',
            "dmn.import_missing",
        ),
        ('<businessKnowledgeModel id="b" name="b"/>', "dmn.no_logic"),
        ('<decisionService id="s" name="s"/>', "dmn.service_output"),
        (
            decision("d", '<functionDefinition kind="Java"/>'),
            "dmn.external_function",
        ),
        (decision("d", literal("function(x) external {java: {}}")), "dmn.feel_syntax"),
        (
            decision("a", literal("b"), needs=requires("b", tag="Decision"))
            + decision("b", literal("a"), needs=requires("a", tag="Decision")),
            "dmn.cycle",
        ),
        (
            decision("d", "<relation><column name='a'/><row/></relation>"),
            "dmn.row_length",
        ),
    ],
)
def test_should_refuse_what_cannot_be_run(body, rule):
    assert rule in [found for _, found in refused(definitions(body))]


def test_should_refuse_what_is_no_dmn():
    assert refused(b"<definitions/>") == [(1, "dmn.root")]
    assert refused(b"<definitions") == [(1, "xml.syntax")]
    assert refused(b"<!DOCTYPE d><d/>") == [(1, "xml.doctype")]
    assert refused(definitions("", namespace="")) == [(1, "dmn.namespace")]


@pytest.mark.parametrize(
    ("limits", "body", "rule"),
    [
        (DmnLimits(xml=XmlLimits(elements=3)), decision("d", literal("1")), "xml.elements"),
        (
            DmnLimits(nesting=3),
            decision("d", "<list><list><list>" + literal("1") + "</list></list></list>"),
            "dmn.nesting",
        ),
        (DmnLimits(nodes=1), inputs(a="number", b="number"), "dmn.nodes"),
        (
            DmnLimits(rules=1),
            decision("d", table("1 => 1", "2 => 2", columns="1")),
            "dmn.table_size",
        ),
    ],
)
def test_should_hold_its_limits(limits, body, rule):
    assert [found for _, found in refused(definitions(body), limits=limits)] == [rule]


def test_should_cap_the_report():
    body = "".join(decision(f"d{n}", literal("1 +")) for n in range(500))
    assert len(refused(definitions(body))) == 200


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ("5 | - => 1", "dmn.type_mismatch"),
        ('"P1" | "many" => 1', "dmn.type_mismatch"),
        ('"P1" | > date("2026-01-01") => 1', "dmn.type_mismatch"),
        ('"P7" | - => 1', "dmn.never_matches"),
        ('"P1" | - => "much"', "dmn.output_value"),
        ('"P1" | - => 400', "dmn.output_value"),
        ('"P1" => 1', "dmn.rule_length"),
        ('"P1" | - => 1 | 2', "dmn.rule_length"),
        ('"P1" | amuont > 5 => 1', "dmn.unknown_name"),
        ('"P1" | > => 1', "dmn.feel_syntax"),
    ],
)
def test_should_refuse_rules_that_can_never_work(rule, problem):
    with pytest.raises(DmnRefused) as caught:
        rate_table(
            rule,
            columns='plan: string ["P1","P3"] | amount: number',
            outputs=": number [1, 2]",
        )
    assert problem in [p.rule for p in caught.value.problems]


def test_should_read_a_table_without_declared_inputs_as_modelers_draw_it():
    # given a table alone, its input expressions naming process variables
    data = definitions(decision("rate", table('"P1" => 10', columns="plan")))
    # when
    model = read_dmn(data)
    # then
    assert "dmn.undeclared_input" in warned(model)
    assert model.input_names("rate") == {"plan"} and ask(model, plan="P1").value == 10


def test_should_turn_faulty_expressions_into_null_when_not_strict():
    # given
    data = definitions(decision("d", literal("1 +")) + decision("e", literal("nobody")))
    # when
    model = read_dmn(data, strict=False)
    # then
    assert "dmn.feel_syntax" in warned(model)
    assert ask(model, "d").value is None and ask(model, "e").value is None


def test_should_call_functions_of_the_host_only_when_they_are_announced():
    # given
    data = definitions(decision("d", literal('bureau("hrss", "321300")')))
    # when
    assert refused(data) == [(1, "dmn.feel_syntax")]
    now = context()
    now.functions = {"bureau": lambda kind, area: f"{area}.{kind}"}
    model = read_dmn(data, functions=["bureau"])
    # then
    assert model.evaluate("d", {}, now).value == "321300.hrss"
