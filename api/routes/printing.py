"""Sheets for paper 打印."""

from uuid import UUID

from fastapi import APIRouter, Response

from api.attachments import disposition
from api.auth.errors import NoSession
from api.printing.approval_sheet import approval_sheet
from api.printing.approval_sheet_pdf import approval_sheet_pdf
from api.problems import problems
from api.state import Reads
from api.task_page import Told
from engine.errors import CaseNotFound

router = APIRouter(prefix="/cases/{case_id}", tags=["cases"])


@router.get(
    "/approval-sheet.pdf",
    response_class=Response,
    responses={
        200: {"content": {"application/pdf": {}}, "description": "A4, to be printed"},
        **problems(NoSession, CaseNotFound),
    },
)
def print_approval_sheet(case_id: UUID, reads: Reads) -> Response:
    """The approval sheet 审批表 with facts, amounts, opinions, signatures and the chain's head.

    For those who see who decided what: staff with a part in the case, and auditors.
    """
    with reads.open() as (connection, viewer):
        told = Told.of(connection, viewer, reads, case_id)
        sheet = approval_sheet(told, reads.person.name_zh)
        reads.record(connection, viewer, "approval sheet", case_id)
    name = disposition(f"{sheet.title}-{sheet.number}.pdf").replace("attachment", "inline", 1)
    headers = {"Content-Disposition": name, "Cache-Control": "private, no-store"}
    return Response(approval_sheet_pdf(sheet), media_type="application/pdf", headers=headers)
