"""Taking times: processor time where one thread works, so that a busy machine distorts less."""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Callable, Sequence


def processor_seconds(work: Callable[[], object]) -> float:
    """Processor time of one run of `work`, with the garbage collector at rest."""
    gc.collect()
    gc.disable()
    try:
        started = time.process_time()
        work()
        return time.process_time() - started
    finally:
        gc.enable()


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of all values do not exceed."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def arguments(about: str, **more: str) -> argparse.Namespace:
    """The command line: `--full` for the large sizes, and what `more` names (flag → help)."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--full", action="store_true", help="the large sizes; takes minutes")
    for name, text in more.items():
        parser.add_argument(f"--{name}", action="store_true", help=text)
    return parser.parse_args()


def row(what: str, found: str, budget: str = "") -> None:
    """One line of the table that every benchmark prints."""
    print(f"{what:<64} {found:>16}  {budget}", flush=True)
