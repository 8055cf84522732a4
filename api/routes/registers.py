"""Registers 台账: claims, ledger, payments and institutions."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query

from api.auth.errors import NoSession, RoleMissing
from api.auth.registers import RegisterAreas
from api.auth.viewer import is_own_part
from api.paging import After, BadCursor, Limit, Page, decode, encode
from api.problems import problems
from api.registers import claim_of, list_register
from api.schemas.base import Id, IsoDate, ShortText
from api.schemas.registers import ClaimOut
from api.state import Reads
from engine.errors import CaseNotFound
from engine.reads import cases

router = APIRouter(tags=["registers"])
READING = (NoSession, RoleMissing, BadCursor)
AsOf = Annotated[IsoDate | None, Query(description="rows that held on this day")]


@router.get("/cases/{case_id}/claim", responses=problems(NoSession, CaseNotFound))
def get_claim(case_id: UUID, reads: Reads) -> ClaimOut:
    """Lines, amounts, refusals and payment orders of a case; persons masked for whoever is
    neither the applicant nor an inspecting auditor."""
    with reads.open() as (connection, viewer):
        view = cases.get_case(connection, viewer, case_id)
        own = is_own_part(viewer, view.row.applicant, view.row.organisation)
        found = claim_of(connection, case_id, masked=not (own or reads.sees_personal))
        reads.record(connection, viewer, "claim", case_id)
    return ClaimOut(**found)


@router.get("/registers/institutions", responses=problems(*READING))
def list_institutions(
    areas: RegisterAreas,
    reads: Reads,
    area: Annotated[Id | None, Query()] = None,
    kind: Annotated[Id | None, Query()] = None,
    institution: Annotated[Id | None, Query()] = None,
    as_of: AsOf = None,
    after: After = None,
    limit: Limit = None,
) -> Page[dict[str, Any]]:
    """Recognitions of institutions, newest entry first."""
    wanted = {"area": area, "kind": kind, "institution": institution}
    return _page("institutions", wanted, areas, reads, as_of, after, limit)


@router.get("/registers/ledger", responses=problems(*READING))
def list_ledger(
    areas: RegisterAreas,
    reads: Reads,
    area: Annotated[Id | None, Query()] = None,
    process: Annotated[Id | None, Query()] = None,
    claimant: Annotated[Id | None, Query()] = None,
    as_of: AsOf = None,
    after: After = None,
    limit: Limit = None,
) -> Page[dict[str, Any]]:
    """Claims as computed and decided (发放台账), newest entry first."""
    wanted = {"area": area, "process": process, "claimant": claimant}
    return _page("ledger", wanted, areas, reads, as_of, after, limit)


@router.get("/registers/payments", responses=problems(*READING))
def list_payments(
    areas: RegisterAreas,
    reads: Reads,
    area: Annotated[Id | None, Query()] = None,
    fund_source: Annotated[Id | None, Query()] = None,
    order_number: Annotated[ShortText | None, Query()] = None,
    as_of: AsOf = None,
    after: After = None,
    limit: Limit = None,
) -> Page[dict[str, Any]]:
    """Payment orders and what became of them, newest entry first."""
    wanted = {"area": area, "fund_source": fund_source, "order_number": order_number}
    return _page("payments", wanted, areas, reads, as_of, after, limit)


@router.get("/registers/audits", responses=problems(*READING))
def list_audits(
    areas: RegisterAreas,
    reads: Reads,
    area: Annotated[Id | None, Query()] = None,
    auditee: Annotated[Id | None, Query()] = None,
    firm: Annotated[Id | None, Query()] = None,
    as_of: AsOf = None,
    after: After = None,
    limit: Limit = None,
) -> Page[dict[str, Any]]:
    """Third-party audits with their samples and findings counted, newest entry first."""
    wanted = {"area": area, "auditee": auditee, "firm": firm}
    return _page("audits", wanted, areas, reads, as_of, after, limit)


def _page(
    name: str,
    wanted: dict[str, str | None],
    areas: frozenset[str] | None,
    reads: Reads,
    as_of: Any,
    after: str | None,
    limit: int | None,
) -> Page[dict[str, Any]]:
    filters = {column: value for column, value in wanted.items() if value}
    with reads.open(after) as (connection, viewer):
        rows, following = list_register(
            connection, name, filters, areas, decode(after), reads.rows(limit), as_of
        )
        reads.record(connection, viewer, f"register {name}")
    return Page(items=rows, next=encode(following))
