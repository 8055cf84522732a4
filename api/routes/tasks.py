"""User tasks: one task, claim, release, draft, transfer, complete."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, status

from api.auth.errors import ForeignOrigin, NoSession
from api.commands import Command
from api.library import shown_form
from api.masking import mask_text
from api.problems import problems
from api.schemas.cases import CompleteIn, DoneOut, DraftIn, TaskViewOut, TransferIn
from api.state import Reads
from api.task_documents import people_in, task_view_out
from api.visible import masked, outline, takes_part
from engine.commands.claim_task import ClaimTask
from engine.commands.complete_task import CompleteTask
from engine.commands.release_task import ReleaseTask
from engine.commands.save_draft import SaveDraft
from engine.commands.transfer_task import TransferTask
from engine.errors import (
    CaseHasEnded,
    CaseIsBusy,
    CaseIsFrozen,
    CaseNotFound,
    CorrectionNotOpen,
    FieldNotWritable,
    FormInvalid,
    IdempotencyKeyReused,
    NotACandidate,
    NothingToCorrect,
    NotTheAssignee,
    OpinionNotTaken,
    OpinionRequired,
    ReasonRequired,
    SeparationOfDuties,
    TaskAlreadyClaimed,
    TaskAlreadyClosed,
    TaskHasNoOtherCandidate,
    TaskNotClaimed,
    TaskNotFound,
    UnknownOutcome,
    UnknownPerson,
    UnusableText,
    ValuesTooLarge,
    VersionMismatch,
)
from engine.people.names import names_of
from engine.reads import cases

router = APIRouter(tags=["tasks"])
TaskNumber = Annotated[int, Path(ge=1, le=2_000_000_000)]
ACTING = (
    *(NoSession, ForeignOrigin, IdempotencyKeyReused, CaseIsBusy, VersionMismatch),
    *(CaseNotFound, TaskNotFound, TaskAlreadyClosed, CaseIsFrozen, CaseHasEnded),
)
FILLING = (FormInvalid, FieldNotWritable, UnusableText, ValuesTooLarge)


@router.get("/cases/{case_id}/tasks/{task}", responses=problems(NoSession, TaskNotFound))
def get_task(case_id: UUID, task: TaskNumber, reads: Reads) -> TaskViewOut:
    """One task with its form, the visible fields and one's draft.

    Whoever sees the case without a part in this step gets its outline, without form and fields.
    """
    with reads.open() as (connection, viewer):
        view = cases.get_task(connection, viewer, case_id, task)
        bundle = reads.library.bundle(connection, view.bundle)
        own = reads.library.bundle(connection, view.own_bundle)
        bundles = [own, bundle]
        form = shown_form(bundles, view.process, view.row.element_process, view.row.element)
        names = names_of(connection, people_in(view, form))
        reads.record(connection, viewer, "task", case_id)
    part = takes_part(viewer, view.row)
    if not part and not viewer.reads_by_office(view):
        return task_view_out(replace(view, row=outline(view.row)), None)
    found = task_view_out(view, form, names)
    if not part and not viewer.reads_unmasked(view):
        found.values = masked(found.values, bundles)
        for each in found.corrections:
            each.note = mask_text(each.note)
    return found


@router.post(
    "/cases/{case_id}/tasks/{task}/claim",
    responses=problems(*ACTING, NotACandidate, TaskAlreadyClaimed, SeparationOfDuties),
)
def claim_task(case_id: UUID, task: TaskNumber, give: Command) -> DoneOut:
    """Take a free task (认领)."""
    return give.case(ClaimTask(case_id, task))


@router.post(
    "/cases/{case_id}/tasks/{task}/release",
    responses=problems(
        *ACTING, NotTheAssignee, NotACandidate, TaskNotClaimed, TaskHasNoOtherCandidate
    ),
)
def release_task(case_id: UUID, task: TaskNumber, give: Command) -> DoneOut:
    """Give a task back to its candidates (释放)."""
    return give.case(ReleaseTask(case_id, task))


@router.put(
    "/cases/{case_id}/tasks/{task}/draft",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(*ACTING, *FILLING, NotTheAssignee, NotACandidate, SeparationOfDuties),
)
def save_draft(case_id: UUID, task: TaskNumber, given: DraftIn, give: Command) -> None:
    """Keep what is filled in so far (暂存); nobody else sees it."""
    give.case(SaveDraft(case_id, task, given.model_dump()))


@router.post(
    "/cases/{case_id}/tasks/{task}/transfer",
    responses=problems(
        *ACTING,
        *(NotTheAssignee, NotACandidate, SeparationOfDuties, UnknownPerson, UnusableText),
        *(TaskNotClaimed, TaskHasNoOtherCandidate, ReasonRequired),
    ),
)
def transfer_task(case_id: UUID, task: TaskNumber, given: TransferIn, give: Command) -> DoneOut:
    """Hand the task to another candidate (转办)."""
    return give.case(TransferTask(case_id, task, given.to, given.reason))


@router.post(
    "/cases/{case_id}/tasks/{task}/complete",
    responses=problems(
        *ACTING,
        *FILLING,
        *(NotTheAssignee, NotACandidate, TaskNotClaimed, SeparationOfDuties),
        *(UnknownOutcome, OpinionRequired, OpinionNotTaken),
        *(NothingToCorrect, CorrectionNotOpen),
    ),
)
def complete_task(case_id: UUID, task: TaskNumber, given: CompleteIn, give: Command) -> DoneOut:
    """Finish the task with an outcome, an opinion and the form's fields (办结).

    A return that leads straight to a correction step may name the fields to be corrected
    (`corrections`): only those are open there, each with its reason beside it.
    """
    named = {each.field: each.note for each in given.corrections}
    return give.case(
        CompleteTask(case_id, task, given.outcome or "", given.opinion, given.fields, named)
    )
