"""The task lists 待办: mine, my groups', my bureaus', done; filtered, sorted and paged in SQL.

By due time (done ones by when) a list is walked along an index and costs what a page costs, however
many tasks are open. Any other order, and a search, works on a set of at most `MOST_SORTED` tasks:
a larger one is not sorted by halves, the caller is asked to narrow it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Numeric,
    Select,
    Text,
    and_,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
    union,
)

from engine.errors import Invalid
from engine.people.tables import MembershipRow, OrganisationRow, PersonRow
from engine.reads.page import Page
from engine.reads.searching import case_ids, is_broad, matches
from engine.reads.viewer import Viewer
from engine.reads.visibility import parties, row_values
from engine.store.search_words import terms
from engine.store.tables.base import Moment
from engine.store.tables.bundles import bundle
from engine.store.tables.cases import case, draft, search_field
from engine.store.tables.tasks import incident, task, task_candidate

#: More than this is not put into another order than that of the index.
MOST_SORTED: Final = 2_000
#: Search fields that are the amount of a case, the most telling first.
AMOUNTS: Final = (
    *("total_yuan", "claimed_yuan", "requested_yuan", "amount_yuan", "tuition_yuan"),
    *("recovery_yuan", "recover_yuan", "budget_yuan", "price_yuan"),
)


class Box(StrEnum):
    MINE = "mine"  #: assigned to me
    GROUPS = "groups"  #: free, and I or one of my groups may take it
    OPEN = "open"  #: both of these: what I can work on
    BUREAU = "bureau"  #: these and what colleagues hold in my groups
    RETURNED = "returned"  #: came back to a step that I did before
    DRAFTS = "drafts"  #: I have begun to fill it in, newest first
    DONE = "done"  #: completed by me, newest first


class Sort(StrEnum):
    DUE = "due"  #: by due time; done ones by when, newest first
    OPENED = "opened"  #: longest waiting first
    NUMBER = "number"
    APPLICANT = "applicant"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class TaskFilter:
    process: str = ""
    bureau: str = ""  #: organisation id of the candidate group
    due_before: datetime | None = None
    due_from: datetime | None = None
    number: str = ""  #: business number of the case, whole
    text: str = ""  #: what to search for: number, name, 拼音 initials, amount, credit code
    returned: bool = False  #: only what came back to a step done before


class TooManyToSort(Invalid):
    """Too many tasks for this order (任务过多，无法按此排序)."""

    def __init__(self) -> None:
        super().__init__(
            f"符合条件的任务超过 {MOST_SORTED} 项，无法按此列排序；"
            "请先按流程、期限或关键词缩小范围。",
            f"More than {MOST_SORTED} tasks match; narrow them by process, deadline or a search "
            "before sorting by this column.",
            most=MOST_SORTED,
        )


@dataclass(frozen=True, slots=True)
class TaskRow:
    case_id: UUID
    task: int
    number: str
    process: str  #: process key of the case
    element: str  #: element id of the task
    element_process: str  #: the process that the element belongs to
    title_zh: str
    title_en: str
    area: str
    applicant: str
    groups: tuple[str, ...]
    users: tuple[str, ...]
    assignee: str
    opened_at: datetime
    due_at: datetime | None
    limit_id: str
    closed_at: datetime | None
    outcome: str
    completed_by: str
    state: str  #: open, completed, cancelled
    frozen: str  #: the reason while the case is frozen


#: The columns of a `TaskRow`, in its order; the last comes from the case.
TASK_COLUMNS = (
    task.c.case_id,
    task.c.n.label("task"),
    task.c.number,
    task.c.process,
    task.c.node.label("element"),
    task.c.node_process.label("element_process"),
    task.c.title_zh,
    task.c.title_en,
    task.c.area,
    task.c.applicant,
    task.c.groups,
    task.c.users,
    task.c.assignee,
    task.c.opened_at,
    task.c.due_at,
    task.c.limit_id,
    task.c.closed_at,
    task.c.outcome,
    task.c.completed_by,
    task.c.state,
    case.c.frozen,
)


@dataclass(frozen=True, slots=True)
class ListedTask:
    """A task with what a row of the workbench shows beside it."""

    row: TaskRow
    process_zh: str  #: title of the case's process
    process_en: str
    applicant_zh: str
    applicant_en: str
    organisation: str
    organisation_zh: str
    organisation_en: str
    assignee_zh: str
    assignee_en: str
    case_state: str
    returned_to: str  #: who did this step before; empty when the case did not come back
    has_draft: bool  #: of the viewer
    has_incident: bool  #: something in the case waits for a case operator
    amount_yuan: str  #: decimal text; empty without one
    fields: dict[str, str]  #: search fields of the case as text
    bundle: str  #: hash of the case's own bundle
    pins: str


Key = tuple[UUID, int]
_applicant = PersonRow.__table__.alias("applicant")
_assignee = PersonRow.__table__.alias("holder")
_organisation = OrganisationRow.__table__.alias("organisation")
_amounts = func.unnest(cast(list(AMOUNTS), ARRAY(Text))).table_valued(
    "name", with_ordinality="place"
)


def _amount() -> Any:
    """The most telling amount of the case, as a scalar."""
    named = _amounts.render_derived(name="amounts")
    return (
        select(search_field.c.number_value)
        .select_from(named)
        .join(search_field, search_field.c.name == named.c.name)
        .where(search_field.c.case_id == task.c.case_id, search_field.c.number_value.is_not(None))
        .order_by(named.c.place)
        .limit(1)
        .scalar_subquery()
    )


def _fields() -> Any:
    value = func.coalesce(
        search_field.c.text_value,
        cast(search_field.c.number_value, Text),
        cast(search_field.c.date_value, Text),
    )
    return (
        select(func.json_object_agg(search_field.c.name, value))
        .where(search_field.c.case_id == task.c.case_id, value.is_not(None))
        .scalar_subquery()
    )


def _listed(viewer: Viewer) -> tuple[Any, ...]:
    """The columns of a `ListedTask`."""
    mine = and_(
        draft.c.case_id == task.c.case_id,
        draft.c.n == task.c.n,
        draft.c.person == viewer.user_id,
    )
    broken = and_(incident.c.case_id == task.c.case_id, incident.c.resolved_at.is_(None))
    return (
        *TASK_COLUMNS,
        func.coalesce(bundle.c.title_zh, task.c.process).label("process_zh"),
        func.coalesce(bundle.c.title_en, task.c.process).label("process_en"),
        func.coalesce(_applicant.c.name_zh, task.c.applicant).label("applicant_zh"),
        func.coalesce(_applicant.c.name_en, task.c.applicant).label("applicant_en"),
        case.c.organisation,
        func.coalesce(_organisation.c.name_zh, case.c.organisation).label("organisation_zh"),
        func.coalesce(_organisation.c.name_en, case.c.organisation).label("organisation_en"),
        func.coalesce(_assignee.c.name_zh, task.c.assignee).label("assignee_zh"),
        func.coalesce(_assignee.c.name_en, task.c.assignee).label("assignee_en"),
        case.c.case_state,
        task.c.returned_to,
        exists(select(literal(1)).where(mine)).label("has_draft"),
        exists(select(literal(1)).where(broken)).label("has_incident"),
        func.coalesce(cast(_amount(), Text), "").label("amount_yuan"),
        _fields().label("fields"),
        case.c.bundle,
        case.c.pins,
    )


def _joined(query: Select[Any], source: Any) -> Select[Any]:
    """The query over the tasks of `source` with everything that names them."""
    return (
        query.select_from(source)
        .join(task, and_(task.c.case_id == source.c.case_id, task.c.n == source.c.n))
        .join(case, case.c.case_id == task.c.case_id)
        .outerjoin(bundle, bundle.c.hash == case.c.bundle)
        .outerjoin(_applicant, _applicant.c.id == task.c.applicant)
        .outerjoin(_assignee, _assignee.c.id == task.c.assignee)
        .outerjoin(_organisation, _organisation.c.id == case.c.organisation)
    )


def listed_task(row: Any) -> ListedTask:
    """A selected row of `_listed`."""
    values = row_values(row)
    own = {name: values.pop(name) for name in TaskRow.__dataclass_fields__}
    values = {name: values[name] for name in ListedTask.__dataclass_fields__ if name != "row"}
    values["fields"] = values["fields"] or {}
    return ListedTask(TaskRow(**own), **values)


def list_tasks(
    connection: Connection,
    viewer: Viewer,
    box: Box,
    filtered: TaskFilter = TaskFilter(),
    after: tuple[Any, ...] | None = None,
    limit: int = 50,
    sort: Sort = Sort.DUE,
    *,
    descending: bool = False,
) -> Page[ListedTask]:
    """One page: open tasks by due time (those without one last), done ones newest first.

    Raises: TooManyToSort.
    """
    newest_first = box in (Box.DONE, Box.DRAFTS)
    searched = terms(filtered.text)
    narrow = bool(searched) and not is_broad(connection, searched, MOST_SORTED)
    walks = sort is Sort.DUE and not descending and not narrow
    if walks:
        keys = _walk(viewer, box, filtered, after, limit + 1, searched)
        page = keys.subquery("page")
        backwards = newest_first
    else:
        if narrow:
            bounded = _found(viewer, box, filtered, searched)
        else:
            bounded = _walk(viewer, box, filtered, None, MOST_SORTED + 1, searched)
        backwards = descending != (newest_first and sort is Sort.DUE)
        page = _sorted_page(bounded, box, sort, after, limit + 1, backwards=backwards)
    order = [page.c.sorted_by, page.c.case_id, page.c.n]
    extra = () if walks else (page.c.bounded,)
    query = _joined(
        select(*_listed(viewer), cast(page.c.sorted_by, Text).label("marker"), *extra), page
    )
    rows = connection.execute(
        query.order_by(*(column.desc() if backwards else column.asc() for column in order))
    ).all()
    if not walks and rows and rows[0].bounded > MOST_SORTED:
        raise TooManyToSort
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(
        tuple(listed_task(row) for row in rows[:limit]),
        (last.marker, str(last.case_id), last.task) if last else None,
    )


def keys_by_due(viewer: Viewer, box: Box, filtered: TaskFilter, limit: int) -> Select[Any]:
    """Case and number of the first tasks, to be counted."""
    return _walk(viewer, box, filtered, None, limit, terms(filtered.text))


def tasks_by_key(
    connection: Connection, viewer: Viewer, wanted: Sequence[Key]
) -> tuple[ListedTask, ...]:
    """Those of the tasks that are in one of the viewer's boxes, in the order asked for."""
    asked = func.unnest(
        cast([str(case_id) for case_id, _n in wanted], ARRAY(Text)),
        cast([n for _case_id, n in wanted], ARRAY(task.c.n.type)),
    ).table_valued("case_id", "n", with_ordinality="place")
    asked = asked.render_derived(name="asked")
    named = (
        select(
            cast(asked.c.case_id, case.c.case_id.type).label("case_id"), asked.c.n, asked.c.place
        )
    ).subquery("named")
    seen = or_(*(_in_box(viewer, box) for box in (Box.OPEN, Box.BUREAU, Box.DONE)))
    query = _joined(select(*_listed(viewer)), named).where(seen).order_by(named.c.place)
    return tuple(listed_task(row) for row in connection.execute(query))


def task_row(row: Any) -> TaskRow:
    """A selected row of `TASK_COLUMNS`."""
    values = row_values(row)
    values.pop("marker", None)
    return TaskRow(**values)


# --- a list along its index -----------------------------------------------------------------------


def _walk(
    viewer: Viewer,
    box: Box,
    filtered: TaskFilter,
    after: tuple[Any, ...] | None,
    limit: int,
    searched: tuple[str, ...] = (),
) -> Select[Any]:
    """Keys of the first tasks by due time: ranges of indices that stop after a page, merged."""
    ways: dict[Box, list[Any]] = {
        Box.GROUPS: [_free],
        Box.OPEN: [_own, _free],
        Box.BUREAU: [_own, _held, _free],
    }
    parts = [way(viewer, box, filtered, after, limit, searched) for way in ways.get(box, [_own])]
    if len(parts) == 1:
        only: Select[Any] = parts[0]
        return only
    merged = union(*(select(each.subquery()) for each in parts)).subquery("merged")
    keys = (merged.c.case_id, merged.c.n, merged.c.sorted_by)
    return select(*keys).order_by(merged.c.sorted_by, merged.c.case_id, merged.c.n).limit(limit)


def _own(
    viewer: Viewer,
    box: Box,
    filtered: TaskFilter,
    after: tuple[Any, ...] | None,
    limit: int,
    searched: tuple[str, ...],
) -> Select[Any]:
    """Keys of what the viewer holds, got back, began or did: one range of one partial index."""
    sorted_by: Any = task.c.due_key
    if box is Box.DONE:
        sorted_by = task.c.closed_at
    elif box is Box.DRAFTS:
        sorted_by = draft.c.saved_at
    query = select(task.c.case_id, task.c.n, sorted_by.label("sorted_by")).where(
        _in_box(viewer, Box.MINE if box in (Box.OPEN, Box.BUREAU) else box)
    )
    if box is Box.DRAFTS:
        query = query.join(draft, and_(draft.c.case_id == task.c.case_id, draft.c.n == task.c.n))
    backwards = box in (Box.DONE, Box.DRAFTS)
    if after is not None:
        here, there = tuple_(sorted_by, task.c.case_id, task.c.n), _marker(after)
        query = query.where(here < there if backwards else here > there)
    order = [sorted_by, task.c.case_id, task.c.n]
    query = _filtered(query, filtered, searched)
    return query.order_by(*(each.desc() if backwards else each for each in order)).limit(limit)


def _held(
    viewer: Viewer,
    _box: Box,
    filtered: TaskFilter,
    after: tuple[Any, ...] | None,
    limit: int,
    searched: tuple[str, ...],
) -> Select[Any]:
    """Keys of what colleagues hold who share a group with the viewer: a range for each of them."""
    pairs = [tuple(group.rpartition(".")[::2]) for group in sorted(viewer.groups)]
    held = tuple_(MembershipRow.organisation, MembershipRow.role).in_(pairs)
    people = select(MembershipRow.person).where(held).distinct().subquery("colleagues")
    one = select(task.c.case_id, task.c.n, task.c.due_key.label("sorted_by")).where(
        task.c.assignee == people.c.person, task.c.assignee != "", task.c.state == "open"
    )
    one = one.where(task.c.groups.overlap(cast(sorted(viewer.groups), ARRAY(Text))))
    if after is not None:
        one = one.where(tuple_(task.c.due_key, task.c.case_id, task.c.n) > _marker(after))
    one = _filtered(one, filtered, searched)
    range_ = one.order_by(task.c.due_key, task.c.case_id, task.c.n).limit(limit).lateral("one")
    return (
        select(range_.c.case_id, range_.c.n, range_.c.sorted_by)
        .select_from(people)
        .join(range_, true())
        .order_by(range_.c.sorted_by, range_.c.case_id, range_.c.n)
        .limit(limit)
    )


def _free(
    viewer: Viewer,
    _box: Box,
    filtered: TaskFilter,
    after: tuple[Any, ...] | None,
    limit: int,
    searched: tuple[str, ...],
) -> Select[Any]:
    """Keys of what the viewer may take: the first rows of each candidate's range, merged.

    Each candidate name is one range of an index that stops after a page, so the cost follows the
    page and the number of groups, not the number of open tasks.
    """
    wanted = cast(_names(viewer, filtered.bureau), ARRAY(Text))
    names = func.unnest(wanted).table_valued("candidate").render_derived(name="names")
    columns = task_candidate.c
    one = select(columns.case_id, columns.n, columns.due_key.label("sorted_by")).where(
        columns.candidate == names.c.candidate, *_due(filtered, columns.due_key)
    )
    if filtered.process:
        one = one.where(columns.process == filtered.process)
    if searched:
        one = one.where(matches(columns.case_id, searched))
    if after is not None:
        one = one.where(tuple_(columns.due_key, columns.case_id, columns.n) > _marker(after))
    rest = replace(filtered, process="", bureau="", due_before=None, due_from=None, text="")
    if rest != TaskFilter():
        same = and_(task.c.case_id == columns.case_id, task.c.n == columns.n)
        one = _filtered(one.join(task, same), rest, ())
    range_ = one.order_by(columns.due_key, columns.case_id, columns.n).limit(limit).lateral("one")
    merged = (
        select(range_.c.case_id, range_.c.n, range_.c.sorted_by)
        .select_from(names)
        .join(range_, true())
    )
    return merged.distinct().order_by(range_.c.sorted_by, range_.c.case_id, range_.c.n).limit(limit)


# --- a bounded set, in any order ------------------------------------------------------------------


def _found(
    viewer: Viewer, box: Box, filtered: TaskFilter, searched: tuple[str, ...]
) -> Select[Any]:
    """Keys of the tasks of those few cases that are found by the terms."""
    ids = case_ids(searched).subquery("ids")
    saved = draft.c.saved_at if box is Box.DRAFTS else task.c.due_key
    one = select(task.c.case_id, task.c.n, saved.label("sorted_by")).where(
        task.c.case_id == ids.c.case_id, _in_box(viewer, box)
    )
    if box is Box.DRAFTS:
        one = one.join(draft, and_(draft.c.case_id == task.c.case_id, draft.c.n == task.c.n))
    # The offset keeps the planner from walking all open tasks instead of these cases'.
    tasks = _filtered(one, filtered, ()).offset(0).lateral("one")
    return (
        select(tasks.c.case_id, tasks.c.n, tasks.c.sorted_by).select_from(ids).join(tasks, true())
    )


def _sorted_page(
    bounded: Select[Any],
    box: Box,
    sort: Sort,
    after: tuple[Any, ...] | None,
    limit: int,
    *,
    backwards: bool,
) -> Any:
    """The keys of one page of a bounded set in the order asked for."""
    keys = bounded.cte("keys")
    count = select(func.count()).select_from(keys).scalar_subquery()
    sorted_by, kind = _sorted_by(keys, box, sort)
    query = _joined(
        select(task.c.case_id, task.c.n, sorted_by.label("sorted_by"), count.label("bounded")),
        keys,
    )
    place = [sorted_by, task.c.case_id, task.c.n]
    if after is not None:
        value, case_id, n = after
        here = tuple_(*place)
        there = tuple_(cast(str(value), kind), UUID(str(case_id)), literal(int(n)))
        query = query.where(here < there if backwards else here > there)
    query = query.order_by(*(each.desc() if backwards else each.asc() for each in place))
    return query.limit(limit).subquery("page")


def _sorted_by(keys: Any, box: Box, sort: Sort) -> tuple[Any, Any]:
    if sort is Sort.DUE:
        return (task.c.closed_at if box is Box.DONE else keys.c.sorted_by), Moment
    if sort is Sort.OPENED:
        return task.c.opened_at, Moment
    if sort is Sort.NUMBER:
        return task.c.number, Text
    if sort is Sort.AMOUNT:
        return func.coalesce(_amount(), -1), Numeric
    name = func.coalesce(_organisation.c.name_zh, _applicant.c.name_zh, task.c.applicant)
    return name, Text


# --- conditions -----------------------------------------------------------------------------------


def _in_box(viewer: Viewer, box: Box) -> ColumnElement[bool]:
    """The box as a condition on `engine.task` (drafts: joined with the draft)."""
    me = viewer.user_id
    is_open = task.c.state == "open"
    groups = cast(sorted(viewer.groups), ARRAY(Text))
    mine = and_(task.c.assignee == me, is_open, task.c.assignee != "")
    free = and_(
        is_open,
        task.c.assignee == "",
        or_(task.c.groups.overlap(groups), literal(me) == task.c.users.any_()),
    )
    if box is Box.MINE:
        return mine
    if box is Box.GROUPS:
        return free
    if box is Box.OPEN:
        return or_(mine, free)
    if box is Box.BUREAU:
        return or_(mine, free, and_(is_open, task.c.groups.overlap(groups)))
    if box is Box.RETURNED:
        return and_(is_open, task.c.returned_to == me, task.c.returned_to != "", or_(mine, free))
    if box is Box.DRAFTS:
        return and_(is_open, draft.c.person == me)
    return and_(task.c.completed_by == me, task.c.completed_by != "")


def _names(viewer: Viewer, bureau: str) -> list[str]:
    if not bureau:
        return parties(viewer)
    return [f"g:{group}" for group in sorted(viewer.groups) if group.rpartition(".")[0] == bureau]


def _due(filtered: TaskFilter, due_key: Any) -> list[ColumnElement[bool]]:
    """The due time as a range of the index; tasks without one are never due."""
    conditions = []
    if filtered.due_from is not None:
        conditions += [due_key >= filtered.due_from]
    if filtered.due_before is not None:
        conditions += [due_key < filtered.due_before]
    elif filtered.due_from is not None:
        conditions += [due_key < literal("infinity", Moment)]
    return conditions


def _filtered(query: Select[Any], filtered: TaskFilter, searched: tuple[str, ...]) -> Select[Any]:
    query = query.where(*_due(filtered, task.c.due_key))
    if filtered.process:
        query = query.where(task.c.process == filtered.process)
    if filtered.number:
        query = query.where(task.c.number == filtered.number)
    if filtered.returned:
        query = query.where(task.c.returned_to != "")
    if searched:
        query = query.where(matches(task.c.case_id, searched))
    if filtered.bureau:
        asked = func.unnest(task.c.groups).table_valued("name").render_derived(name="asked")
        query = query.where(
            exists(
                select(literal(1))
                .select_from(asked)
                .where(func.starts_with(asked.c.name, f"{filtered.bureau}."))
            )
        )
    return query


def _marker(after: tuple[Any, ...]) -> Any:
    sorted_by, case_id, n = after
    return tuple_(cast(str(sorted_by), Moment), UUID(str(case_id)), literal(int(n)))
