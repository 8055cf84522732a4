"""`huiqian feel eval` answers, explains, and points at mistakes in both languages."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from api.cli import main


@pytest.fixture
def huiqian(capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["feel", "eval", "--language", "en", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.mark.parametrize(
    ("expression", "given", "answer"),
    [
        ("amount * 2", '{"amount": 704.75}', "1409.5"),
        ("= amount * 2", '{"amount": {"n": "0.1"}}', "0.2"),
        ("a.price + 1", '{"a": {"price": 12345678901234567890.5}}', "12345678901234567891.5"),
        ("start + duration", '{start: @"2026-05-04", duration: @"P1M"}', "2026-06-04"),
        ('level + "!"', '{"level": "高级"}', '"高级!"'),
        ("working days after(start, 1)", '{"start": {"d": "2026-05-01"}}', "2026-05-04"),
        ("[1, {a: null}]", "", "[1, {a: null}]"),
        ("net income - 1", '{"net income": 3}', "2"),
    ],
)
def test_should_print_the_value(huiqian: Any, expression: str, given: str, answer: str) -> None:
    assert huiqian(expression, "--input", given) == (0, answer + "\n", "")


def test_should_explain_what_decided(huiqian: Any) -> None:
    # when
    code, out, _ = huiqian("a > 1 and b > 1", "--input", '{"a": 0, "b": 5}', "--explain")
    # then
    assert code == 0
    assert out.splitlines() == [
        "false",
        "  a = 0",
        "  b = 5",
        "  * a > 1: false",
        "    b > 1: true",
    ]


def test_should_answer_in_tagged_json(huiqian: Any) -> None:
    # when
    code, out, _ = huiqian("start", "--input", '{"start": {"d": "2026-05-04"}}', "--json")
    # then
    assert code == 0 and json.loads(out) == {"value": {"d": "2026-05-04"}, "notes": []}


def test_should_say_why_a_value_is_null(huiqian: Any) -> None:
    code, out, err = huiqian('1 + "a"')
    assert (code, out) == (0, "null\n")
    assert err == "line 1, column 3: + does not apply to number and string\n"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "line 2, column 3: There is no function f"),
        ("zh", "第 2 行第 3 列：没有名为 f 的函数"),
    ],
)
def test_should_point_at_a_mistake(huiqian: Any, language: str, sentence: str) -> None:
    code, out, err = huiqian("1 +\n  f(2)", "--language", language)
    assert (code, out) == (1, "")
    assert err.splitlines() == [sentence, "    f(2)", "    ^"]


def test_should_mark_the_place_behind_wide_characters(huiqian: Any) -> None:
    _, _, err = huiqian("金额 + f(2)")
    assert err.splitlines()[1:] == ["  金额 + f(2)", "         ^"]


@pytest.mark.parametrize("given", ["[1]", "{", '{"a": NaN}', '{"a": {"d": "soon"}}', "@/no/file"])
def test_should_complain_about_wrong_input(huiqian: Any, given: str) -> None:
    code, out, err = huiqian("1", "--input", given)
    assert (code, out) == (1, "")
    assert err.startswith("huiqian: --input")


def test_should_read_values_from_a_file_or_the_standard_input(
    huiqian: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    (tmp_path / "values.json").write_text('{"a": 1}', encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO('{"a": 2}'))
    # when / then
    assert huiqian("a", "--input", f"@{tmp_path / 'values.json'}")[1] == "1\n"
    assert huiqian("a", "--input", "-")[1] == "2\n"


def test_should_end_a_hostile_expression(huiqian: Any) -> None:
    code, _, err = huiqian("for i in 1..1e18 return i")
    assert code == 1 and "more than" in err
