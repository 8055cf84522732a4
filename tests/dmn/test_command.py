"""`huiqian dmn eval` and `huiqian dmn check`."""

import json

import pytest

from api.cli import main
from tests.dmn.builder import decision, definitions, inputs, requires, table


@pytest.fixture
def file(tmp_path):
    """A file with one decision over plan and amount; rules 1 and 2 overlap at 100."""
    rules = ['"P1" | <= 100 => 1', '"P1" | >= 100 => 2']
    body = inputs(plan="string", amount="number") + decision(
        "rate", table(*rules, columns='plan: string ["P1","P3"] | amount: number'),
        needs=requires("plan", "amount"),
    )  # fmt: skip
    path = tmp_path / "rate.dmn"
    path.write_bytes(definitions(body))
    return path


@pytest.fixture
def huiqian(capsys):
    def run(*arguments, language="en"):
        code = main(["dmn", *map(str, arguments), "--language", language])
        said = capsys.readouterr()
        return code, said.out.splitlines(), said.err.splitlines()

    return run


def test_should_make_a_decision_and_say_why(huiqian, file):
    # when
    code, out, err = huiqian(
        "eval", file, "--decision", "rate", "--input", '{"plan": "P1", "amount": 7}', "--explain"
    )
    # then
    assert (code, err) == (0, [])
    assert out == [
        "1",
        "rate (decisionTable) = 1",
        '  plan = "P1"',
        "  amount = 7",
        '  UNIQUE 1: "P1" | <= 100 => 1',
    ]


def test_should_take_the_only_decision_and_answer_in_json(huiqian, file):
    code, out, _ = huiqian(
        "eval", file, "--input", '{plan: "P1", amount: 101}', "--json", "--explain"
    )
    answer = json.loads("\n".join(out))
    assert code == 0 and answer["value"] == 2
    assert answer["reason"]["table"]["rules"][0]["number"] == 2


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Rules 1, 2 match together, but the hit policy is UNIQUE"),
        ("zh", "第 1, 2 条规则同时命中，而该表要求唯一命中（UNIQUE）"),
    ],
)
def test_should_name_the_rules_that_clash(huiqian, file, language, sentence):
    code, out, err = huiqian(
        "eval", file, "--input", '{"plan": "P1", "amount": 100}', language=language
    )
    assert (code, out) == (1, []) and err[0].endswith(sentence)


def test_should_list_the_warnings_with_their_lines(huiqian, file):
    # when
    code, out, _ = huiqian("check", file)
    # then
    assert code == 0
    assert [line.split(": ", 2)[1].split(" (")[0] for line in out[:-1]] == [
        "warning dmn.overlap",
        "warning dmn.gap",
    ]
    assert 'e.g. plan = "P1", amount = 100' in out[0]
    assert out[-1].endswith("DMN 1.3, 1 decision, 2 rules, 2 warnings")
    assert huiqian("check", file, "--strict")[0] == 1


def test_should_refuse_with_line_and_column(huiqian, file):
    # given
    text = file.read_text(encoding="utf-8").replace("&lt;= 100", "&lt;= 100 +")
    file.write_text(text, encoding="utf-8")
    # when
    code, out, _ = huiqian("check", file, language="zh")
    # then
    assert code == 1
    assert "error dmn.feel_syntax" in out[0] and "表达式第" in out[0]
    assert huiqian("eval", file)[0] == 1


def test_should_say_which_decisions_there_are(huiqian, tmp_path):
    # given
    path = tmp_path / "two.dmn"
    one = decision("a", "<literalExpression><text>1</text></literalExpression>")
    path.write_bytes(definitions(one + one.replace('"a"', '"b"')))
    # when / then
    assert huiqian("eval", path)[2] == ["huiqian: --decision: which one? There are: a, b"]
    assert "There is no decision" in huiqian("eval", path, "--decision", "c")[2][0]
    assert "No such file" in huiqian("check", tmp_path / "absent.dmn")[2][0]
