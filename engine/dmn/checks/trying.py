"""Cells that compute, over a column whose values are all listed: every value is tried."""

from __future__ import annotations

from datetime import UTC, datetime

from engine.dmn.checks.work import Work
from engine.dmn.tables.domains import Domain
from engine.feel import EvaluationContext, FeelError, FeelLimits, UnaryTests

#: functions whose answer is another one tomorrow, or elsewhere
_CHANGING = ("now", "today", "working day")
_LIMITS = FeelLimits(steps=2_000)


def tried(tests: UnaryTests, domain: Domain, work: Work) -> int | None:
    """The values that meet the cell; None when other things than the value decide.

    Raises: WorkDone.
    """
    if tests.free_names - {"?"} or tests.unknown_functions(()):
        return None
    if any(word in tests.source for word in _CHANGING):
        return None
    found = 0
    for value, atom in domain.places.items():
        context = EvaluationContext(now=datetime(2000, 1, 1, tzinfo=UTC), limits=_LIMITS)
        try:
            met = tests.test(value, {}, context)
        except FeelError:
            return None
        work.spend(1 + context.steps_used)
        if met is True and domain.possible >> atom & 1:
            found |= 1 << atom
    return found
