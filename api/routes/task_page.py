"""The task page beside the form: verbs, why, history, changes, path, candidates, phrases."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response, status

from api.auth.errors import ForeignOrigin, NoSession
from api.auth.viewer import actor_of
from api.auth.who import Person
from api.problems import problems
from api.routes.tasks import TaskNumber
from api.schemas.base import Id, ShortText
from api.schemas.task_page import (
    CaseAttachmentOut,
    CaseFactsOut,
    CaseHistoryOut,
    CasePathOut,
    FieldPersonOut,
    PhraseIn,
    PhraseOut,
    TaskChangesOut,
    TaskReasonOut,
    TransferCandidateOut,
    VerbsOut,
    WhyOut,
)
from api.state import Reads
from api.task_page.attachments import attachments_out
from api.task_page.changes import changes_out
from api.task_page.facts import facts_out
from api.task_page.history import history_out
from api.task_page.path import diagram_of, path_out
from api.task_page.reasons import decisions_out, why_out
from api.task_page.told import Told
from api.task_page.transfer import candidates_out, field_people_out
from api.task_page.verbs import verbs_out
from engine.errors import CaseNotFound, TaskNotFound, UnusableText
from engine.people.phrases import add_phrase, last_texts, phrases_of, remove_phrase
from engine.reads import cases

router = APIRouter(tags=["task page"])
TASK = (NoSession, CaseNotFound, TaskNotFound)
CASE = (NoSession, CaseNotFound)


@router.get("/cases/{case_id}/tasks/{task}/verbs", responses=problems(*TASK))
def get_verbs(case_id: UUID, task: TaskNumber, reads: Reads) -> VerbsOut:
    """What one can do with the task: allowed or why not, and what it would do.

    The commands' own handlers decide it on the case as it is; nothing is carried out.
    """
    with reads.open() as (connection, viewer):
        told = Told.of(connection, viewer, reads, case_id)
        return verbs_out(told, reads.engine, actor_of(reads.person), task)


@router.get("/cases/{case_id}/tasks/{task}/why", responses=problems(*TASK))
def get_why(case_id: UUID, task: TaskNumber, reads: Reads) -> WhyOut:
    """Why the task is with whom it is, from recorded reasons (为什么在我这里)."""
    with reads.open() as (connection, viewer):
        found = why_out(Told.of(connection, viewer, reads, case_id), task)
        reads.record(connection, viewer, "why", case_id)
    return found


@router.get("/cases/{case_id}/tasks/{task}/changes", responses=problems(*TASK))
def get_changes(case_id: UUID, task: TaskNumber, reads: Reads) -> TaskChangesOut:
    """Fields that were changed since this step saw the case last: old and new."""
    with reads.open() as (connection, viewer):
        return changes_out(Told.of(connection, viewer, reads, case_id), task)


@router.get("/cases/{case_id}/tasks/{task}/candidates", responses=problems(*TASK))
def list_candidates(case_id: UUID, task: TaskNumber, reads: Reads) -> list[TransferCandidateOut]:
    """Whom the task can be transferred to, with their open tasks (转办对象)."""
    with reads.open() as (connection, viewer):
        told = Told.of(connection, viewer, reads, case_id)
        return candidates_out(told, reads.engine, actor_of(reads.person), task)


@router.get("/cases/{case_id}/history", responses=problems(*CASE))
def get_history(case_id: UUID, reads: Reads) -> CaseHistoryOut:
    """The steps of the case with who, when, outcome, opinion and working days (办理历程)."""
    with reads.open() as (connection, viewer):
        found = history_out(Told.of(connection, viewer, reads, case_id))
        reads.record(connection, viewer, "history", case_id)
    return found


@router.get("/cases/{case_id}/path", responses=problems(*CASE))
def get_path(case_id: UUID, reads: Reads) -> CasePathOut:
    """Elements entered and flows taken, with counts, from the journal; for staff and auditors."""
    with reads.open() as (connection, viewer):
        found = path_out(Told.of(connection, viewer, reads, case_id))
        reads.record(connection, viewer, "path", case_id)
    return found


@router.get(
    "/cases/{case_id}/diagrams/{process}",
    response_class=Response,
    responses={
        200: {"content": {"application/xml": {}}, "description": "the BPMN file as uploaded"},
        **problems(*CASE),
    },
)
def get_case_diagram(case_id: UUID, process: Annotated[Id, Path()], reads: Reads) -> Response:
    """The diagram of a process of the case, in the version that the case runs on."""
    with reads.open() as (connection, viewer):
        source = diagram_of(Told.of(connection, viewer, reads, case_id), process)
    return Response(source, media_type="application/xml")


@router.get("/cases/{case_id}/decisions", responses=problems(*CASE))
def list_decisions(case_id: UUID, reads: Reads) -> list[TaskReasonOut]:
    """The decision tables that were asked, with rows and values; for staff and auditors."""
    with reads.open() as (connection, viewer):
        found = decisions_out(Told.of(connection, viewer, reads, case_id))
        reads.record(connection, viewer, "decisions", case_id)
    return found


@router.get("/cases/{case_id}/facts", responses=problems(*CASE))
def get_facts(case_id: UUID, reads: Reads) -> CaseFactsOut:
    """The data of the case that one may see, as read-only fields, and what the case waits for."""
    with reads.open() as (connection, viewer):
        found = facts_out(Told.of(connection, viewer, reads, case_id))
        reads.record(connection, viewer, "facts", case_id)
    return found


@router.get("/cases/{case_id}/attachments", responses=problems(*CASE))
def list_case_attachments(case_id: UUID, reads: Reads) -> list[CaseAttachmentOut]:
    """Files named by fields of the case that one may see."""
    with reads.open() as (connection, viewer):
        found = attachments_out(Told.of(connection, viewer, reads, case_id))
        reads.record(connection, viewer, "attachments", case_id)
    return found


@router.get("/cases/{case_id}/tasks/{task}/people", responses=problems(*TASK))
def list_field_people(
    case_id: UUID, task: TaskNumber, reads: Reads, field: Annotated[Id, Query()]
) -> list[FieldPersonOut]:
    """Whom a field of the task's form can name; nobody for fields that name no people."""
    with reads.open() as (connection, viewer):
        return field_people_out(Told.of(connection, viewer, reads, case_id), task, field)


@router.get("/cases/{case_id}/tasks/{task}/phrases", responses=problems(*TASK))
def list_task_phrases(
    case_id: UUID,
    task: TaskNumber,
    reads: Reads,
    outcome: Annotated[ShortText | None, Query(description="opinions given with it")] = None,
    notes: Annotated[
        bool, Query(description="reasons beside named fields instead of opinions")
    ] = False,
) -> list[PhraseOut]:
    """One's phrases for the task 常用语: the last three opinions on this step come first."""
    with reads.open() as (connection, viewer):
        row = cases.get_task(connection, viewer, case_id, task).row
        recent = last_texts(
            connection, reads.person.id, row.element_process, row.element, outcome, notes=notes
        )
        kept = phrases_of(connection, reads.person.id, row.process)
    first = [PhraseOut(id=None, process=row.process, text=each) for each in recent]
    return first + [
        PhraseOut(id=each.id, process=each.process, text=each.text)
        for each in kept
        if each.text not in recent
    ]


@router.get("/phrases", responses=problems(NoSession))
def list_phrases(
    person: Person, reads: Reads, process: Annotated[Id | None, Query()] = None
) -> list[PhraseOut]:
    """One's own phrases (常用语)."""
    with reads.open() as (connection, _viewer):
        kept = phrases_of(connection, person.id, process or "")
    return [PhraseOut(id=each.id, process=each.process, text=each.text) for each in kept]


@router.post(
    "/phrases",
    status_code=status.HTTP_201_CREATED,
    responses=problems(NoSession, ForeignOrigin, UnusableText),
)
def keep_phrase(given: PhraseIn, person: Person, reads: Reads) -> PhraseOut:
    """Keep a phrase; the same one again is kept once."""
    with reads.open() as (connection, _viewer):
        kept = add_phrase(connection, person.id, given.process or "", given.text.strip())
    return PhraseOut(id=kept.id, process=kept.process, text=kept.text)


@router.delete(
    "/phrases/{phrase_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(NoSession, ForeignOrigin),
)
def drop_phrase(
    phrase_id: Annotated[int, Path(ge=1, le=2**53)], person: Person, reads: Reads
) -> None:
    """Drop one of one's phrases; there is nothing to say when it was gone already."""
    with reads.open() as (connection, _viewer):
        remove_phrase(connection, person.id, phrase_id)
