"""How far a case is, for its applicant (办理进度)."""

from uuid import UUID

from fastapi import APIRouter

from api.auth.errors import NoSession
from api.problems import problems
from api.progress import progress_out
from api.schemas.progress import ProgressOut
from api.state import Reads
from api.task_page.told import Told
from engine.errors import CaseNotFound

router = APIRouter(prefix="/cases/{case_id}", tags=["cases"])


@router.get("/progress", responses=problems(NoSession, CaseNotFound))
def get_progress(case_id: UUID, reads: Reads) -> ProgressOut:
    """Stages done, present and expected; what is asked; decisions with reasons, notices, payments.

    Bureaus are named, persons are not.
    """
    with reads.open() as (connection, viewer):
        told = Told.of(connection, viewer, reads, case_id)
        found = progress_out(told)
        reads.record(connection, viewer, "progress", case_id)
    return found
