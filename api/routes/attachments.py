"""Attachments 附件: upload before the command that names them, download as files."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Body, Path, Query, Response, status

from api.attachments import content, disposition, keep, limits_of, readable
from api.auth.errors import ForeignOrigin, NoSession, RoleMissing
from api.auth.starting import MayFile
from api.auth.who import Person
from api.problems import problems
from api.schemas.attachments import AttachmentLimitsOut, AttachmentOut
from api.schemas.base import ShortText
from api.state import CurrentSettings, Reads
from engine.errors import (
    AttachmentNotFound,
    AttachmentTooLarge,
    AttachmentTypeNotAllowed,
    UnusableText,
)

router = APIRouter(prefix="/attachments", tags=["attachments"])
Sha256 = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses=problems(
        *(NoSession, ForeignOrigin, RoleMissing),
        *(AttachmentTooLarge, AttachmentTypeNotAllowed, UnusableText),
    ),
)
def upload_attachment(
    name: Annotated[ShortText, Query(description="name of the file, with its ending")],
    media_type: Annotated[ShortText, Query(description="what it is, e.g. application/pdf")],
    given: Annotated[bytes, Body(media_type="application/octet-stream")],
    person: MayFile,
    reads: Reads,
    settings: CurrentSettings,
) -> AttachmentOut:
    """Upload a file; the same content is kept once. What no case names is swept after days."""
    with reads.open() as (connection, _viewer):
        kept = keep(connection, given, name, media_type, person.id, settings)
    return AttachmentOut.model_validate(kept)


@router.get("/limits", responses=problems(NoSession))
def get_attachment_limits(_person: Person, settings: CurrentSettings) -> AttachmentLimitsOut:
    """How large a file may be, and of which kinds."""
    return limits_of(settings)


@router.get("/{sha256}", responses=problems(NoSession, AttachmentNotFound))
def get_attachment(sha256: Sha256, reads: Reads) -> AttachmentOut:
    """What is known of a file one uploaded or sees named in a case."""
    with reads.open() as (connection, viewer):
        parts = partial(reads.parts, connection, viewer)
        return AttachmentOut.model_validate(readable(connection, viewer, sha256, parts))


@router.get(
    "/{sha256}/content",
    response_class=Response,
    responses={
        200: {"content": {"application/octet-stream": {}}, "description": "the file"},
        **problems(NoSession, AttachmentNotFound),
    },
)
def download_attachment(sha256: Sha256, reads: Reads) -> Response:
    """The file itself, always as a download; reading somebody else's case is recorded."""
    with reads.open() as (connection, viewer):
        parts = partial(reads.parts, connection, viewer)
        found = readable(connection, viewer, sha256, parts)
        data = content(connection, sha256)
        reads.record(connection, viewer, f"attachment {sha256}")
    headers = {
        "Content-Disposition": disposition(found.name),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(data, media_type="application/octet-stream", headers=headers)
