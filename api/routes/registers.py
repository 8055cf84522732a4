"""Registers 台账: claims, ledger, payments and institutions."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from api.auditing import as_csv
from api.auth.errors import ForeignOrigin, NoSession, RoleMissing
from api.auth.registers import RegisterAreas
from api.claims import claim_shown
from api.masking import mask_id_number, mask_text
from api.paging import After, BadCursor, Limit, decode, encode
from api.problems import problems
from api.registers import (
    fund_totals,
    ledger_of_payee,
    ledger_of_person,
    list_register,
)
from api.schemas.base import Id, IsoDate, ShortText
from api.schemas.registers import (
    ClaimOut,
    FundTotalOut,
    PayeeLedgerOut,
    PayeeLookupIn,
    PersonLedgerOut,
    PersonLookupIn,
    RegisterPageOut,
)
from api.state import Reads
from engine.errors import CaseNotFound
from engine.reads import cases

router = APIRouter(tags=["registers"])
READING = (NoSession, RoleMissing, BadCursor)
CHANGING = (NoSession, RoleMissing, ForeignOrigin)
RegisterName = Literal["institutions", "ledger", "payments", "audits"]
AsOf = Annotated[IsoDate | None, Query(description="rows that held on this day")]
Current = Annotated[bool, Query(description="only what stood on the day, nothing superseded")]
MOST_EXPORTED = 50_000


@router.get("/cases/{case_id}/claim", responses=problems(NoSession, CaseNotFound))
def get_claim(
    case_id: UUID,
    reads: Reads,
    lines: Annotated[bool, Query(description="false: the totals alone")] = True,
) -> ClaimOut:
    """Lines, amounts, refusals and payment orders of a case, as far as one may see them.

    Persons are masked for whoever is neither the applicant nor an inspecting auditor. Applicants
    get amounts once somebody decided; heads of a bureau the totals alone.
    """
    with reads.open() as (connection, viewer):
        view = cases.get_case(connection, viewer, case_id)
        found = claim_shown(connection, viewer, view, lines=lines)
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
    current: Current = False,
    after: After = None,
    limit: Limit = None,
) -> RegisterPageOut:
    """Recognitions of institutions, newest entry first."""
    wanted = {"area": area, "kind": kind, "institution": institution}
    return _page("institutions", wanted, areas, reads, as_of, current, after, limit)


@router.get("/registers/ledger", responses=problems(*READING))
def list_ledger(
    areas: RegisterAreas,
    reads: Reads,
    area: Annotated[Id | None, Query()] = None,
    process: Annotated[Id | None, Query()] = None,
    claimant: Annotated[Id | None, Query()] = None,
    as_of: AsOf = None,
    current: Current = False,
    after: After = None,
    limit: Limit = None,
) -> RegisterPageOut:
    """Claims as computed and decided (发放台账), newest entry first."""
    wanted = {"area": area, "process": process, "claimant": claimant}
    return _page("ledger", wanted, areas, reads, as_of, current, after, limit)


@router.get("/registers/payments", responses=problems(*READING))
def list_payments(
    areas: RegisterAreas,
    reads: Reads,
    area: Annotated[Id | None, Query()] = None,
    fund_source: Annotated[Id | None, Query()] = None,
    order_number: Annotated[ShortText | None, Query()] = None,
    as_of: AsOf = None,
    current: Current = False,
    after: After = None,
    limit: Limit = None,
) -> RegisterPageOut:
    """Payment orders and what became of them, newest entry first."""
    wanted = {"area": area, "fund_source": fund_source, "order_number": order_number}
    return _page("payments", wanted, areas, reads, as_of, current, after, limit)


@router.get("/registers/audits", responses=problems(*READING))
def list_audits(
    areas: RegisterAreas,
    reads: Reads,
    area: Annotated[Id | None, Query()] = None,
    auditee: Annotated[Id | None, Query()] = None,
    firm: Annotated[Id | None, Query()] = None,
    as_of: AsOf = None,
    current: Current = False,
    after: After = None,
    limit: Limit = None,
) -> RegisterPageOut:
    """Third-party audits with their samples and findings counted, newest entry first."""
    wanted = {"area": area, "auditee": auditee, "firm": firm}
    return _page("audits", wanted, areas, reads, as_of, current, after, limit)


@router.get("/registers/funds", responses=problems(NoSession, RoleMissing))
def list_fund_totals(
    areas: RegisterAreas,
    reads: Reads,
    area: Annotated[Id | None, Query()] = None,
    as_of: AsOf = None,
) -> list[FundTotalOut]:
    """Orders, yuan and balance per area and fund source (资金来源), as they stood on the day."""
    with reads.open() as (connection, viewer):
        found = fund_totals(connection, areas, area, as_of)
        reads.record(connection, viewer, "register funds")
    return [FundTotalOut.model_validate(each) for each in found]


@router.post("/registers/persons", responses=problems(*CHANGING))
def look_up_person(given: PersonLookupIn, areas: RegisterAreas, reads: Reads) -> PersonLedgerOut:
    """Ledger of a person 个人台账 by ID number, masked; a reason reveals it and is recorded."""
    with reads.open() as (connection, viewer):
        found = ledger_of_person(
            connection, given.id_number, areas, given.as_of, revealed=given.reason is not None
        )
        what = "person ledger" if given.reason is None else "person ledger revealed"
        detail = f"{mask_id_number(given.id_number)} {given.reason or ''}".strip()
        reads.record_search(connection, viewer, what, detail)
    return PersonLedgerOut.model_validate(found)


@router.post("/registers/payees", responses=problems(*CHANGING))
def look_up_payee(given: PayeeLookupIn, areas: RegisterAreas, reads: Reads) -> PayeeLedgerOut:
    """Payments to one payee 收款方 with totals; individuals masked, a reason reveals them."""
    with reads.open() as (connection, viewer):
        found = ledger_of_payee(
            connection, given.payee, areas, given.as_of, revealed=given.reason is not None
        )
        what = "payee ledger" if given.reason is None else "payee ledger revealed"
        reads.record_search(
            connection, viewer, what, f"{mask_text(given.payee)} {given.reason or ''}".strip()
        )
    return PayeeLedgerOut.model_validate(found)


@router.get(
    "/registers/{name}.csv",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/csv": {}}}, **problems(NoSession, RoleMissing)},
)
def export_register(
    name: RegisterName,
    areas: RegisterAreas,
    reads: Reads,
    area: Annotated[Id | None, Query()] = None,
    as_of: AsOf = None,
    current: Current = False,
) -> StreamingResponse:
    """A register as a table, newest entries first, 50,000 rows at most."""
    wanted = {"area": area} if area else {}
    with reads.open() as (connection, viewer):
        rows, _ = list_register(
            connection, name, wanted, areas, None, MOST_EXPORTED, as_of, current=current
        )
        reads.record(connection, viewer, f"register {name} export")
    head = list(rows[0]) if rows else []
    return StreamingResponse(
        as_csv(head, (row.values() for row in rows)),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def _page(
    name: str,
    wanted: dict[str, str | None],
    areas: frozenset[str] | None,
    reads: Reads,
    as_of: Any,
    current: bool,
    after: str | None,
    limit: int | None,
) -> RegisterPageOut:
    filters = {column: value for column, value in wanted.items() if value}
    with reads.open(after) as (connection, viewer):
        rows, following = list_register(
            connection,
            name,
            filters,
            areas,
            decode(after),
            reads.rows(limit),
            as_of,
            current=current,
        )
        reads.record(connection, viewer, f"register {name}")
    return RegisterPageOut(items=rows, next=encode(following))
