"""Cases 办件: start, list, look at, take back, journal."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, status

from api.auth.errors import ForeignOrigin, NoSession, RoleMissing
from api.auth.starting import Starters
from api.auth.who import Auditor
from api.commands import Command
from api.paging import After, BadCursor, Limit, Page, decode, encode
from api.problems import problems
from api.replaying import state_at
from api.schemas.base import Id, ShortText
from api.schemas.cases import (
    CaseOut,
    CaseViewOut,
    DoneOut,
    EntryOut,
    StartIn,
    StateOut,
    VariablesOut,
    WaitOut,
    WithdrawIn,
)
from api.state import Reads
from api.task_documents import task_out
from api.visible import masked, masked_entry, visible_tasks
from engine.commands.start_case import StartCase
from engine.commands.withdraw_application import WithdrawApplication
from engine.errors import (
    CalledProcessMissing,
    CaseHasEnded,
    CaseIsBusy,
    CaseIsFrozen,
    CaseNotFound,
    FieldNotWritable,
    FormInvalid,
    IdempotencyKeyReused,
    NotPermitted,
    NotTheApplicant,
    NotWithdrawable,
    ProcessNotFound,
    StartNotPossible,
    UnusableText,
    ValuesTooLarge,
    VersionMismatch,
)
from engine.people.errors import AreaNotFound
from engine.reads import cases, entries

router = APIRouter(prefix="/cases", tags=["cases"])
CHANGING = (NoSession, ForeignOrigin, IdempotencyKeyReused, CaseIsBusy, VersionMismatch)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses=problems(
        *CHANGING,
        RoleMissing,
        NotPermitted,
        AreaNotFound,
        ProcessNotFound,
        CalledProcessMissing,
        StartNotPossible,
        FormInvalid,
        FieldNotWritable,
        ValuesTooLarge,
        UnusableText,
    ),
)
def start_case(given: StartIn, give: Command, starters: Starters) -> DoneOut:
    """File an application: start a case (发起办件) as the signed-in person."""
    starters(given.process, given.area)
    return give.case(StartCase(given.process, given.area, given.fields))


@router.get("", responses=problems(NoSession, BadCursor))
def list_cases(
    reads: Reads,
    process: Annotated[Id | None, Query()] = None,
    area: Annotated[Id | None, Query()] = None,
    state: Annotated[Id | None, Query(description="business state")] = None,
    applicant: Annotated[Id | None, Query()] = None,
    number: Annotated[ShortText | None, Query(description="business number, whole")] = None,
    open_only: bool = False,
    after: After = None,
    limit: Limit = None,
) -> Page[CaseOut]:
    """The cases one may see, newest first."""
    wanted = cases.CaseFilter(
        process or "", area or "", state or "", applicant or "", number or "", open_only
    )
    with reads.open(after) as (connection, viewer):
        page = cases.list_cases(connection, viewer, wanted, decode(after), reads.rows(limit))
        reads.record(connection, viewer, "cases")
    return Page(items=[CaseOut.model_validate(row) for row in page.rows], next=encode(page.next))


@router.get("/{case_id}", responses=problems(NoSession, CaseNotFound))
def get_case(case_id: UUID, reads: Reads) -> CaseViewOut:
    """One case with its steps and what of it one may see."""
    with reads.open() as (connection, viewer):
        view = cases.get_case(connection, viewer, case_id)
        variables = reads.parts(connection, viewer, view)
        reads.record(connection, viewer, "case", case_id)
    return CaseViewOut(
        **CaseOut.model_validate(view.row).model_dump(),
        bundles=dict(view.bundles),
        tasks=[task_out(row) for row in visible_tasks(view, viewer)],
        variables=variables,
        may_withdraw=view.may_withdraw,
        waits=[
            WaitOut(**{name: wait[name] for name in WaitOut.model_fields}) for wait in view.waits
        ],
        incidents=view.incidents,
    )


@router.get("/{case_id}/variables", responses=problems(NoSession, CaseNotFound))
def get_variables(case_id: UUID, reads: Reads) -> VariablesOut:
    """The variables of the case that one may see."""
    with reads.open() as (connection, viewer):
        view = cases.get_case(connection, viewer, case_id)
        variables = reads.parts(connection, viewer, view)
        reads.record(connection, viewer, "variables", case_id)
    return VariablesOut(values=variables)


@router.post(
    "/{case_id}/withdraw",
    responses=problems(
        *CHANGING, CaseNotFound, NotTheApplicant, NotWithdrawable, CaseIsFrozen, CaseHasEnded
    ),
)
def withdraw_application(case_id: UUID, given: WithdrawIn, give: Command) -> DoneOut:
    """Take the application back (撤回申请), while the process allows it."""
    return give.case(WithdrawApplication(case_id, given.reason))


@router.get(
    "/{case_id}/journal",
    responses=problems(NoSession, RoleMissing, CaseNotFound, BadCursor),
)
def get_journal(
    case_id: UUID, person: Auditor, reads: Reads, after: After = None, limit: Limit = None
) -> Page[EntryOut]:
    """How the case went, entry by entry, for auditors; reading it is recorded."""
    key = decode(after)
    with reads.open(after) as (connection, viewer):
        view = cases.get_case_by_office(connection, viewer, case_id)
        whole = viewer.reads_unmasked(view.row)
        bundles = reads.library.bundles(connection, list(view.bundles.values()))
        page = entries.list_entries(
            connection, viewer, case_id, int(key[0]) if key else 0, reads.rows(limit)
        )
        reads.record(connection, viewer, "journal", case_id)
    items = [
        EntryOut(
            entry=entry.entry,
            at=entry.at,
            command=entry.command,
            actor=entry.actor,
            document=masked_entry(entry.document, bundles, sees_personal=whole),
            hash=entry.hash,
        )
        for entry in page.rows
    ]
    return Page(items=items, next=encode(page.next))


def wait_out(wait: Mapping[str, Any]) -> WaitOut:
    return WaitOut(**{name: wait[name] for name in WaitOut.model_fields})


@router.get("/{case_id}/state", responses=problems(NoSession, RoleMissing, CaseNotFound))
def get_state(
    case_id: UUID,
    _person: Auditor,
    reads: Reads,
    entry: Annotated[int | None, Query(ge=1, le=2_000_000_000)] = None,
) -> StateOut:
    """The case as it was after an entry, replayed from its journal; reading it is recorded."""
    with reads.open() as (connection, viewer):
        view = cases.get_case_by_office(connection, viewer, case_id)
        whole = viewer.reads_unmasked(view.row)
        bundles = reads.library.bundles(connection, list(view.bundles.values()))
        state, variables = state_at(connection, case_id, entry)
        reads.record(connection, viewer, "state", case_id)
    if not whole:
        variables = {scope: masked(values, bundles) for scope, values in variables.items()}
    return StateOut(
        case_id=case_id,
        entry=min(entry or view.row.version, view.row.version),
        state=state,
        variables=variables,
    )
