"""`./dev`, as far as it can be tried without making an environment anew."""

import subprocess
import sys
from pathlib import Path

import pytest

DEV = Path(__file__).resolve().parents[1] / "dev"


def dev(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, DEV, *arguments], capture_output=True, text=True)


def test_should_tell_its_chores() -> None:
    told = dev("--help").stdout
    assert all(f"./dev {chore}" in told for chore in ("demo", "test", "run", "check", "bench"))


def test_should_name_the_chores_when_it_knows_none_of_that_name() -> None:
    answer = dev("dmeo")
    assert answer.returncode == 1 and "there are: demo, test" in answer.stderr


@pytest.mark.parametrize("code", [0, 3])
def test_should_give_the_exit_code_of_the_command(code: int) -> None:
    assert dev("run", "python", "-c", f"raise SystemExit({code})").returncode == code


def test_should_run_commands_inside_the_environment() -> None:
    told = dev("run", "python", "-c", "import sys, engine; print(sys.prefix)").stdout
    assert Path(told.strip()) == DEV.parent / ".venv"


def test_should_say_which_command_is_missing() -> None:
    answer = dev("run", "no-such-command")
    assert answer.returncode == 1 and "no command 'no-such-command'" in answer.stderr


def test_should_need_nothing_but_the_standard_library() -> None:
    isolated = [sys.executable, "-I", "-S", DEV, "--help"]
    assert subprocess.run(isolated, capture_output=True).returncode == 0
