"""All static checks of one table, as warnings with an example input."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from engine.dmn.checks.boxes import Boxes, boxes_of
from engine.dmn.checks.gaps import gaps
from engine.dmn.checks.overlaps import Overlap, overlaps
from engine.dmn.checks.ranks import Rank, ranks_of
from engine.dmn.checks.reach import better, earlier, hidden, impossible
from engine.dmn.checks.work import Work, WorkDone
from engine.dmn.limits import DmnLimits
from engine.dmn.reading.report import Report
from engine.dmn.tables.hit_policies import HitPolicy
from engine.dmn.tables.table import DecisionTable
from engine.dmn.types import FeelType, allowed_of, kind_of_type

#: Findings of one kind that are listed for one table.
_LISTED = 10


def check_table(
    table: DecisionTable,
    column_types: Sequence[FeelType | None],
    report: Report,
    limits: DmnLimits,
) -> None:
    """Warn of overlaps, contradictions, gaps and rules that never decide.

    Complete for numbers, dates, durations, booleans and strings in cells that name literals, and
    for cells that compute with listed strings; others are left out of the judgement, so that what
    is reported is true and some may be missed.
    """
    if not table.rules or not table.inputs:
        return
    allowed = [
        constraint.cell if (constraint := column.allowed or (type_ and allowed_of(type_))) else None
        for column, type_ in zip(table.inputs, column_types, strict=True)
    ]
    lists = [type_ is not None and kind_of_type(type_) == "list" for type_ in column_types]
    work = Work(limits.check_work)
    try:
        boxes = boxes_of(table, allowed, lists, work)
        _check_reach(table, boxes, report, work)
        _check_overlaps(table, boxes, report, work)
        _check_gaps(table, boxes, report, work)
    except WorkDone:
        report.warning(
            table.place,
            "dmn.check_unfinished",
            "决策表过大，重叠与缺口检查未能完成",
            "The table is too large to be checked completely for overlaps and gaps",
        )


def _check_reach(table: DecisionTable, boxes: Boxes, report: Report, work: Work) -> None:
    for number, column in islice(impossible(boxes), _LISTED):
        rule, text = table.rules[number - 1], boxes.expressions[column]
        cell = rule.conditions[column].text
        report.warning(
            rule.place,
            "dmn.rule_impossible",
            f"第 {number} 条规则永远不会命中：{text} 没有满足“{cell}”的取值",
            f'Rule {number} can never match: no value of {text} meets "{cell}"',
        )
    if table.hit_policy is HitPolicy.FIRST:
        stronger = earlier(len(table.rules))
    elif table.hit_policy is HitPolicy.PRIORITY:
        stronger = better(ranks_of(table))
    else:
        return  # then every rule that matches contributes, or several may not match
    for number, others in islice(hidden(boxes, stronger, work), _LISTED):
        example = boxes.example(boxes.masks[number - 1])
        named = ", ".join(map(str, others))
        report.warning(
            table.rules[number - 1].place,
            "dmn.rule_hidden",
            f"第 {number} 条规则永远轮不到：第 {named} 条优先（例如 {example}）",
            f"Rule {number} never decides: rules {named} win (e.g. {example})",
        )


def _check_overlaps(table: DecisionTable, boxes: Boxes, report: Report, work: Work) -> None:
    if table.hit_policy is HitPolicy.UNIQUE:
        for found in islice(overlaps(boxes, work), _LISTED):
            report.warning(
                table.rules[found.second - 1].place,
                "dmn.overlap",
                f"第 {found.first} 条与第 {found.second} 条规则重叠，例如 {found.example}",
                f"Rules {found.first} and {found.second} overlap, e.g. {found.example}",
            )
    elif table.hit_policy in (HitPolicy.ANY, HitPolicy.PRIORITY):
        ranks = ranks_of(table)
        contradicting = (
            one
            for one in overlaps(boxes, work)
            if _differ(table, one) and _same_rank(table, ranks, one)
        )
        for found in islice(contradicting, _LISTED):
            report.warning(
                table.rules[found.second - 1].place,
                "dmn.contradiction",
                f"第 {found.first} 条与第 {found.second} 条规则结论不同，例如 {found.example}",
                f"Rules {found.first} and {found.second} answer differently, e.g. {found.example}",
            )


def _same_rank(table: DecisionTable, ranks: list[Rank | None], found: Overlap) -> bool:
    """Whether no priority says which of the two wins."""
    if table.hit_policy is HitPolicy.ANY:
        return True
    rank = ranks[found.first - 1]
    return rank is not None and rank == ranks[found.second - 1]


def _differ(table: DecisionTable, found: Overlap) -> bool:
    """Whether two rules have outputs that are surely different: constants of unequal value."""
    first, second = table.rules[found.first - 1], table.rules[found.second - 1]
    return any(
        a is not None and b is not None and type(a) is type(b) and a != b
        for a, b in zip(first.constants, second.constants, strict=True)
    )


def _check_gaps(table: DecisionTable, boxes: Boxes, report: Report, work: Work) -> None:
    has_default = any(column.default is not None for column in table.outputs)
    summed = table.aggregation in ("SUM", "MIN", "MAX")
    if has_default or not (table.hit_policy.single or summed):
        return  # then an input that no rule matches has a meaning: a default, no items
    for masks in islice(_real(boxes, gaps(boxes, work)), _LISTED):
        example = boxes.example(masks)
        report.warning(
            table.place,
            "dmn.gap",
            f"没有规则命中：例如 {example}",
            f"No rule matches, e.g. {example}",
        )


def _real(boxes: Boxes, found: Iterable[tuple[int, ...]]) -> Iterable[tuple[int, ...]]:
    """Gaps whose example can be given."""
    return (masks for masks in found if all(masks))
