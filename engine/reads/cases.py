"""Cases 办件: lists for applicants, staff and auditors, one case with its open work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select

from engine.commands.withdraw_application import MESSAGE as WITHDRAWAL
from engine.errors import CaseNotFound, TaskNotFound
from engine.reads.inbox import TASK_COLUMNS, TaskRow
from engine.reads.page import Page
from engine.reads.viewer import Viewer
from engine.reads.visibility import newest_visible, row_values, visible
from engine.runtime.state import ROOT, State, load_state, scopes_around
from engine.store.tables.bundles import bundle, bundle_process, pins
from engine.store.tables.cases import case, draft, variable
from engine.store.tables.tasks import incident, wait
from engine.store.tables.tasks import task as tasks

MOST_TASKS = 200


@dataclass(frozen=True, slots=True)
class CaseFilter:
    process: str = ""
    area: str = ""
    state: str = ""  #: business state
    applicant: str = ""
    number: str = ""  #: business number, whole
    open_only: bool = False


@dataclass(frozen=True, slots=True)
class CaseRow:
    case_id: UUID
    number: str
    process: str
    title_zh: str
    title_en: str
    area: str
    applicant: str
    organisation: str
    state: str  #: business state
    frozen: str
    started_at: datetime
    ended_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class TaskView:
    """One task as the person who may see it gets it."""

    row: TaskRow
    started_at: datetime  #: when the case was
    form: str  #: form id; empty: outcome and opinion only
    bundle: str  #: hash of the bundle that holds diagram and form
    own_bundle: str  #: hash of the bundle that the case was started from
    version: int  #: of the case
    may_claim: bool
    may_complete: bool
    #: tagged JSON of the variables of the task and of every scope around it, the case's own
    #: included, whoever called whom; rights not applied
    values: Mapping[str, Any]
    draft: Mapping[str, Any] | None
    #: of an open correction step: the only fields that are open → why; empty: all of its form
    corrections: Mapping[str, str]

    @property
    def area(self) -> str:
        return self.row.area

    @property
    def process(self) -> str:
        return self.row.process


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case. What of `variables` may be shown is for the forms' rights to say."""

    row: CaseRow
    bundles: Mapping[str, str]  #: bundle key → content hash the case runs on
    tasks: tuple[TaskRow, ...]  #: open ones, then closed ones, newest first, at most 200
    variables: Mapping[str, Any]  #: of the root scope, tagged JSON
    may_withdraw: bool
    waits: tuple[Mapping[str, Any], ...]  #: {n, element, trigger, name, key, due}
    incidents: int  #: how many are open


_CASE_COLUMNS = (
    case.c.case_id,
    case.c.number,
    case.c.process,
    func.coalesce(bundle.c.title_zh, case.c.process).label("title_zh"),
    func.coalesce(bundle.c.title_en, case.c.process).label("title_en"),
    case.c.area,
    case.c.applicant,
    case.c.organisation,
    case.c.case_state.label("state"),
    case.c.frozen,
    case.c.started_at,
    case.c.ended_at,
    case.c.version,
)
_CASES = select(*_CASE_COLUMNS).outerjoin(bundle, bundle.c.hash == case.c.bundle)


def list_cases(
    connection: Connection,
    viewer: Viewer,
    filtered: CaseFilter = CaseFilter(),
    after: tuple[Any, ...] | None = None,
    limit: int = 50,
) -> Page[CaseRow]:
    """One page, newest first."""
    wanted = {
        case.c.process: filtered.process,
        case.c.area: filtered.area,
        case.c.case_state: filtered.state,
        case.c.applicant: filtered.applicant,
        case.c.number: filtered.number,
    }
    filters = [column == value for column, value in wanted.items() if value]
    if filtered.open_only:
        filters.append(case.c.ended_at.is_(None))
    if after is not None:
        (last_id,) = after
        filters.append(case.c.case_id < UUID(str(last_id)))
    ids = newest_visible(viewer, filters, limit + 1).subquery("ids")
    query = _CASES.join(ids, ids.c.case_id == case.c.case_id).order_by(case.c.case_id.desc())
    rows = connection.execute(query).all()
    found = tuple(CaseRow(**row._mapping) for row in rows[:limit])
    return Page(found, (str(found[-1].case_id),) if len(rows) > limit else None)


def get_case(connection: Connection, viewer: Viewer, case_id: UUID) -> CaseView:
    """Raises: CaseNotFound, also when the viewer may not see it."""
    row = connection.execute(
        _CASES.add_columns(pins.c.bundles)
        .join(pins, pins.c.hash == case.c.pins)
        .where(case.c.case_id == case_id, visible(viewer))
    ).one_or_none()
    if row is None:
        raise CaseNotFound(case_id)
    found = CaseRow(*row[:-1])
    waits = _waits(connection, case_id)
    return CaseView(
        row=found,
        bundles=dict(row.bundles),
        tasks=_tasks(connection, case_id),
        variables=_variables(connection, case_id),
        may_withdraw=found.applicant == viewer.user_id
        and not found.frozen
        and any(each["name"] == WITHDRAWAL and each["key"] in ("", str(case_id)) for each in waits),
        waits=waits,
        incidents=connection.scalar(
            select(func.count())
            .select_from(incident)
            .where(incident.c.case_id == case_id, incident.c.resolved_at.is_(None))
        )
        or 0,
    )


def get_case_by_office(connection: Connection, viewer: Viewer, case_id: UUID) -> CaseView:
    """A case of which the viewer may read everything, its journal too.

    An auditor who had a task in a case, or applied for one, sees of it what everybody in that
    place sees; the rest only where their area or a letter in force covers it.

    Raises: CaseNotFound.
    """
    view = get_case(connection, viewer, case_id)
    if not viewer.reads_by_office(view.row):
        raise CaseNotFound(case_id)
    return view


def get_task(connection: Connection, viewer: Viewer, case_id: UUID, task: int) -> TaskView:
    """Raises: TaskNotFound, also when the viewer may not see it."""
    row = connection.execute(
        select(
            *(*TASK_COLUMNS, tasks.c.form),
            *(case.c.version, case.c.pins, case.c.bundle, case.c.started_at),
        )
        .join(case, case.c.case_id == tasks.c.case_id)
        .where(tasks.c.case_id == case_id, tasks.c.n == task, visible(viewer))
    ).one_or_none()
    if row is None:
        raise TaskNotFound(case_id, task)
    found = task_row_of(row)
    candidate = viewer.user_id in found.users or not viewer.groups.isdisjoint(found.groups)
    works = found.state == "open" and not found.frozen
    saved = connection.scalar(select(case.c.state).where(case.c.case_id == case_id))
    state = load_state(saved or "{}")
    open_task = state.tasks.get(task)
    return TaskView(
        row=found,
        started_at=row.started_at,
        form=row.form,
        bundle=_bundle_of(connection, row, found.element_process),
        own_bundle=row.bundle,
        version=row.version,
        may_claim=works and not found.assignee and candidate,
        may_complete=works and found.assignee == viewer.user_id,
        values=_values(connection, case_id, state, task),
        draft=connection.scalar(
            select(draft.c.document).where(
                draft.c.case_id == case_id, draft.c.n == task, draft.c.person == viewer.user_id
            )
        ),
        corrections=open_task.corrections if open_task is not None else {},
    )


def task_row_of(row: Any) -> TaskRow:
    """The part of a selected row that is a `TaskRow`."""
    values = row_values(row)
    return TaskRow(**{name: values[name] for name in TaskRow.__dataclass_fields__})


def _tasks(connection: Connection, case_id: UUID) -> tuple[TaskRow, ...]:
    rows = connection.execute(
        select(*TASK_COLUMNS)
        .join(case, case.c.case_id == tasks.c.case_id)
        .where(tasks.c.case_id == case_id)
        .order_by((tasks.c.state == "open").desc(), tasks.c.n.desc())
        .limit(MOST_TASKS)
    )
    return tuple(task_row_of(row) for row in rows)


def _waits(connection: Connection, case_id: UUID) -> tuple[Mapping[str, Any], ...]:
    rows = connection.execute(select(wait).where(wait.c.case_id == case_id).order_by(wait.c.n))
    return tuple(
        {
            "n": row.n,
            "element": row.node,
            "trigger": row.trigger,
            "name": row.name,
            "key": row.key,
            "due": row.due_at.isoformat() if row.due_at is not None else "",
        }
        for row in rows
    )


def _variables(
    connection: Connection, case_id: UUID, scopes: tuple[int, ...] = (ROOT,)
) -> dict[str, Any]:
    """Variables of the scopes, later ones over earlier ones."""
    rows = connection.execute(
        select(variable.c.scope, variable.c.name, variable.c.value).where(
            variable.c.case_id == case_id, variable.c.scope.in_(scopes)
        )
    ).all()
    found: dict[str, Any] = {}
    for scope in scopes:
        found |= {row.name: row.value for row in rows if row.scope == scope}
    return found


def _values(connection: Connection, case_id: UUID, state: State, task: int) -> dict[str, Any]:
    """What the task sees: its own variables over those of the scopes around it."""
    return _variables(connection, case_id, scopes_around(state, task))


def _bundle_of(connection: Connection, row: Any, process: str) -> str:
    """Hash of the bundle, among those the case runs on, that holds the process."""
    pinned = connection.scalar(select(pins.c.bundles).where(pins.c.hash == row.pins)) or {}
    found = connection.scalars(
        select(bundle_process.c.bundle).where(
            bundle_process.c.process == process, bundle_process.c.bundle.in_(pinned.values())
        )
    ).all()
    return row.bundle if row.bundle in found or not found else str(found[0])
