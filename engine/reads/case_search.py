"""Case search 案件检索: conditions, count and sum after each, one page; for auditors and heads.

A search looks at most at `MOST` cases: what is broader is counted as "more than", sums are left
out, and the only order is newest first. What registers know (amount, payee, rule) comes from
outside as further conditions and as the amount of a case, because the engine knows no registers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    and_,
    cast,
    exists,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    tuple_,
    union_all,
)

from engine.errors import Invalid
from engine.people.tables import PersonRow
from engine.reads.page import Page
from engine.reads.variants import variant_of
from engine.reads.viewer import Viewer, midnight
from engine.reads.visibility import newest_visible
from engine.runtime.environment import SHANGHAI
from engine.store import decided_rows, search_words
from engine.store.tables.bundles import bundle
from engine.store.tables.cases import case, case_party, search_word
from engine.store.tables.tasks import BUREAU, task

#: Cases that counts, sums, maps, variants, exports and populations look at.
MOST: Final = 10_000

#: What conditions from outside hold against.
CASE_ID: Final[ColumnElement[Any]] = case.c.case_id
people = PersonRow.__table__

#: The amount of a case as a scalar subquery of its id; null where it has none.
AmountOf = Callable[[ColumnElement[Any]], ColumnElement[Any]]


class TooBroad(Invalid):
    """The search is too broad (检索范围过大)."""

    def __init__(self, ways: Sequence[str] = ()) -> None:
        super().__init__(
            f"符合条件的办件超过 {MOST:,} 件，请缩小范围：限定期间、事项或部门。",
            f"More than {MOST:,} cases match; narrow by period, process or bureau.",
            limit=MOST,
            ways=list(ways),
        )


class Order(StrEnum):
    NEWEST = "newest"
    OLDEST = "oldest"
    AMOUNT = "amount"  #: largest first, cases without an amount last
    DURATION = "duration"  #: longest first; running cases until now


@dataclass(frozen=True, slots=True)
class Work:
    """Conditions that one and the same task of the case must meet."""

    bureau: str = ""  #: organisation id
    step: str = ""  #: element id
    step_process: str = ""  #: process that the element belongs to
    outcome: str = ""
    waiting: bool = False  #: open now
    overdue: bool = False  #: open now and past its due time
    late: bool = False  #: done after its due time
    done_from: date | None = None  #: done on this local day or later
    done_until: date | None = None
    arrived_from: date | None = None  #: opened on this local day or later
    arrived_until: date | None = None


@dataclass(frozen=True, slots=True)
class CaseSearch:
    number: str = ""  #: business number, whole or how it ends
    processes: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()  #: codes, those inside already added
    state: str = ""  #: business state
    running: bool | None = None
    started_from: date | None = None
    started_until: date | None = None
    ended_from: date | None = None
    ended_until: date | None = None
    people: tuple[str, ...] = ()  #: one of them (or their organisation) applied, acted, had a task
    work: Work = Work()
    without_step: str = ""
    first_step: str = ""
    last_step: str = ""
    variant: str = ""
    decision: str = ""  #: code or id of a decision table that decided something
    decision_row: int | None = None  #: the row of it that did


@dataclass(frozen=True, slots=True)
class Condition:
    name: str
    clause: ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class FoundCase:
    case_id: UUID
    number: str
    process: str
    title_zh: str
    title_en: str
    area: str
    applicant: str
    applicant_zh: str
    applicant_en: str
    organisation: str
    state: str
    frozen: str
    started_at: datetime
    ended_at: datetime | None
    amount_yuan: Decimal | None  #: None: unknown, which is not nothing


@dataclass(frozen=True, slots=True)
class Narrowing:
    """How many cases are left after a condition; the first is everything the viewer sees."""

    condition: str
    cases: int
    more: bool  #: there are more than `cases`, which then is the limit
    amount_yuan: Decimal | None  #: of all of them; None when there are more


def conditions_of(search: CaseSearch, at: datetime) -> list[Condition]:
    """The conditions that the search sets, in the order in which they are counted."""
    return [Condition(name, clause) for name, clause in _conditions(search, at)]


def _conditions(search: CaseSearch, at: datetime) -> Iterator[tuple[str, ColumnElement[bool]]]:
    if search.number:
        ending = _escaped(search.number[::-1]) + "%"
        yield "number", func.reverse(case.c.number).like(ending, escape="\\")
    if search.processes:
        yield "process", case.c.process.in_(search.processes)
    if search.areas:
        yield "area", case.c.area.in_(search.areas)
    started = _days(case.c.started_at, search.started_from, search.started_until)
    if started is not None:
        yield "started", started
    ended = _days(case.c.ended_at, search.ended_from, search.ended_until)
    if ended is not None:
        yield "ended", ended
    if search.state:
        yield "state", case.c.case_state == search.state
    if search.running is not None:
        yield (
            "running",
            case.c.ended_at.is_(None) if search.running else case.c.ended_at.is_not(None),
        )
    if search.people:
        yield "person", _concerns(search.people)
    if search.work != Work():
        works = select(task.c.case_id).where(task.c.state != "cancelled", *_work(search.work, at))
        yield "work", case.c.case_id.in_(works)
    if search.without_step:
        yield "without", not_(_has(task.c.node == search.without_step))
    if search.first_step:
        yield "first", _at_end(search.first_step, func.min)
    if search.last_step:
        yield "last", _at_end(search.last_step, func.max)
    if search.decision:
        yield "decision", case.c.case_id.in_(_decided(search.decision, search.decision_row))
    if search.variant:
        yield "variant", variant_of(case.c.case_id) == search.variant


def count_after_each(
    connection: Connection,
    viewer: Viewer,
    conditions: Sequence[Condition],
    amount_of: AmountOf,
) -> list[Narrowing]:
    """Cases and money left after each condition, in one statement."""
    parts = []
    for step in range(len(conditions) + 1):
        ids = population(viewer, conditions[:step], MOST + 1).subquery(f"ids_{step}")
        parts.append(
            select(
                literal(step).label("step"),
                func.count().label("cases"),
                func.sum(amount_of(ids.c.case_id)).label("amount"),
            ).select_from(ids)
        )
    rows = connection.execute(union_all(*parts).order_by("step")).all()
    names = ["", *(condition.name for condition in conditions)]
    return [
        Narrowing(
            name,
            min(row.cases, MOST),
            row.cases > MOST,
            (row.amount or Decimal(0)) if row.cases <= MOST else None,
        )
        for name, row in zip(names, rows, strict=True)
    ]


def search_cases(
    connection: Connection,
    viewer: Viewer,
    conditions: Sequence[Condition],
    amount_of: AmountOf,
    *,
    order: Order = Order.NEWEST,
    after: tuple[Any, ...] | None = None,
    limit: int = 50,
    at: datetime,
) -> Page[FoundCase]:
    """One page. Raises: TooBroad for an order other than newest over more than `MOST` cases."""
    if order is Order.NEWEST:
        before = [] if after is None else [case.c.case_id < UUID(str(after[0]))]
        narrowed = [*conditions, *(Condition("", clause) for clause in before)]
        ids = population(viewer, narrowed, limit + 1).subquery("ids")
        rows = connection.execute(
            _rows(ids, amount_of).order_by(case.c.case_id.desc()).limit(limit + 1)
        ).all()
        following = (str(rows[limit - 1].case_id),) if len(rows) > limit else None
        return Page(tuple(FoundCase(**row._mapping) for row in rows[:limit]), following)
    return _sorted(connection, viewer, conditions, amount_of, order, after, limit, at)


def found_cases(
    connection: Connection,
    viewer: Viewer,
    conditions: Sequence[Condition],
    amount_of: AmountOf,
) -> list[FoundCase]:
    """All of them by business number, for exports. Raises: TooBroad."""
    ids = population(viewer, conditions, MOST + 1).subquery("ids")
    rows = connection.execute(_rows(ids, amount_of).order_by(case.c.number)).all()
    if len(rows) > MOST:
        raise TooBroad
    return [FoundCase(**row._mapping) for row in rows]


def population(viewer: Viewer, conditions: Sequence[Condition], limit: int) -> Select[Any]:
    """Ids of the newest cases the viewer sees and that meet the conditions."""
    return newest_visible(viewer, [condition.clause for condition in conditions], limit)


def case_states(connection: Connection) -> list[str]:
    """Every business state that some case is in, by jumping from one to the next in the index."""
    first = select(func.min(case.c.case_state).label("state")).cte("states", recursive=True)
    following = (
        select(func.min(case.c.case_state))
        .where(case.c.case_state > first.c.state)
        .correlate(first)
        .scalar_subquery()
    )
    every = first.union_all(select(following).where(first.c.state.is_not(None)))
    found = connection.scalars(select(every.c.state).where(every.c.state.is_not(None)))
    return [state for state in found if state]


def _rows(ids: Any, amount_of: AmountOf) -> Select[Any]:
    return (
        select(
            case.c.case_id,
            case.c.number,
            case.c.process,
            func.coalesce(bundle.c.title_zh, case.c.process).label("title_zh"),
            func.coalesce(bundle.c.title_en, case.c.process).label("title_en"),
            case.c.area,
            case.c.applicant,
            func.coalesce(people.c.name_zh, case.c.applicant).label("applicant_zh"),
            func.coalesce(people.c.name_en, case.c.applicant).label("applicant_en"),
            case.c.organisation,
            case.c.case_state.label("state"),
            case.c.frozen,
            case.c.started_at,
            case.c.ended_at,
            amount_of(case.c.case_id).label("amount_yuan"),
        )
        .select_from(ids)
        .join(case, case.c.case_id == ids.c.case_id)
        .outerjoin(bundle, bundle.c.hash == case.c.bundle)
        .outerjoin(people, people.c.id == case.c.applicant)
    )


def _sorted(
    connection: Connection,
    viewer: Viewer,
    conditions: Sequence[Condition],
    amount_of: AmountOf,
    order: Order,
    after: tuple[Any, ...] | None,
    limit: int,
    at: datetime,
) -> Page[FoundCase]:
    ids = population(viewer, conditions, MOST + 1).subquery("ids")
    found = _rows(ids, amount_of).subquery("found")
    key: ColumnElement[Any]
    if order is Order.AMOUNT:
        key = func.coalesce(found.c.amount_yuan, Decimal(-1))
    elif order is Order.DURATION:
        # Until the end of today, so that the order is the same on every page.
        today = midnight(at.astimezone(SHANGHAI).date() + timedelta(days=1))
        key = func.coalesce(found.c.ended_at, today) - found.c.started_at
    else:
        key = cast(null(), String)
    total = func.count().over().label("total")
    every = select(found, key.label("key"), total).subquery("every")
    query = select(every)
    columns = [every.c.key.desc(), every.c.case_id.desc()]
    if order is Order.OLDEST:
        columns = [every.c.case_id.asc()]
    if after is not None:
        if order is Order.OLDEST:
            query = query.where(every.c.case_id > UUID(str(after[-1])))
        else:
            marker = cast(literal(str(after[0])), every.c.key.type)
            query = query.where(
                tuple_(every.c.key, every.c.case_id) < tuple_(marker, UUID(str(after[1])))
            )
    rows = connection.execute(query.order_by(*columns).limit(limit + 1)).all()
    if rows and rows[0].total > MOST:
        raise TooBroad
    names = FoundCase.__dataclass_fields__
    items = tuple(FoundCase(**{name: row._mapping[name] for name in names}) for row in rows[:limit])
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(items, (_plain(last.key), str(last.case_id)) if last else None)


def _plain(key: Any) -> str:
    return f"{key.total_seconds()} seconds" if isinstance(key, timedelta) else str(key)


def _concerns(people: Sequence[str]) -> ColumnElement[bool]:
    acted = select(task.c.case_id).where(task.c.completed_by.in_(people), task.c.completed_by != "")
    names = [f"u:{person}" for person in people]
    part = select(case_party.c.case_id).where(case_party.c.party.in_(names))
    return or_(
        case.c.applicant.in_(people),
        case.c.organisation.in_(people),
        case.c.case_id.in_(acted.union(part)),
    )


def _decided(decision: str, row: int | None) -> Select[Any]:
    """Cases that a row of the table decided, or any row of it."""
    word = search_word.c.word
    if row is not None:
        return select(search_word.c.case_id).where(word == decided_rows.word_of(decision, row))
    here, there = search_words.range_of(decided_rows.beginning_of(decision))
    return select(search_word.c.case_id).where(word >= here, word < there)


def _work(work: Work, at: datetime) -> Iterator[ColumnElement[bool]]:
    if work.bureau:
        yield BUREAU.in_([work.bureau])
    if work.step:
        yield task.c.node == work.step
    if work.step_process:
        yield task.c.node_process == work.step_process
    if work.outcome:
        yield task.c.outcome == work.outcome
    if work.waiting or work.overdue:
        yield and_(task.c.state == "open", task.c.closed_at.is_(None))
    if work.overdue:
        yield task.c.due_at < at
    if work.late:
        yield and_(task.c.state == "completed", task.c.closed_at > task.c.due_at)
    done = _days(task.c.closed_at, work.done_from, work.done_until)
    if done is not None:
        yield and_(task.c.state == "completed", done)
    arrived = _days(task.c.opened_at, work.arrived_from, work.arrived_until)
    if arrived is not None:
        yield arrived


def _has(*clauses: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists(select(literal(1)).where(task.c.case_id == case.c.case_id, *clauses))


def _at_end(step: str, end: Callable[[ColumnElement[int]], Any]) -> ColumnElement[bool]:
    other = task.alias("other")
    number = (
        select(end(other.c.n))
        .where(other.c.case_id == case.c.case_id, other.c.state != "cancelled")
        .scalar_subquery()
    )
    return _has(task.c.node == step, task.c.n == number)


def _days(column: Any, first: date | None, last: date | None) -> ColumnElement[bool] | None:
    """Local days, both included; None without a limit."""
    parts: list[ColumnElement[bool]] = []
    if first is not None:
        parts.append(column >= midnight(first))
    if last is not None:
        parts.append(column < midnight(last + timedelta(days=1)))
    return and_(*parts) if parts else None


def _escaped(text: str) -> str:
    """LIKE's own signs in a text that is looked for as it stands."""
    for sign in ("\\", "%", "_"):
        text = text.replace(sign, f"\\{sign}")
    return text
