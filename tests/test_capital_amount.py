"""Amounts in capital characters 大写: the vectors, and what holds for every amount."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.capital_amount import HIGHEST, capital_amount

VECTORS = json.loads((Path(__file__).parent / "vectors" / "capital_amounts.json").read_text())
AMOUNTS = st.decimals(min_value=-HIGHEST, max_value=HIGHEST, places=2)
VALUES = {"零": 0, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}


def read_whole(text: str) -> int:
    """The number that capital characters say; an independent way back."""
    for name, unit in (("亿", 10**8), ("万", 10**4)):
        if name in text:
            high, _, low = text.rpartition(name)
            return read_whole(high) * unit + read_whole(low)
    total, digit = 0, 0
    for character in text:
        if character in PLACES:
            total, digit = total + digit * PLACES[character], 0
        else:
            digit = VALUES[character]
    return total + digit


def read(text: str) -> Decimal:
    text = text.removeprefix("人民币").removesuffix("整")
    sign = -1 if text.startswith("负") else 1
    yuan, _, rest = text.removeprefix("负").rpartition("元")
    jiao = rest.partition("角")[0].lstrip("零") if "角" in rest else ""
    fen = rest.rpartition("角")[2].lstrip("零").removesuffix("分") if "分" in rest else ""
    hundredths = VALUES.get(jiao, 0) * 10 + VALUES.get(fen, 0)
    return sign * (read_whole(yuan) + Decimal(hundredths) / 100)


@pytest.mark.parametrize(("amount", "text"), VECTORS)
def test_should_write_the_amounts_of_the_vectors(amount: str, text: str) -> None:
    assert capital_amount(Decimal(amount)) == text


@given(AMOUNTS)
def test_should_say_the_very_amount(amount: Decimal) -> None:
    assert read(capital_amount(amount)) == amount


@given(AMOUNTS)
def test_should_keep_to_the_rules_of_writing(amount: Decimal) -> None:
    text = capital_amount(amount)
    assert text.startswith("人民币") and " " not in text
    assert "零零" not in text
    assert text.count("整") == (1 if amount == int(amount) else 0)
    assert "整" not in text or text.endswith("元整")
    assert "零元" not in text or amount == 0
    assert not {"零万", "零亿", "亿万", "零拾", "零佰", "零仟"} & {
        text[n : n + 2] for n in range(len(text))
    }


@given(AMOUNTS, AMOUNTS)
def test_should_write_different_amounts_differently(one: Decimal, other: Decimal) -> None:
    assert (capital_amount(one) == capital_amount(other)) == (one == other)


@pytest.mark.parametrize("wrong", ["0.001", "10000000000000000", "NaN", "Infinity"])
def test_should_refuse_what_is_no_amount_of_money(wrong: str) -> None:
    with pytest.raises(ValueError, match="two decimals"):
        capital_amount(Decimal(wrong))
