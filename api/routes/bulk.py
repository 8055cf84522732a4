"""Many tasks at once: see what would happen, then let each case have its own command."""

from fastapi import APIRouter, Request

from api.auth.errors import ForeignOrigin, NoSession
from api.bulk import carry_out, preview
from api.commands import IdempotencyKey
from api.problems import language_of, problems
from api.schemas.inbox import BulkIn, BulkOut, BulkPreviewOut
from api.state import Reads

router = APIRouter(prefix="/tasks/bulk", tags=["tasks"])


@router.post("/preview", responses=problems(NoSession, ForeignOrigin))
def preview_bulk(given: BulkIn, reads: Reads, request: Request) -> BulkPreviewOut:
    """Which of the tasks the act would reach, their amounts, who is left out and why (预览)."""
    with reads.open() as (connection, viewer):
        return preview(connection, viewer, reads, given, language_of(request))


@router.post("", responses=problems(NoSession, ForeignOrigin))
def act_in_bulk(
    given: BulkIn, reads: Reads, request: Request, idempotency_key: IdempotencyKey
) -> BulkOut:
    """Claim, release, transfer or complete each task (批量办理); a result for each.

    One that is declined stops none of the others. A step is completed in bulk only where its
    diagram says so (`huiqian:bulk`).
    """
    results = carry_out(reads.engine, reads, given, idempotency_key, language_of(request))
    return BulkOut(results=results)
