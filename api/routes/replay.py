"""Audit of one case 回放与核验: what the player needs, the chain, exports; reading is recorded."""

from collections.abc import Iterator
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse

from api.attachments import disposition
from api.auth.errors import NoSession, RoleMissing
from api.auth.who import Auditor
from api.case_file import CaseFile, checked, first_of, open_case_file
from api.journal_words import DOES_NOT_PROVE, PROVES
from api.problems import language_of, problems
from api.schemas.replay import IntegrityOut, ReplayLabelOut, ReplayOut, ReplayRemarkOut
from api.state import People, Reads
from engine.errors import CaseNotFound
from engine.people.lookup import DatabasePeople
from engine.reads.clock import now

router = APIRouter(prefix="/cases/{case_id}", tags=["audit"])
READING = problems(NoSession, RoleMissing, CaseNotFound)
Language = Annotated[
    Literal["zh", "en"] | None, Query(description="of the words; else by Accept-Language")
]
EntryNumber = Annotated[
    int | None, Query(ge=1, le=2_000_000_000, description="add the case as it stood after it")
]


@router.get("/replay", responses=READING)
def get_replay(
    case_id: UUID, _person: Auditor, reads: Reads, people: People, request: Request
) -> ReplayOut:
    """The diagrams, names, labels and days off that go with the journal of a case (回放)."""
    document = _opened(reads, case_id, "replay").document(people, _lookup(request))
    return ReplayOut.model_validate(document)


@router.get(
    "/journal.jsonl",
    response_class=StreamingResponse,
    responses={
        200: {
            "content": {"application/jsonl": {}},
            "description": "one entry a line, its document byte for byte as it was hashed; a last "
            "line names the head. Masked for third-party auditors.",
        },
        **READING,
    },
)
def export_journal_lines(case_id: UUID, _person: Auditor, reads: Reads) -> StreamingResponse:
    """The journal as JSON Lines, for checking the chain anywhere (导出日志)."""
    found = _opened(reads, case_id, "journal.jsonl")
    return _download(found.lines(), "application/jsonl", f"{found.name}.jsonl")


@router.get(
    "/journal.csv",
    response_class=StreamingResponse,
    responses={
        200: {"content": {"text/csv": {}}, "description": "one row an entry, for spreadsheets"},
        **READING,
    },
)
def export_journal_table(
    case_id: UUID,
    _person: Auditor,
    reads: Reads,
    people: People,
    request: Request,
    language: Language = None,
) -> StreamingResponse:
    """The journal as a table that people read (导出表格)."""
    found = _opened(reads, case_id, "journal.csv")
    lines = found.table(people, _lookup(request), language or language_of(request))
    return _download(lines, "text/csv; charset=utf-8", f"{found.name}.csv")


@router.get(
    "/evidence.zip",
    response_class=StreamingResponse,
    responses={
        200: {
            "content": {"application/zip": {}},
            "description": "journal, bundles, hashes of attachments and how to check them",
        },
        **READING,
    },
)
def export_evidence(
    case_id: UUID,
    _person: Auditor,
    reads: Reads,
    people: People,
    request: Request,
    entry: EntryNumber = None,
    language: Language = None,
) -> StreamingResponse:
    """The evidence package of a case (证据包), checkable without this server."""
    found = _opened(reads, case_id, "evidence")
    words = language or language_of(request)
    pieces = found.evidence(people, _lookup(request), words, entry)
    suffix = f"-entry-{entry}" if entry is not None else ""
    return _download(pieces, "application/zip", f"{found.name}{suffix}.zip")


@router.get("/integrity", responses=READING)
def get_integrity(case_id: UUID, _person: Auditor, reads: Reads) -> IntegrityOut:
    """What the server finds when it checks the chain itself (完整性校验)."""
    with reads.open() as (connection, viewer):
        open_case_file(reads, connection, viewer, case_id)
        found = checked(connection, case_id)
        at = now(connection)
        reads.record(connection, viewer, "integrity", case_id)
    return IntegrityOut(
        case_id=case_id,
        entries=found.entries,
        head=found.head.hex(),
        sound=found.sound,
        changed=[ReplayRemarkOut.model_validate(each) for each in found.changed],
        missing=[ReplayRemarkOut.model_validate(each) for each in found.missing],
        checked_at=at,
        proves=ReplayLabelOut(**PROVES),
        does_not_prove=ReplayLabelOut(**DOES_NOT_PROVE),
    )


def _opened(reads: Reads, case_id: UUID, what: str) -> CaseFile:
    with reads.open() as (connection, viewer):
        found = open_case_file(reads, connection, viewer, case_id)
        reads.record(connection, viewer, what, case_id)
    return found


def _lookup(request: Request) -> DatabasePeople:
    found: DatabasePeople = request.app.state.lookup
    return found


def _download(pieces: Iterator[bytes], media_type: str, name: str) -> StreamingResponse:
    headers = {"Content-Disposition": disposition(name), "Cache-Control": "private, no-store"}
    return StreamingResponse(first_of(pieces), media_type=media_type, headers=headers)
