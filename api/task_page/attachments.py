"""The files of a case."""

from typing import Any

from api.schemas.task_page import (
    CaseAttachmentOut,
)
from api.task_page.told import Told
from api.wording import both, labels
from engine.errors import AttachmentNotFound
from engine.model.nodes import Text
from engine.store import attachments
from engine.store.attachment_references import references_in


def attachments_out(told: Told) -> list[CaseAttachmentOut]:
    """Files that fields name which the viewer sees, in the order of the fields."""
    parts = told.reads.parts(told.connection, told.viewer, told.view)
    driver: Any = told.connection.connection.driver_connection
    names = labels(told.resolved)
    found: dict[str, CaseAttachmentOut] = {}
    for field, value in parts.items():
        for sha256 in references_in(value):
            if sha256 in found:
                continue
            try:
                kept = attachments.describe(driver, sha256)
            except AttachmentNotFound:
                continue
            found[sha256] = CaseAttachmentOut(
                sha256=sha256,
                name=kept.name,
                media_type=kept.media_type,
                size_bytes=kept.size_bytes,
                uploaded_at=kept.uploaded_at,
                field=field,
                label=both(names.get(field, Text(field, field))),
            )
    return list(found.values())
