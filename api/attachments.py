"""Attachments for routes: who may read one, and how it is handed out."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection

from api.schemas.attachments import AttachmentLimitsOut
from api.settings import Settings
from engine.errors import AttachmentNotFound, CaseNotFound
from engine.reads import cases
from engine.reads.cases import CaseView
from engine.reads.viewer import Viewer
from engine.store import attachments
from engine.store.attachment_references import references_in
from engine.store.attachments import TYPES, Attachment, AttachmentLimits

Parts = Callable[[CaseView], dict[str, Any]]


def keep(
    connection: Connection,
    given: bytes,
    name: str,
    media_type: str,
    person: str,
    settings: Settings,
) -> Attachment:
    """Raises: AttachmentTypeNotAllowed, AttachmentTooLarge, UnusableText."""
    limits = AttachmentLimits(settings.attachment_bytes, settings.attachment_types)
    return attachments.put(_driver(connection), [given], name, media_type, person, limits)


def limits_of(settings: Settings) -> AttachmentLimitsOut:
    """What `keep` takes."""
    endings = {
        kind: list(TYPES[kind][0]) for kind in sorted(settings.attachment_types & set(TYPES))
    }
    return AttachmentLimitsOut(largest_bytes=settings.attachment_bytes, endings=endings)


def readable(connection: Connection, viewer: Viewer, sha256: str, parts: Parts) -> Attachment:
    """The attachment, when the viewer uploaded it or sees a field that names it.

    `parts` gives what of a case the viewer sees. Raises: AttachmentNotFound, also when it is there
    but not for the viewer.
    """
    driver = _driver(connection)
    found = attachments.describe(driver, sha256)
    persons, used_by = attachments.users_of(driver, sha256)
    if viewer.user_id in persons:
        return found
    for case_id in used_by:
        try:
            view = cases.get_case(connection, viewer, case_id)
        except CaseNotFound:
            continue
        if found.sha256 in references_in(parts(view)):
            return found
    raise AttachmentNotFound(sha256)


def content(connection: Connection, sha256: str) -> bytes:
    return b"".join(_pieces(connection, sha256))


def disposition(name: str) -> str:
    """Always "save as": nothing that people upload is ever shown by the browser."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "_" for c in name)
    return f"attachment; filename=\"{plain or 'file'}\"; filename*=UTF-8''{quote(name, safe='')}"


def _pieces(connection: Connection, sha256: str) -> Iterator[bytes]:
    return attachments.read(_driver(connection), sha256)


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection
