"""The checks of a workspace: what deploying its files would say, and what only others can know.

Nothing is deployed and nothing runs. The reader's limits hold, few checks run at a time, and the
answer for files that were checked before is kept.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from engine.dmn import DecisionModel
from engine.model.bundle import Bundle, BundleHasErrors, content_hash, read_bundle
from engine.model.bundle_checks import Known, check_bundle
from engine.model.bundle_parts import BundleProblem, read_decisions
from engine.model.nodes import ModelProblem, Severity, Text
from engine.workspaces.errors import ChecksBusy
from engine.workspaces.fixes import Fix, fix_of
from engine.workspaces.outline import Outline, outline_of

#: Told of names that are looked for in other bundles as well.
_ELSEWHERE: Final = frozenset(
    {"decision-missing", "called-process-missing", "separate-from-unknown"}
)
#: Said only where all other bundles are known.
_KNOWN_ONLY: Final = frozenset({"unknown-variable", "decision-input-unknown"})
_AT_A_TIME: Final = 2
_WAIT_SECONDS: Final = 10.0
_KEPT: Final = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of the list beside the diagram."""

    file: str
    severity: Severity
    rule: str
    element: str
    line: int
    message: Text
    fix: Fix | None


@dataclass(frozen=True, slots=True)
class Checked:
    """What is known of one state of a workspace."""

    content: str  #: content hash of the files
    problems: tuple[Problem, ...]
    outline: Outline
    decisions: Mapping[str, DecisionModel]
    bundle: Bundle | None  #: None where an error stands in the way of deploying

    @property
    def errors(self) -> int:
        """How many problems stand in the way of deploying."""
        return sum(1 for each in self.problems if each.severity is Severity.ERROR)


class Checker:
    """Checks workspaces, a few at a time; safe between threads."""

    def __init__(self) -> None:
        self._places = threading.BoundedSemaphore(_AT_A_TIME)
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, str, frozenset[str]], Checked] = OrderedDict()

    def check(self, key: str, files: Mapping[str, bytes], others: Mapping[str, Bundle]) -> Checked:
        """Check the files as a bundle of this key; `others` are the published ones by hash.

        Raises: ChecksBusy.
        """
        content = content_hash(files)
        name = (key, content, frozenset(others))
        with self._lock:
            kept = self._kept.get(name)
        if kept is not None:
            return kept
        with self.place():
            found = _check(key, content, files, others)
        with self._lock:
            self._kept[name] = found
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found

    @contextmanager
    def place(self) -> Iterator[None]:
        """One of the few places for work that designers ask for. Raises: ChecksBusy."""
        if not self._places.acquire(timeout=_WAIT_SECONDS):
            raise ChecksBusy
        try:
            yield
        finally:
            self._places.release()


def _check(
    key: str, content: str, files: Mapping[str, bytes], others: Mapping[str, Bundle]
) -> Checked:
    known = Known()
    for other in others.values():
        if other.key != key:
            known |= other.known()
    bundle: Bundle | None
    try:
        bundle = read_bundle(files, key=key)
        found: Iterable[BundleProblem] = bundle.problems
        decisions = dict(bundle.decisions)
    except BundleHasErrors as refused:
        bundle = None
        found = refused.problems
        decisions = read_decisions(files, [])
    told = [each for each in found if not _stands_elsewhere(each.problem, known)]
    if bundle is not None:
        told += _with_others(bundle, known)
    for other in others.values():
        for name, model in other.decisions.items():
            decisions.setdefault(name, model)
    outline = outline_of(files, decisions)
    problems = tuple(_problem(each, files, outline, known, key) for each in told)
    return Checked(content, _in_order(problems), outline, decisions, bundle)


def _stands_elsewhere(problem: ModelProblem, known: Known) -> bool:
    """Whether a name is missing in the bundle only, and a published one has it."""
    if problem.rule not in _ELSEWHERE:
        return False
    tasks = (node.id for model in known.processes.values() for node in model.nodes)
    names = (
        {*known.decisions, *known.processes}
        if problem.rule != "separate-from-unknown"
        else (set(tasks))
    )
    return any(f"“{name}”" in problem.message.zh for name in names)


def _with_others(bundle: Bundle, known: Known) -> list[BundleProblem]:
    """What can be said only when all other bundles are known."""
    inputs = {name: model.input_names(name) for name, model in bundle.decisions.items()}
    found = check_bundle(
        diagrams=bundle.diagrams,
        forms=bundle.forms,
        decisions=frozenset(bundle.decisions),
        decision_inputs=inputs,
        known=known,
    )
    return [BundleProblem(path, each) for path, each in found if each.rule in _KNOWN_ONLY]


def _problem(
    each: BundleProblem,
    files: Mapping[str, bytes],
    outline: Outline,
    known: Known,
    key: str,
) -> Problem:
    problem = each.problem
    return Problem(
        each.file,
        problem.severity,
        problem.rule,
        problem.element,
        problem.line,
        problem.message,
        fix_of(each, files, outline, known.decisions | outline.decisions.keys(), key),
    )


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    order = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.CARRIED: 2}
    return tuple(sorted(problems, key=lambda p: (order[p.severity], p.file, p.line)))
