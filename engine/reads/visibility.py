"""Which cases a viewer may see, as a condition in SQL: the one place that says so."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, false, or_, select, true

from engine.reads.viewer import Scope, Viewer
from engine.store.tables.cases import case, case_party

#: Letters of entrustment name local days.
ZONE: Final = ZoneInfo("Asia/Shanghai")


def parties(viewer: Viewer) -> list[str]:
    """The names under which the viewer has or had tasks."""
    return [f"u:{viewer.user_id}", *(f"g:{group}" for group in sorted(viewer.groups))]


def visible(viewer: Viewer) -> ColumnElement[bool]:
    """The condition on `engine.case`: own, taken part in, or opened by a letter or an office."""
    if viewer.sees_all:
        return true()
    took_part = select(case_party.c.case_id).where(case_party.c.party.in_(parties(viewer)))
    conditions: list[ColumnElement[bool]] = [
        case.c.applicant == viewer.user_id,
        case.c.case_id.in_(took_part),
        *(_within(scope) for scope in viewer.scopes),
    ]
    if viewer.sees_organisation and viewer.organisation:
        conditions.append(case.c.organisation == viewer.organisation)
    return or_(*conditions)


def _within(scope: Scope) -> ColumnElement[bool]:
    if not scope.areas:
        return false()
    conditions: list[ColumnElement[bool]] = [case.c.area.in_(sorted(scope.areas))]
    if scope.processes:
        conditions.append(case.c.process.in_(sorted(scope.processes)))
    if scope.cases_from is not None:
        conditions.append(case.c.started_at >= _midnight(scope.cases_from))
    if scope.cases_until is not None:
        conditions.append(case.c.started_at < _midnight(scope.cases_until + timedelta(days=1)))
    return and_(*conditions)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE).astimezone(UTC)


def row_values(row: Any) -> dict[str, Any]:
    """A row as a mapping, with lists as tuples."""
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in row._mapping.items()
    }
