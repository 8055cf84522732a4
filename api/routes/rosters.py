"""Rosters 花名册: read, checked in place, corrected as a sheet, kept when nothing is wrong."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Body, Path, Query, Response, status

from api import rosters
from api.attachments import disposition
from api.auth.errors import ForeignOrigin, NoSession, RoleMissing
from api.auth.starting import MayFile
from api.auth.viewer import is_own_part
from api.problems import problems
from api.rosters import RosterInvalid, RosterNotFound, UnknownColumn
from api.schemas.base import Id, ShortText
from api.schemas.rosters import (
    NamedRosterRowsIn,
    RosterCheckOut,
    RosterColumnOut,
    RosterErrorOut,
    RosterFileOut,
    RosterOut,
    RosterRowsIn,
    RosterRowsOut,
)
from api.state import Reads
from engine.errors import CaseNotFound
from engine.reads import cases
from workflows.registers.roster_sheets import MEDIA_TYPE, USUAL, sheet_with_errors, template
from workflows.registers.rosters import MOST_ERRORS, RowError, errors_of_rows

router = APIRouter(prefix="/rosters", tags=["rosters"])
FileName = Annotated[ShortText, Query(description="name of the file, .csv or .xlsx")]
Content = Annotated[bytes, Body(media_type="application/octet-stream")]
Language = Annotated[Literal["zh", "en"], Query(description="of headings and errors")]
FILING = (NoSession, ForeignOrigin, RoleMissing)
SHEET: dict[int | str, dict[str, Any]] = {
    200: {"content": {MEDIA_TYPE: {}}, "description": "an XLSX file"}
}


@router.post("", status_code=status.HTTP_201_CREATED, responses=problems(*FILING, RosterInvalid))
def upload_roster(name: FileName, content: Content, person: MayFile, reads: Reads) -> RosterOut:
    """Keep the roster 花名册 in a file (CSV or XLSX, 5,000 rows at most), or name all errors."""
    with reads.open() as (connection, _viewer):
        stored, rows = rosters.store_file(connection, name, content, person.id)
    return RosterOut(id=stored, rows=rows)


@router.post(
    "/rows",
    status_code=status.HTTP_201_CREATED,
    responses=problems(*FILING, RosterInvalid, UnknownColumn),
)
def store_roster_rows(given: NamedRosterRowsIn, person: MayFile, reads: Reads) -> RosterOut:
    """Keep rows filled in on the screen; rows with errors are not taken, every one is named."""
    with reads.open() as (connection, _viewer):
        stored, rows = rosters.store_rows(
            connection, given.name, given.fields, given.rows, person.id
        )
    return RosterOut(id=stored, rows=rows)


@router.post("/read", responses=problems(*FILING, RosterInvalid))
def read_roster(name: FileName, content: Content, _person: MayFile) -> RosterFileOut:
    """The rows of a file and what is wrong with them, to be corrected in place; nothing is kept.
    Only a file that cannot be read at all is declined."""
    found = rosters.read_file(name, content)
    errors = errors_of_rows(found.fields, found.rows) if found.fields else ()
    return RosterFileOut(
        fields=list(found.fields),
        rows=[list(row) for row in found.rows],
        unknown=list(found.unknown),
        errors=_told(errors),
        complete=len(errors) < MOST_ERRORS,
    )


@router.post("/check", responses=problems(*FILING, UnknownColumn))
def check_roster_rows(given: RosterRowsIn, _person: MayFile) -> RosterCheckOut:
    """What is wrong with rows, of all rows at once; nothing is kept. One row may come alone."""
    rosters.check_fields(given.fields)
    errors = errors_of_rows(given.fields, given.rows)
    return RosterCheckOut(errors=_told(errors), complete=len(errors) < MOST_ERRORS)


@router.post(
    "/sheet",
    response_class=Response,
    responses={**SHEET, **problems(*FILING, UnknownColumn)},
)
def download_sheet_with_errors(
    given: RosterRowsIn, _person: MayFile, language: Language = "zh"
) -> Response:
    """The rows as XLSX with a column that says what is wrong, to be corrected and dropped again."""
    rosters.check_fields(given.fields)
    errors = errors_of_rows(given.fields, given.rows)
    data = sheet_with_errors(given.fields, given.rows, errors, language)
    return _sheet(data, "花名册-错误.xlsx" if language == "zh" else "roster-errors.xlsx")


@router.get("/columns", responses=problems(NoSession, RoleMissing))
def list_roster_columns(_person: MayFile) -> list[RosterColumnOut]:
    """The columns of rosters with their choices; `usual` ones make the template."""
    return [
        RosterColumnOut(**document, usual=document["field"] in USUAL)
        for document in rosters.column_documents()
    ]


@router.get(
    "/template",
    response_class=Response,
    responses={**SHEET, **problems(NoSession, RoleMissing, UnknownColumn)},
)
def download_roster_template(
    _person: MayFile,
    field: Annotated[
        list[Id] | None, Query(max_length=64, description="columns; usual ones")
    ] = None,
    language: Language = "zh",
) -> Response:
    """An empty XLSX with headings and lists of choices."""
    fields = field or list(USUAL)
    rosters.check_fields(fields)
    return _sheet(
        template(fields, language),
        "花名册模板.xlsx" if language == "zh" else "roster-template.xlsx",
    )


@router.get("/{roster_id}", responses=problems(NoSession, RosterNotFound))
def get_roster(
    roster_id: Annotated[str, Path(pattern="^[0-9a-f]{64}$")],
    reads: Reads,
    case_id: Annotated[UUID | None, Query(description="a case that holds the roster")] = None,
) -> RosterRowsOut:
    """The rows of a roster one gave, or of one that a case shows; persons masked for whoever is
    neither the applicant nor an inspecting auditor."""
    with reads.open() as (connection, viewer):
        whole = rosters.uploader_of(connection, roster_id) == viewer.user_id
        if not whole:
            if case_id is None:
                raise RosterNotFound(roster_id)
            try:
                view = cases.get_case(connection, viewer, case_id)
            except CaseNotFound:
                raise RosterNotFound(roster_id) from None
            if roster_id not in reads.parts(connection, viewer, view).values():
                raise RosterNotFound(roster_id)
            own = is_own_part(viewer, view.row.applicant, view.row.organisation)
            whole = own or viewer.reads_unmasked(view.row)
            reads.record(connection, viewer, f"roster {roster_id}", case_id)
        found = rosters.stored_rows(connection, roster_id, masked=not whole)
    return RosterRowsOut(fields=list(found.fields), rows=[list(row) for row in found.rows])


def _told(errors: tuple[RowError, ...]) -> list[RosterErrorOut]:
    return [RosterErrorOut(**rosters.error_document(each)) for each in errors]


def _sheet(data: bytes, name: str) -> Response:
    headers = {"Content-Disposition": disposition(name), "Cache-Control": "private, no-store"}
    return Response(data, media_type=MEDIA_TYPE, headers=headers)
