"""Samples as auditors read them: the list, one sample, its items with what stands in their papers.

A sample belongs to the office that planned it. Inspecting auditors who see every case read all of
them. Whatever the sample holds, a case that the reader may not see (any more) is withheld.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, func, literal, or_, select, true, tuple_
from sqlalchemy import case as choose

from engine.audits.errors import SampleNotFound
from engine.reads.page import Page
from engine.reads.viewer import Viewer
from engine.reads.visibility import visible
from engine.store.tables.audits import sample, sample_item, sample_paper, sample_population
from engine.store.tables.cases import case


@dataclass(frozen=True, slots=True)
class Sample:
    id: UUID
    person: str
    organisation: str
    title: str
    filter: Mapping[str, Any]
    method: str
    plan: Mapping[str, Any]  #: size, seed, strata, and `outlook`: what drawing does
    population: int
    population_yuan: Decimal
    population_hash: str
    planned_at: datetime
    drawn_at: datetime | None
    drawn_by: str
    drawn: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class SampleRow:
    """A sample in the list, with how far its papers are."""

    id: UUID
    person: str
    organisation: str
    title: str
    method: str
    population: int
    population_yuan: Decimal
    planned_at: datetime
    drawn_at: datetime | None
    items: int
    concluded: int


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the sample; everything but position and rank is empty where it is withheld."""

    position: int
    rank: int
    stratum: str
    ticket: str
    withheld: bool
    case_id: UUID | None
    number: str
    process: str
    area: str
    bureau: str
    amount_yuan: Decimal | None
    state: str  #: business state of the case now
    entries: int  #: in its working paper
    findings: int  #: that were not taken back
    conclusion: str  #: proper, improper, open; empty: none yet


def list_samples(
    connection: Connection,
    viewer: Viewer,
    organisation: str,
    after: tuple[Any, ...] | None = None,
    limit: int = 50,
) -> Page[SampleRow]:
    """Newest first."""
    items = select(func.count()).where(sample_item.c.sample == sample.c.id).scalar_subquery()
    concluded = (
        select(func.count(sample_paper.c.position.distinct()))
        .where(sample_paper.c.sample == sample.c.id, sample_paper.c.kind == "conclusion")
        .scalar_subquery()
    )
    query = (
        select(
            *(
                sample.c[name]
                for name in SampleRow.__dataclass_fields__
                if name not in ("items", "concluded")
            ),
            items.label("items"),
            concluded.label("concluded"),
        )
        .where(_readable(viewer, organisation))
        .order_by(sample.c.planned_at.desc(), sample.c.id.desc())
        .limit(limit + 1)
    )
    if after is not None:
        marker = tuple_(datetime.fromisoformat(str(after[0])), UUID(str(after[1])))
        query = query.where(tuple_(sample.c.planned_at, sample.c.id) < marker)
    rows = connection.execute(query).all()
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(
        tuple(SampleRow(**row._mapping) for row in rows[:limit]),
        (last.planned_at.isoformat(), str(last.id)) if last else None,
    )


def get_sample(
    connection: Connection, viewer: Viewer, organisation: str, sample_id: UUID
) -> Sample:
    """Raises: SampleNotFound, also when it belongs to another office."""
    row = connection.execute(
        select(sample).where(sample.c.id == sample_id, _readable(viewer, organisation))
    ).one_or_none()
    if row is None:
        raise SampleNotFound(sample_id)
    return Sample(**row._mapping)


def sample_items(
    connection: Connection, viewer: Viewer, sample_id: UUID, *, position: int | None = None
) -> list[Item]:
    """Items in the order in which they were drawn, or the one at `position`."""
    entries, findings, conclusion = _papers()
    query = (
        select(
            sample_item.c.position,
            sample_item.c.rank,
            sample_item.c.stratum,
            sample_item.c.ticket,
            case.c.case_id,
            sample_population.c.number,
            sample_population.c.process,
            sample_population.c.area,
            sample_population.c.bureau,
            sample_population.c.amount_yuan,
            case.c.case_state.label("state"),
            entries.label("entries"),
            findings.label("findings"),
            func.coalesce(conclusion, "").label("conclusion"),
        )
        .join(
            sample_population,
            and_(
                sample_population.c.sample == sample_item.c.sample,
                sample_population.c.position == sample_item.c.position,
            ),
        )
        .outerjoin(case, and_(case.c.case_id == sample_population.c.case_id, visible(viewer)))
        .where(
            sample_item.c.sample == sample_id,
            true() if position is None else sample_item.c.position == position,
        )
        .order_by(sample_item.c.rank)
    )
    return [_item(row) for row in connection.execute(query)]


def frozen_list(connection: Connection, viewer: Viewer, sample_id: UUID) -> list[Any]:
    """(position, number, amount) of the whole population; numbers one may not see are empty."""
    seen = select(literal(1)).where(case.c.case_id == sample_population.c.case_id, visible(viewer))
    rows = connection.execute(
        select(
            sample_population.c.position,
            choose((seen.exists(), sample_population.c.number), else_="").label("number"),
            sample_population.c.amount_yuan,
        )
        .where(sample_population.c.sample == sample_id)
        .order_by(sample_population.c.position)
    )
    return [tuple(row) for row in rows]


def writes(viewer: Viewer, organisation: str, found: Sample) -> bool:
    """Whether the reader draws the sample and writes its papers."""
    return found.person == viewer.user_id or (
        organisation != "" and found.organisation == organisation
    )


def _readable(viewer: Viewer, organisation: str) -> ColumnElement[bool]:
    if viewer.sees_all:
        return true()
    own = sample.c.person == viewer.user_id
    return or_(own, sample.c.organisation == organisation) if organisation else own


def _papers() -> tuple[Any, Any, Any]:
    """Of an item: how many entries, findings that stand, and the newest conclusion."""
    here = and_(
        sample_paper.c.sample == sample_item.c.sample,
        sample_paper.c.position == sample_item.c.position,
    )
    back = sample_paper.alias("back")
    stands = ~select(literal(1)).where(back.c.withdraws == sample_paper.c.id).exists()
    count = select(func.count()).where(here)
    newest = (
        select(sample_paper.c.conclusion)
        .where(here, sample_paper.c.kind == "conclusion")
        .order_by(sample_paper.c.id.desc())
        .limit(1)
    )
    return (
        count.correlate(sample_item).scalar_subquery(),
        count.where(sample_paper.c.kind == "finding", stands)
        .correlate(sample_item)
        .scalar_subquery(),
        newest.correlate(sample_item).scalar_subquery(),
    )


def _item(row: Any) -> Item:
    values = dict(row._mapping)
    withheld = values["case_id"] is None
    if withheld:
        texts = ("number", "process", "area", "bureau", "state", "ticket", "stratum")
        values |= dict.fromkeys(texts, "") | {"amount_yuan": None}
    return Item(withheld=withheld, **values)
