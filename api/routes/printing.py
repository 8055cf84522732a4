"""Sheets for paper 打印."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, Request, Response

from api.attachments import disposition
from api.auth.errors import NoSession
from api.printing.approval_sheet import approval_sheet
from api.printing.approval_sheet_pdf import approval_sheet_pdf
from api.printing.words import BY_LANGUAGE
from api.problems import language_of, problems
from api.state import Reads
from api.task_page.told import Told
from engine.errors import CaseNotFound, NoEntryThen
from engine.reads.entries import stand_of

router = APIRouter(prefix="/cases/{case_id}", tags=["cases"])


@router.get(
    "/approval-sheet.pdf",
    response_class=Response,
    responses={
        200: {"content": {"application/pdf": {}}, "description": "A4, to be printed"},
        **problems(NoSession, CaseNotFound, NoEntryThen),
    },
)
def print_approval_sheet(
    case_id: UUID,
    reads: Reads,
    request: Request,
    language: Annotated[
        Literal["zh", "en"] | None, Query(description="of the words; else by Accept-Language")
    ] = None,
    entry: Annotated[
        int | None, Query(ge=1, le=2**31 - 1, description="as the case stood after this entry")
    ] = None,
    on: Annotated[
        date | None, Query(description="as the case stood at the end of this day")
    ] = None,
) -> Response:
    """The approval sheet 审批表 with facts, amounts, opinions, signatures and the chain's head.

    For those who see who decided what: staff with a part in the case, and auditors.
    """
    words = BY_LANGUAGE[language or language_of(request)]
    with reads.open() as (connection, viewer):
        told = Told.of(connection, viewer, reads, case_id)
        told.only_inside()
        ended = None
        if on is not None:
            zone = ZoneInfo(told.people.calendar(told.view.row.area).time_zone)
            ended = datetime.combine(on, time.min, zone) + timedelta(days=1)
        stand = stand_of(connection, case_id, entry, ended)
        person = reads.person
        printed_by = person.name_en if words.language == "en" else person.name_zh
        sheet = approval_sheet(told, stand, words, printed_by)
        reads.record(connection, viewer, "approval sheet", case_id)
    name = disposition(f"{sheet.title}-{sheet.number}.pdf").replace("attachment", "inline", 1)
    headers = {"Content-Disposition": name, "Cache-Control": "private, no-store"}
    return Response(approval_sheet_pdf(sheet), media_type="application/pdf", headers=headers)
