"""`huiqian feel` and `huiqian dmn` on the command line: what they take, and how they answer."""

from __future__ import annotations

import argparse
import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from api.settings import Settings

INPUT_HELP = (
    'values: JSON, tagged as in the journal, e.g. {"amount": 6200, "start": {"d": "2026-05-04"}}, '
    "or a FEEL context; @FILE reads a file, - the standard input"
)


def add_feel(chores: argparse._SubParsersAction) -> None:
    """`huiqian feel eval EXPR`, `huiqian feel reference`."""
    top = chores.add_parser("feel", help="evaluate FEEL expressions, without a database")
    verbs = top.add_subparsers(required=True, metavar="VERB")
    one = verbs.add_parser("eval", help="the value of one expression")
    one.add_argument("expression", metavar="EXPR", help="with or without the leading =")
    _evaluating(one)

    def chore(given: argparse.Namespace, _settings: Settings) -> int:
        from api.chores.feel import evaluate_feel

        return evaluate_feel(given)

    one.set_defaults(chore=chore)
    two = verbs.add_parser("reference", help="print docs/reference/feel.md: all functions, limits")
    two.set_defaults(chore=_reference)


def _reference(_given: argparse.Namespace, _settings: Settings) -> None:
    from engine.feel.builtins.page import reference_page

    print(reference_page(), end="")


def add_dmn(chores: argparse._SubParsersAction) -> None:
    """`huiqian dmn eval FILE` and `huiqian dmn check FILE…`."""
    top = chores.add_parser("dmn", help="evaluate and check DMN files, without a database")
    verbs = top.add_subparsers(required=True, metavar="VERB")
    one = verbs.add_parser("eval", help="make one decision")
    one.add_argument("file", type=Path, metavar="FILE")
    one.add_argument("--decision", metavar="ID", help="id or name; may be left out if there is one")
    _evaluating(one)
    _importing(one)

    def make(given: argparse.Namespace, _settings: Settings) -> int:
        from api.chores.dmn import evaluate_decision

        return evaluate_decision(given)

    one.set_defaults(chore=make)
    two = verbs.add_parser("check", help="what deploying would say: errors, gaps, overlaps")
    two.add_argument("files", nargs="+", type=Path, metavar="FILE")
    two.add_argument("--strict", action="store_true", help="warnings fail as errors do")
    _importing(two)
    _language(two)

    def check(given: argparse.Namespace, _settings: Settings) -> int:
        from api.chores.dmn import check_files

        return check_files(given)

    two.set_defaults(chore=check)


def _evaluating(one: argparse.ArgumentParser) -> None:
    one.add_argument("--input", default="", metavar="JSON", help=INPUT_HELP)
    one.add_argument("--explain", action="store_true", help="say why")
    one.add_argument("--json", action="store_true", help="answer in JSON, values tagged")
    one.add_argument(
        "--now", type=datetime.fromisoformat, metavar="TIME", help="the moment of the evaluation"
    )
    _language(one)


def _importing(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "--import",
        dest="imports",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="a DMN file that is imported; may be given several times",
    )


def _language(one: argparse.ArgumentParser) -> None:
    spoken = "zh" if os.environ.get("LANG", "").startswith("zh") else "en"
    one.add_argument(
        "--language", choices=("zh", "en"), default=spoken, help="of messages; else that of LANG"
    )
