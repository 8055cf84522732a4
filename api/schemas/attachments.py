"""Attachments."""

from datetime import datetime

from pydantic import Field

from api.schemas.base import Told


class AttachmentOut(Told):
    sha256: str
    reference: str = Field(description="what a form field of attachments holds: sha256:…")
    name: str
    media_type: str
    size_bytes: int
    uploaded_at: datetime


class AttachmentLimitsOut(Told):
    """What is taken, to be told before somebody chooses a file."""

    largest_bytes: int
    #: by media type, the endings that such a file may have: {"image/jpeg": [".jpg", ".jpeg"]}
    endings: dict[str, list[str]]
