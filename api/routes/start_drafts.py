"""Drafts of applications 草稿: what one is filling in, kept until it is filed."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, status

from api import start_drafts
from api.auth.errors import ForeignOrigin, NoSession, RoleMissing
from api.auth.starting import MayFile, Starters
from api.problems import problems
from api.schemas.base import Id
from api.schemas.start_drafts import (
    DraftSavedOut,
    DraftSheetIn,
    StartDraftIn,
    StartDraftOut,
    StartDraftRowOut,
)
from api.start_drafts import DraftChangedElsewhere
from api.state import Reads
from engine.errors import FieldNotWritable, ProcessNotFound
from engine.people.errors import AreaNotFound
from engine.reads.start_drafts import DraftNotFound, get_draft, list_drafts

router = APIRouter(prefix="/start-drafts", tags=["cases"])
Process = Annotated[Id, Path()]
SAVING = (NoSession, ForeignOrigin, RoleMissing, ProcessNotFound, DraftChangedElsewhere)


@router.get("", responses=problems(NoSession, RoleMissing))
def list_start_drafts(person: MayFile, reads: Reads) -> list[StartDraftRowOut]:
    """One's own drafts that are not filed yet, newest first."""
    with reads.open() as (connection, _viewer):
        rows = list_drafts(connection, person.id)
    return [StartDraftRowOut.model_validate(row) for row in rows]


@router.get("/{process}", responses=problems(NoSession, RoleMissing, DraftNotFound))
def get_start_draft(process: Process, person: MayFile, reads: Reads) -> StartDraftOut:
    """One's own draft of a process; `case_id` says that it has been filed meanwhile."""
    with reads.open() as (connection, _viewer):
        view = get_draft(connection, person.id, process)
    row = StartDraftRowOut.model_validate(view.row).model_dump()
    return StartDraftOut(**row, key=view.key, fields=dict(view.fields), sheets=dict(view.sheets))


@router.put("/{process}", responses=problems(*SAVING, AreaNotFound))
def save_start_draft(
    process: Process, given: StartDraftIn, person: MayFile, starters: Starters, reads: Reads
) -> DraftSavedOut:
    """Keep the fields of an application as typed, right or wrong (暂存)."""
    starters(process, given.area)
    with reads.open() as (connection, _viewer):
        revision = start_drafts.keep_fields(
            connection,
            reads.library,
            person.id,
            process,
            given.area,
            given.fields,
            given.revision,
        )
    return DraftSavedOut(revision=revision)


@router.put("/{process}/sheets/{field}", responses=problems(*SAVING, FieldNotWritable))
def save_draft_sheet(
    process: Process,
    field: Annotated[Id, Path(description="field of the form that takes a roster")],
    given: DraftSheetIn,
    person: MayFile,
    starters: Starters,
    reads: Reads,
) -> DraftSavedOut:
    """Keep the rows of a roster as typed, right or wrong."""
    starters(process)
    content = given.model_dump(include={"name", "fields", "rows"})
    with reads.open() as (connection, _viewer):
        revision = start_drafts.keep_sheet(
            connection, reads.library, person.id, process, field, content, given.revision
        )
    return DraftSavedOut(revision=revision)


@router.delete("/{process}/sheets/{field}", responses=problems(*SAVING))
def remove_draft_sheet(
    process: Process,
    field: Annotated[Id, Path()],
    revision: Annotated[int, Query(ge=0, le=2_000_000_000)],
    person: MayFile,
    reads: Reads,
) -> DraftSavedOut:
    """Take a roster out of the draft."""
    with reads.open() as (connection, _viewer):
        saved = start_drafts.save_sheet(connection, person.id, process, field, None, revision)
    return DraftSavedOut(revision=saved)


@router.delete(
    "/{process}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(NoSession, ForeignOrigin, RoleMissing),
)
def discard_start_draft(process: Process, person: MayFile, reads: Reads) -> None:
    """Throw one's draft of a process away."""
    with reads.open() as (connection, _viewer):
        start_drafts.discard(connection, person.id, process)
