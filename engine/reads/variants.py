"""Variants 办理路径: distinct sequences of user tasks, how many cases took each, how long.

The sequence of a case is its tasks in the order in which they were opened, cancelled ones left
out. Its name is the SHA-256 of the sequence, so that an address can hold it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    LargeBinary,
    Select,
    Text,
    cast,
    func,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from engine.store.tables.cases import case
from engine.store.tables.tasks import task

#: Variants beyond are summed up as "others".
MOST_VARIANTS = 50


@dataclass(frozen=True, slots=True)
class Variant:
    variant: str
    steps: tuple[str, ...]  #: element ids
    cases: int
    running: int
    median_days: float | None  #: calendar days from start to end, of those that ended
    p90_days: float | None


@dataclass(frozen=True, slots=True)
class Variants:
    variants: tuple[Variant, ...]
    cases: int  #: in all, the ones left out included
    distinct: int


def variant_of(case_id: ColumnElement[Any]) -> ColumnElement[str]:
    """The variant of a case, as a scalar subquery of its id."""
    path = (
        select(_sequence())
        .where(task.c.case_id == case_id, task.c.state != "cancelled")
        .correlate(case)
        .scalar_subquery()
    )
    return _named(func.coalesce(path, ""))


def variants(connection: Connection, ids: Select[Any], at: datetime) -> Variants:
    """The variants among the cases, the most frequent first."""
    chosen = ids.subquery("ids")
    paths = (
        select(
            case.c.case_id,
            func.coalesce(_sequence(), "").label("path"),
            func.min(case.c.started_at).label("started_at"),
            func.min(case.c.ended_at).label("ended_at"),
        )
        .select_from(chosen)
        .join(case, case.c.case_id == chosen.c.case_id)
        .outerjoin(task, (task.c.case_id == case.c.case_id) & (task.c.state != "cancelled"))
        .group_by(case.c.case_id)
        .subquery("paths")
    )
    days = func.extract("epoch", paths.c.ended_at - paths.c.started_at) / 86_400
    groups = (
        select(
            _named(paths.c.path).label("variant"),
            paths.c.path,
            func.count().label("cases"),
            func.count().filter(paths.c.ended_at.is_(None)).label("running"),
            func.percentile_cont(0.5).within_group(days).label("median_days"),
            func.percentile_cont(0.9).within_group(days).label("p90_days"),
        )
        .group_by(paths.c.path)
        .subquery("groups")
    )
    rows = connection.execute(
        select(
            groups,
            func.sum(groups.c.cases).over().label("total"),
            func.count().over().label("distinct"),
        )
        .order_by(groups.c.cases.desc(), groups.c.path)
        .limit(MOST_VARIANTS)
    ).all()
    found = tuple(
        Variant(
            row.variant,
            tuple(row.path.split(">")) if row.path else (),
            row.cases,
            row.running,
            _rounded(row.median_days),
            _rounded(row.p90_days),
        )
        for row in rows
    )
    first = rows[0] if rows else None
    return Variants(found, int(first.total) if first else 0, int(first.distinct) if first else 0)


def step_titles(connection: Connection, ids: Select[Any]) -> dict[str, tuple[str, str]]:
    """Element id → title in Chinese and English of every step the cases went through."""
    chosen = ids.subquery("ids")
    rows = connection.execute(
        select(
            task.c.node,
            func.max(task.c.title_zh).label("zh"),
            func.max(task.c.title_en).label("en"),
        )
        .join(chosen, chosen.c.case_id == task.c.case_id)
        .group_by(task.c.node)
    )
    return {row.node: (row.zh, row.en) for row in rows}


def _sequence() -> ColumnElement[str]:
    return func.string_agg(task.c.node, aggregate_order_by(literal(">", Text), task.c.n.asc()))


def _named(path: ColumnElement[str]) -> ColumnElement[str]:
    digest = func.sha256(cast(func.convert_to(path, "UTF8"), LargeBinary))
    return func.left(func.encode(digest, "hex"), 16)


def _rounded(value: Any) -> float | None:
    return None if value is None else round(float(value), 1)
