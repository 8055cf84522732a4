"""The examples of the guide run."""

import doctest
import re
from pathlib import Path

from api.cli import parser

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guides" / "feel-and-dmn.md"


def test_should_run_the_examples_of_the_guide():
    results = doctest.testfile(str(GUIDE), module_relative=False, encoding="utf-8")
    assert results.attempted > 30 and not results.failed


def test_should_show_commands_that_exist():
    text = GUIDE.read_text(encoding="utf-8")
    commands = re.findall(r"^huiqian (feel|dmn) (\w+)", text, re.MULTILINE)
    assert len(commands) == 3
    for first, second in commands:
        assert parser().parse_args([first, second, "x"]).chore
