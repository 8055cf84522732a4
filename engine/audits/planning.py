"""Plan a sample, look at it, draw it: the population is frozen when the plan is made.

A plan cannot be changed: another seed means another plan, and both stay in the list. What was drawn
follows from the frozen list and the plan alone.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, insert, literal, select

from engine.audits.drawing import (
    band_of,
    fixed,
    list_hash,
    lowest_tickets,
    proportional,
    systematic,
)
from engine.audits.errors import (
    MOST_POPULATION,
    MOST_SAMPLE,
    BoundsNotAscending,
    PopulationEmpty,
    PopulationTooLarge,
    SampleIsDrawn,
    SampleTooLarge,
)
from engine.audits.samples import Sample, get_sample
from engine.reads.case_search import AmountOf, Condition, population
from engine.reads.viewer import Viewer
from engine.store.tables.audits import sample, sample_item, sample_population
from engine.store.tables.cases import case
from engine.store.tables.tasks import BUREAU, task


class Method(StrEnum):
    RANDOM = "random"
    SYSTEMATIC = "systematic"
    STRATIFIED = "stratified"


class StrataBy(StrEnum):
    PROCESS = "process"
    BUREAU = "bureau"
    AREA = "area"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class Plan:
    """How to draw. `size` is of the whole sample, or of each stratum when `each` is set."""

    method: Method
    size: int
    seed: str
    strata: StrataBy | None = None
    bounds: tuple[Decimal, ...] = ()  #: of amount bands, ascending
    each: bool = False

    def to_json(self) -> dict[str, Any]:
        document = asdict(self)
        document["bounds"] = [str(bound) for bound in self.bounds]
        return document

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Plan:
        return cls(
            Method(document["method"]),
            document["size"],
            document["seed"],
            StrataBy(document["strata"]) if document["strata"] else None,
            tuple(Decimal(bound) for bound in document["bounds"]),
            document["each"],
        )


@dataclass(frozen=True, slots=True)
class Member:
    position: int
    number: str
    process: str
    area: str
    bureau: str
    amount_yuan: Decimal | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """One item of the sample."""

    position: int
    stratum: str
    ticket: str


def plan_sample(
    connection: Connection,
    viewer: Viewer,
    conditions: Sequence[Condition],
    amount_of: AmountOf,
    plan: Plan,
    *,
    sample_id: UUID,
    title: str,
    filtered: Mapping[str, Any],
    organisation: str,
    at: datetime,
) -> Sample:
    """Freeze the population and keep the plan, with what it will do.

    Raises: PopulationEmpty, PopulationTooLarge, SampleTooLarge, BoundsNotAscending.
    """
    if any(b <= a for a, b in zip((Decimal(0), *plan.bounds), plan.bounds, strict=False)):
        raise BoundsNotAscending
    _insert_sample(connection, viewer, plan, sample_id, title, filtered, organisation, at)
    _freeze(connection, viewer, conditions, amount_of, sample_id)
    members = _members(connection, sample_id)
    if not members:
        raise PopulationEmpty
    if len(members) > MOST_POPULATION:
        raise PopulationTooLarge
    outlook = outlook_of(plan, members)
    size = sum(stratum["sample"] for stratum in outlook["strata"])
    limit = min(len(members), MOST_SAMPLE)
    if size > limit or (not plan.each and plan.size > limit):
        raise SampleTooLarge(max(size, plan.size), limit)
    connection.execute(
        sample.update()
        .where(sample.c.id == sample_id)
        .values(
            population=len(members),
            population_yuan=sum((m.amount_yuan or Decimal(0) for m in members), Decimal(0)),
            population_hash=list_hash((m.number, m.amount_yuan) for m in members),
            plan=plan.to_json() | {"outlook": outlook},
        )
    )
    return get_sample(connection, viewer, organisation, sample_id)


def draw_sample(connection: Connection, person: str, sample_id: UUID, at: datetime) -> None:
    """Draw what was planned. Raises: SampleIsDrawn."""
    won = connection.execute(
        sample.update()
        .where(sample.c.id == sample_id, sample.c.drawn_at.is_(None))
        .values(drawn_at=at, drawn_by=person)
        .returning(sample.c.plan)
    ).one_or_none()
    if won is None:
        raise SampleIsDrawn
    plan, members = Plan.from_json(won.plan), _members(connection, sample_id)
    items = drawn_items(plan, members)
    connection.execute(
        insert(sample_item),
        [
            {
                "sample": sample_id,
                "position": item.position,
                "rank": rank,
                "stratum": item.stratum,
                "ticket": item.ticket,
            }
            for rank, item in enumerate(items, start=1)
        ],
    )
    outlook = outlook_of(plan, members)
    connection.execute(sample.update().where(sample.c.id == sample_id).values(drawn=outlook))


def outlook_of(plan: Plan, members: Sequence[Member]) -> dict[str, Any]:
    """What drawing will do: start and interval, and how many come from each stratum."""
    if plan.method is Method.SYSTEMATIC and members and plan.size <= len(members):
        found = systematic(len(members), plan.size, plan.seed)
        start = {
            "interval": f"{found.interval.numerator}/{found.interval.denominator}",
            "start": f"{float(found.start):.6f}",
            "first_position": found.positions[0],
        }
    else:
        start = {}
    stratum_of = _stratum_of(plan)
    sizes = Counter(stratum_of(member) for member in members)
    money: Counter[str] = Counter()
    for member in members:
        money[stratum_of(member)] += member.amount_yuan or Decimal(0)  # type: ignore[assignment]
    shares = _shares(plan, sizes)
    strata = [
        {
            "stratum": name,
            "population": sizes[name],
            "population_yuan": str(Decimal(money[name])),
            "sample": shares[name],
        }
        for name in sorted(sizes)
    ]
    return start | {"strata": strata}


def drawn_items(plan: Plan, members: Sequence[Member]) -> list[Drawn]:
    """The items in the order in which they are drawn; follows from plan and list alone."""
    if plan.method is Method.SYSTEMATIC:
        positions = systematic(len(members), plan.size, plan.seed).positions
        return [Drawn(position, "", "") for position in positions]
    stratum_of = _stratum_of(plan)
    by_stratum: dict[str, dict[str, Member]] = {}
    for member in members:
        by_stratum.setdefault(stratum_of(member), {})[member.number] = member
    shares = _shares(plan, {name: len(each) for name, each in by_stratum.items()})
    return [
        Drawn(by_stratum[name][number].position, name, ticket[:12])
        for name in sorted(by_stratum)
        for ticket, number in lowest_tickets(by_stratum[name], plan.seed, shares[name])
    ]


def _shares(plan: Plan, sizes: Mapping[str, int]) -> dict[str, int]:
    if plan.each:
        return fixed(sizes, plan.size)
    return proportional(sizes, plan.size) if sizes else {}


def _stratum_of(plan: Plan) -> Callable[[Member], str]:
    if plan.method is not Method.STRATIFIED or plan.strata is None:
        return lambda _member: ""
    if plan.strata is StrataBy.AMOUNT:
        return lambda member: band_of(member.amount_yuan, plan.bounds)
    name = plan.strata.value
    return lambda member: str(getattr(member, name))


def _insert_sample(
    connection: Connection,
    viewer: Viewer,
    plan: Plan,
    sample_id: UUID,
    title: str,
    filtered: Mapping[str, Any],
    organisation: str,
    at: datetime,
) -> None:
    connection.execute(
        insert(sample).values(
            id=sample_id,
            person=viewer.user_id,
            organisation=organisation,
            title=title,
            filter=json.loads(json.dumps(filtered)),
            method=plan.method.value,
            plan=plan.to_json(),
            population=0,
            population_yuan=Decimal(0),
            planned_at=at,
        )
    )


def _freeze(
    connection: Connection,
    viewer: Viewer,
    conditions: Sequence[Condition],
    amount_of: AmountOf,
    sample_id: UUID,
) -> None:
    """Copy the population by business number, code point by code point, in one statement."""
    ids = population(viewer, conditions, MOST_POPULATION + 1).subquery("ids")
    first = (
        select(BUREAU.label("bureau"))
        .where(task.c.case_id == case.c.case_id, func.cardinality(task.c.groups) > 0)
        .order_by(task.c.n)
        .limit(1)
        .scalar_subquery()
    )
    rows = (
        select(
            literal(sample_id),
            func.row_number().over(order_by=case.c.number.collate("C")),
            case.c.case_id,
            case.c.number,
            case.c.process,
            case.c.area,
            func.coalesce(first, ""),
            amount_of(case.c.case_id),
        )
        .select_from(ids)
        .join(case, case.c.case_id == ids.c.case_id)
    )
    columns = ("sample", "position", "case_id", "number", "process", "area", "bureau")
    connection.execute(insert(sample_population).from_select([*columns, "amount_yuan"], rows))


def _members(connection: Connection, sample_id: UUID) -> list[Member]:
    table = sample_population.c
    rows = connection.execute(
        select(
            table.position, table.number, table.process, table.area, table.bureau, table.amount_yuan
        )
        .where(table.sample == sample_id)
        .order_by(table.position)
    )
    return [Member(*row) for row in rows]
