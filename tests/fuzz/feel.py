"""Coverage-guided fuzzing of the FEEL scanner, parser, compiler and evaluation, with atheris.

No part of `./dev test`, and atheris is no part of the locks (it has wheels for few systems). Once:

    ./dev test --collect-only -q tests/feel          # makes the environment
    .venv/bin/python -m venv --system-site-packages /tmp/fuzz   # or: uv venv
    /tmp/fuzz/bin/pip install atheris google-re2

Then, for half an hour on one core, from the root of the checkout:

    nice -n 19 /tmp/fuzz/bin/python -m tests.fuzz.feel /tmp/feel-corpus -max_total_time=1800

The folder keeps the inputs that reached something new, so that the next run goes on from there.
What is found lies beside it in `/tmp/feel-corpus.findings`, one file for each place in the code,
and the run goes on; a hang of two minutes ends it. libFuzzer prints the executions.

An input is read in one of two ways, by its first byte: as UTF-8 text, or byte by byte as words of
the language, which is how the deep parts of the grammar are reached. What must hold:

- nothing takes two seconds of processor time;
- every text is compiled, or refused by a `FeelError` in both languages whose place is in the text;
- every evaluation ends within its steps, in a value or a `FeelError`;
- every value is stored and comes back equal, or is refused by a `FeelError`;
- the tokens are the text, in order, with nothing but blanks and comments between them.
"""

from __future__ import annotations

import hashlib
import sys
import time
import traceback
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import atheris

with atheris.instrument_imports(include=["engine.feel"]):
    from engine.feel import (
        EvaluationContext,
        FeelError,
        FeelLimits,
        compile_expression,
        compile_unary_tests,
        from_tagged,
        to_tagged,
    )
    from engine.feel import expression as compiled_texts
    from engine.feel.builtins.table import BUILTINS
    from engine.feel.checking.types import check_types
    from engine.feel.scanner import scan

from tests.feel.hostile import HOSTILE

NOW = datetime(2026, 5, 4, 1, 30, tzinfo=UTC)
#: small, so that no input is slow: the fuzzer should see many
LIMITS = FeelLimits(steps=20_000, list_length=5_000, string_length=20_000, source_length=4_000)
SCOPE: dict[str, Any] = {
    "a": 1,
    "b": [1, {"a": 2, "net-income": 3}],
    "c": {"a": "x", "d e": date(2026, 5, 4)},
    "金额": 1409,
    "net-income": 5,
    "for all": True,
    "t": timedelta(hours=3),
    "n": None,
}
NAMES = frozenset(SCOPE)
TYPES = {"a": "number", "b": "list", "c": "context<a: string, d e: date>", "金额": "number"}
_WORDS = """
    ( ) [ ] { } , : . .. + - * / ** = != < <= > >= -> @ ? | ; // /* */ ' "
    if then else for in return some every satisfies and or between instance of function external
    not null true false item partial a b c d e f x n t 金额 net-income （ 0 1 -1 2.5 .5 1e3 1e6000
    1E-6000 12345678901234567890123456789012345 "x" "a\\n" "\\u0041" "\\uD83D" "(a+)" "P1D"
    "2026-05-04" "" "i" @"2026-05-04" @"P1Y2M" @"-P1DT2H" @"10:30:00@Europe/Paris"
    @"2026-05-04T10:00:00Z" Any list< > context< range< function< number string date instance year
    month day offset start
"""
WORDS = (*_WORDS.split(), "for all", "date and time", "d e", "\n", "\u3000", *sorted(BUILTINS))


class Weekdays:
    """Monday to Friday."""

    def is_working_day(self, day: date) -> bool:
        return day.isoweekday() < 6

    def add(self, day: date, n: int) -> date:
        return day + timedelta(days=n)

    def between(self, a: date, b: date) -> int:
        return (b - a).days


def text_of(data: bytes) -> str:
    """The source an input stands for."""
    if not data:
        return ""
    if data[0] < 128:
        text = data[1:].decode("utf-8", "replace")
        return text.replace("\ufffd", "\ud83d") if data[0] % 2 else text
    glue = " " if data[0] % 2 else ""
    return glue.join(WORDS[byte % len(WORDS)] for byte in data[1:])


def check(source: str) -> None:
    """All that must hold of one text."""
    started = time.process_time()
    _check_tokens(source)
    for make in (compiled_texts._expression, compiled_texts._unary_tests):
        make.cache_clear()  # else the second run of an input would look like another one
    for compile_text in (compile_expression, compile_unary_tests):
        _check_text(source, compile_text)
    # Processor time: libFuzzer's own clock also runs while other processes do.
    assert time.process_time() - started < 2, "too slow"


def _check_tokens(source: str) -> None:
    try:
        tokens = scan(source)
    except FeelError as refused:
        _check_place(source, refused)
        return
    end = 0
    for token in tokens:
        between = source[end : token.start]
        assert source[token.start : token.start + len(token.text)] == token.text, "token moved"
        assert bool(between) == token.spaced, "blank lost"
        end = token.start + len(token.text)
    assert end == len(source) or tokens[-1].spaced, "text lost"


def _check_text(source: str, compile_text: Any) -> None:
    context = EvaluationContext(now=NOW, calendar=Weekdays(), limits=LIMITS)
    try:
        compiled = compile_text(source, names=NAMES, limits=LIMITS)
        told = check_types(compiled, TYPES, tested="number").notes
        assert all(note.line and note.message_zh and note.message_en for note in told)
        if compile_text is compile_unary_tests:
            assert compiled.test(1, SCOPE, context) in (True, False, None)
            return
        value = compiled.evaluate(SCOPE, context)
    except FeelError as refused:
        _check_place(source, refused)
        return
    finally:
        assert context.steps_used <= LIMITS.steps, "too many steps"
    for note in context.warnings:
        assert note.message_zh and note.message_en, "note without words"
    try:
        stored = to_tagged(value)
    except FeelError:
        return
    assert to_tagged(from_tagged(stored)) == stored, "value changed by storing it"


def _check_place(source: str, refused: FeelError) -> None:
    assert refused.message_zh and refused.message_en, "error without words"
    if refused.line:
        lines = source.split("\n")
        assert refused.line <= len(lines), "line outside the text"
        assert 1 <= refused.column <= len(lines[refused.line - 1]) + 1, "column outside the text"


class Findings:
    """Files of what went wrong, the smallest input for each place in the code."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, source: str, data: bytes, problem: BaseException) -> None:
        frames = traceback.extract_tb(problem.__traceback__)
        last = frames[-1]
        text = f"{type(problem).__name__}:{Path(last.filename).name}:{last.name}"
        if isinstance(problem, AssertionError):
            text += f":{problem}"
        file = self.folder / f"{hashlib.sha256(text.encode()).hexdigest()[:12]}.txt"
        if file.exists() and len(file.read_bytes().split(b"\n", 1)[0]) <= len(ascii(source)):
            return
        trace = "".join(traceback.format_exception(problem))
        file.write_text(f"{source!a}\n{text}\n{data.hex()}\n{trace}", encoding="utf-8")
        print(f"FOUND {text} by {source[:80]!a}", file=sys.stderr, flush=True)


def seeds(folder: Path) -> None:
    """Start from the hostile expressions that are short, and a call of every built-in."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = [source for source, _ in HOSTILE.values() if len(source) < 300]
    texts += [f'{name}(1, "x")' for name in BUILTINS]
    for text in texts:
        data = b"\x00" + text.encode()
        (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)


def main() -> None:
    """Fuzz until libFuzzer's limit is reached."""
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        raise SystemExit("usage: python -m tests.fuzz.feel CORPUS-FOLDER [libFuzzer options]")
    folder = Path(sys.argv[1])
    findings = Findings(folder.with_name(folder.name + ".findings"))
    seeds(folder)

    def one(data: bytes) -> None:
        source = text_of(data)
        try:
            check(source)
        except Exception as problem:  # noqa: BLE001 (whatever it is, it is a finding)
            findings.keep(source, data, problem)

    findings.folder.mkdir(parents=True, exist_ok=True)
    options = ["-timeout=120", "-max_len=400", "-rss_limit_mb=2048"]
    options.append(f"-artifact_prefix={findings.folder}/")
    atheris.Setup([sys.argv[0], *options, *sys.argv[2:], str(folder)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
