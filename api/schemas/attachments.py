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
