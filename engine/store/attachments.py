"""Attachments 附件: kept once by content hash, in chunks, until nobody needs them.

They are written before the command that names them; what no case uses after a while is swept.
A variable names an attachment by the text "sha256:<64 hex digits>".
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Any, Final

import psycopg

from engine.commands.values import usable_text
from engine.errors import AttachmentNotFound, AttachmentTooLarge, AttachmentTypeNotAllowed
from engine.store.attachment_references import PREFIX

CHUNK_BYTES: Final = 1024 * 1024
LONGEST_NAME: Final = 200

#: Media type → (endings, how such a file begins; empty: no fixed beginning).
TYPES: Final = {
    "application/pdf": ((".pdf",), (b"%PDF-",)),
    "image/png": ((".png",), (b"\x89PNG\r\n\x1a\n",)),
    "image/jpeg": ((".jpg", ".jpeg"), (b"\xff\xd8\xff",)),
    "text/csv": ((".csv",), ()),
    "text/plain": ((".txt",), ()),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ((".xlsx",), (b"PK",)),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (
        (".docx",),
        (b"PK",),
    ),
}


@dataclass(frozen=True, slots=True)
class AttachmentLimits:
    largest_bytes: int = 20 * 1024 * 1024
    media_types: frozenset[str] = frozenset(TYPES)
    #: what no case uses is kept this long after its last upload
    unused_for: timedelta = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Attachment:
    sha256: str
    name: str
    media_type: str
    size_bytes: int
    uploaded_by: str
    uploaded_at: datetime

    @property
    def reference(self) -> str:
        """How a form field names it."""
        return PREFIX + self.sha256


def put(
    connection: psycopg.Connection[Any],
    content: Iterable[bytes],
    name: str,
    media_type: str,
    person: str,
    limits: AttachmentLimits = AttachmentLimits(),
) -> Attachment:
    """Keep the content; the same content again is kept once.

    Raises: AttachmentTypeNotAllowed, AttachmentTooLarge, UnusableText.
    """
    name = PurePath(usable_text(name, "name").replace("\\", "/")).name[:LONGEST_NAME] or "file"
    endings, beginnings = TYPES.get(media_type, ((), ()))
    if media_type not in limits.media_types or not name.lower().endswith(endings):
        raise AttachmentTypeNotAllowed(name, media_type)
    with connection.transaction():
        connection.execute(
            "create temporary table if not exists upload"
            " (position int primary key, content bytea) on commit delete rows"
        )
        digest, size = hashlib.sha256(), 0
        for position, chunk in enumerate(_chunks(content)):
            if position == 0 and beginnings and not chunk.startswith(beginnings):
                raise AttachmentTypeNotAllowed(name, media_type)
            size += len(chunk)
            if size > limits.largest_bytes:
                raise AttachmentTooLarge(name, limits.largest_bytes)
            digest.update(chunk)
            connection.execute("insert into upload values (%s, %s)", (position, chunk))
        sha256 = digest.hexdigest()
        made = connection.execute(
            "insert into engine.attachment (sha256, size_bytes, stored_at)"
            " values (%s, %s, clock_timestamp()) on conflict do nothing returning sha256",
            (sha256, size),
        ).fetchone()
        if made is not None:
            connection.execute(
                "insert into engine.attachment_chunk (sha256, position, content)"
                " select %s, position, content from upload",
                (sha256,),
            )
        row = connection.execute(
            "insert into engine.attachment_upload (sha256, person, name, media_type, uploaded_at)"
            " values (%s, %s, %s, %s, clock_timestamp()) on conflict (sha256, person) do update"
            " set name = excluded.name, media_type = excluded.media_type,"
            " uploaded_at = excluded.uploaded_at returning uploaded_at",
            (sha256, person, name, media_type),
        ).fetchone()
    assert row is not None
    return Attachment(sha256, name, media_type, size, person, row[0])


def describe(connection: psycopg.Connection[Any], sha256: str) -> Attachment:
    """The newest upload of the content. Raises: AttachmentNotFound."""
    row = connection.execute(
        "select a.sha256, u.name, u.media_type, a.size_bytes, u.person, u.uploaded_at"
        " from engine.attachment a join engine.attachment_upload u on u.sha256 = a.sha256"
        " where a.sha256 = %s order by u.uploaded_at desc limit 1",
        (sha256.removeprefix(PREFIX),),
    ).fetchone()
    if row is None:
        raise AttachmentNotFound(sha256)
    return Attachment(*row)


def read(connection: psycopg.Connection[Any], sha256: str) -> Iterator[bytes]:
    """The content, chunk by chunk. Raises: AttachmentNotFound."""
    sha256 = sha256.removeprefix(PREFIX)
    position = 0
    while True:
        row = connection.execute(
            "select content from engine.attachment_chunk where sha256 = %s and position = %s",
            (sha256, position),
        ).fetchone()
        if row is None:
            break
        yield bytes(row[0])
        position += 1
    if not position and not _is_known(connection, sha256):
        raise AttachmentNotFound(sha256)


def users_of(connection: psycopg.Connection[Any], sha256: str) -> tuple[list[str], list[Any]]:
    """Who uploaded it and which cases use it: they decide who may read it."""
    sha256 = sha256.removeprefix(PREFIX)
    persons = connection.execute(
        "select person from engine.attachment_upload where sha256 = %s order by person", (sha256,)
    ).fetchall()
    cases = connection.execute(
        "select case_id from engine.attachment_use where sha256 = %s order by case_id", (sha256,)
    ).fetchall()
    return [person for (person,) in persons], [case_id for (case_id,) in cases]


def sweep(
    connection: psycopg.Connection[Any],
    limits: AttachmentLimits = AttachmentLimits(),
) -> int:
    """Remove what no case uses and nobody uploaded lately; how many that were."""
    with connection.transaction():
        gone = [
            row[0]
            for row in connection.execute(
                "select a.sha256 from engine.attachment a where not exists (select from"
                " engine.attachment_use u where u.sha256 = a.sha256) and not exists (select from"
                " engine.attachment_upload u where u.sha256 = a.sha256 and"
                " u.uploaded_at > clock_timestamp() - %s) for update skip locked",
                (limits.unused_for,),
            )
        ]
        for table in ("attachment_chunk", "attachment_upload", "attachment"):
            connection.execute(
                f"delete from engine.{table} where sha256 = any(%s)".encode(),  # noqa: S608
                (gone,),
            )
    return len(gone)


def _is_known(connection: psycopg.Connection[Any], sha256: str) -> bool:
    found = connection.execute("select from engine.attachment where sha256 = %s", (sha256,))
    return found.fetchone() is not None


def _chunks(content: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of exactly one chunk, the last one shorter."""
    buffer = bytearray()
    for piece in content:
        buffer += piece
        while len(buffer) >= CHUNK_BYTES:
            yield bytes(buffer[:CHUNK_BYTES])
            del buffer[:CHUNK_BYTES]
    if buffer:
        yield bytes(buffer)
