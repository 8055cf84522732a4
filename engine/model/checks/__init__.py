"""Checks on models: rules beyond reading, each in its own file, listed here.

To add one: write the file, add it to `RULES`, give it a passing and a failing diagram in
`tests/model/checks/`. What needs other files of the bundle is in `engine.model.bundle_checks`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.model.checks import (
    boundary_outgoing,
    case_state,
    condition_not_evaluated,
    correction_step,
    error_interrupts,
    error_uncaught,
    event_based_gateway,
    gateway_condition,
    gateway_default,
    implicit_end,
    implicit_start,
    loop_without_wait,
    message_correlation,
    message_start_twice,
    name_en,
    name_zh,
    process_start,
    separate_from,
    start_form,
    timer_cycle,
    two_limits,
    types_never_fit,
    unreachable_node,
    user_task_nobody,
)
from engine.model.checks.rule import Finding, Rule
from engine.model.nodes import ModelProblem, ProcessModel

RULES: Final[tuple[Rule, ...]] = (
    process_start.RULE,
    message_start_twice.RULE,
    implicit_start.RULE,
    unreachable_node.RULE,
    implicit_end.RULE,
    gateway_condition.RULE,
    gateway_default.RULE,
    condition_not_evaluated.RULE,
    correction_step.RULE,
    types_never_fit.RULE,
    event_based_gateway.RULE,
    boundary_outgoing.RULE,
    timer_cycle.RULE,
    error_interrupts.RULE,
    error_uncaught.RULE,
    message_correlation.RULE,
    loop_without_wait.RULE,
    user_task_nobody.RULE,
    separate_from.RULE,
    two_limits.RULE,
    start_form.RULE,
    case_state.RULE,
    name_zh.RULE,
    name_en.RULE,
)

__all__ = ["RULES", "Finding", "Rule", "run_checks"]


def run_checks(model: ProcessModel, *, whole_graph: bool = True) -> Iterator[ModelProblem]:
    """Every problem the rules find; those about the whole graph only when it could be read."""
    for rule in RULES:
        if whole_graph or not rule.whole_graph:
            yield from rule.problems(model)
