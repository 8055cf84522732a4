"""Which files a case names as evidence 附件, for auditors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import distinct_on

from engine.store.tables.files import attachment, attachment_upload, attachment_use


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file as its first uploader named it."""

    sha256: str
    name: str
    media_type: str
    size_bytes: int
    uploaded_by: str
    uploaded_at: datetime


def evidence_files(connection: Connection, case_id: UUID) -> list[EvidenceFile]:
    """By hash; a file that the case names is kept as long as the case."""
    rows = connection.execute(
        select(
            attachment.c.sha256,
            attachment_upload.c.name,
            attachment_upload.c.media_type,
            attachment.c.size_bytes,
            attachment_upload.c.person.label("uploaded_by"),
            attachment_upload.c.uploaded_at,
        )
        .join(attachment_use, attachment_use.c.sha256 == attachment.c.sha256)
        .join(attachment_upload, attachment_upload.c.sha256 == attachment.c.sha256)
        .where(attachment_use.c.case_id == case_id)
        .ext(distinct_on(attachment.c.sha256))
        .order_by(attachment.c.sha256, attachment_upload.c.uploaded_at)
    )
    return [EvidenceFile(**row._mapping) for row in rows]
