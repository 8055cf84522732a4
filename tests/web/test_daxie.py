"""大写 in the browser: the same vectors as on the server, and the same for any amount."""

import json
import random
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

from engine.capital_amount import capital_amount
from tests.web.browser import NODE

VECTORS = Path(__file__).parents[1] / "vectors" / "capital_amounts.json"
SCRIPT = Path(__file__).with_name("daxie.mjs")

pytestmark = pytest.mark.browser  # it needs the Node.js of web/


def written(amounts: list[str]) -> list[str]:
    done = subprocess.run(
        [str(NODE), str(SCRIPT)],
        input=json.dumps(amounts),
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[str] = json.loads(done.stdout)
    return found


def test_should_write_the_amounts_of_the_vectors() -> None:
    vectors = json.loads(VECTORS.read_text(encoding="utf-8"))
    assert written([amount for amount, _ in vectors]) == [text for _, text in vectors]


def test_should_write_any_amount_as_the_server_does() -> None:
    # given
    chance = random.Random(20270301)
    digits = [chance.randint(1, 18) for _ in range(2_000)]
    amounts = [str(Decimal(chance.randrange(10**each)) / 100) for each in digits]
    # then
    assert written(amounts) == [capital_amount(Decimal(amount)) for amount in amounts]


def test_should_write_nothing_for_what_is_no_amount() -> None:
    assert written(["", "abc", "1.234", "12345678901234567"]) == ["", "", "", ""]
