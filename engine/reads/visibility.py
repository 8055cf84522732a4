"""Which cases a viewer may see, as a condition in SQL: the one place that says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Select,
    Text,
    and_,
    cast,
    false,
    func,
    or_,
    select,
    true,
    union,
)

from engine.reads.viewer import Scope, Viewer, midnight
from engine.store.tables.cases import case, case_party


def parties(viewer: Viewer) -> list[str]:
    """The names under which the viewer has or had tasks."""
    return [f"u:{viewer.user_id}", *(f"g:{group}" for group in sorted(viewer.groups))]


def parties_seen(viewer: Viewer) -> list[str]:
    """The names whose cases the viewer sees: their own, and those of the bureau they head."""
    own = parties(viewer)
    return own + [f"g:{group}" for group in sorted(viewer.oversees - viewer.groups)]


def visible(viewer: Viewer) -> ColumnElement[bool]:
    """The condition on `engine.case`: own, taken part in, or opened by a letter or an office."""
    if viewer.sees_all:
        return true()
    took_part = select(case_party.c.case_id).where(case_party.c.party.in_(parties_seen(viewer)))
    return or_(case.c.case_id.in_(took_part), *_without_part(viewer))


def newest_visible(
    viewer: Viewer, filters: Sequence[ColumnElement[bool]], limit: int
) -> Select[Any]:
    """Ids of the newest cases that `visible` allows and that meet the filters.

    Each way of seeing a case is one range of an index that stops after a page; one condition over
    all of them would read every case there is.
    """
    newest = case.c.case_id.desc()
    if viewer.sees_all:
        return select(case.c.case_id).where(*filters).order_by(newest).limit(limit)
    mine = func.unnest(cast(parties_seen(viewer), ARRAY(Text)))
    names = mine.table_valued("party").render_derived(name="names")
    part = (
        select(case.c.case_id)
        .join(case_party, case_party.c.case_id == case.c.case_id)
        .where(case_party.c.party == names.c.party, *filters)
        .order_by(case_party.c.case_id.desc())
        .limit(limit)
        .lateral("part")
    )
    ways = [select(part.c.case_id).select_from(names).join(part, true())]
    for condition in _without_part(viewer):
        way = select(case.c.case_id).where(condition, *filters).order_by(newest).limit(limit)
        ways.append(select(way.subquery().c.case_id))
    found = union(*ways).subquery("found")
    return select(found.c.case_id).order_by(found.c.case_id.desc()).limit(limit)


def _without_part(viewer: Viewer) -> Iterator[ColumnElement[bool]]:
    """Own applications, and what a letter or an office opens."""
    yield case.c.applicant == viewer.user_id
    if viewer.sees_organisation and viewer.organisation:
        yield case.c.organisation == viewer.organisation
    for scope in viewer.scopes:
        yield within(scope)


def within(scope: Scope) -> ColumnElement[bool]:
    if not scope.areas:
        return false()
    conditions: list[ColumnElement[bool]] = [case.c.area.in_(sorted(scope.areas))]
    if scope.processes:
        conditions.append(case.c.process.in_(sorted(scope.processes)))
    if scope.cases_from is not None:
        conditions.append(case.c.started_at >= midnight(scope.cases_from))
    if scope.cases_until is not None:
        conditions.append(case.c.started_at < midnight(scope.cases_until + timedelta(days=1)))
    return and_(*conditions)


def row_values(row: Any) -> dict[str, Any]:
    """A row as a mapping, with lists as tuples."""
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in row._mapping.items()
    }
