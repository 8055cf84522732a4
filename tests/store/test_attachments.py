"""Attachments: kept once by content, limited, swept when no case uses them."""

from datetime import timedelta

import pytest

from engine.errors import AttachmentNotFound, AttachmentTooLarge, AttachmentTypeNotAllowed
from engine.store import attachments
from engine.store.attachments import AttachmentLimits
from tests.dsl.office import Office
from tests.dsl.process import process


def test_should_give_back_the_same_bytes_and_keep_them_once(office: Office):
    # given
    content = b"%PDF-" + bytes(range(256)) * 10_000
    with office.engine.pool.connection() as connection:
        # when
        kept = attachments.put(connection, [content], "a.pdf", "application/pdf", "chen")
        again = attachments.put(connection, [content], "b.pdf", "application/pdf", "li")
        # then
        assert kept.reference == again.reference
        assert b"".join(attachments.read(connection, kept.reference)) == content
        assert attachments.describe(connection, kept.sha256).name == "b.pdf"
    assert office.sql("select count(*) from engine.attachment_chunk") == [(3,)]


@pytest.mark.parametrize(
    ("name", "media_type", "content"),
    [
        ("a.exe", "application/x-msdownload", b"MZ"),
        ("a.pdf", "application/pdf", b"<script>"),
        ("a.html", "application/pdf", b"%PDF-"),
    ],
)
def test_should_decline_other_types(office: Office, name: str, media_type: str, content: bytes):
    with office.engine.pool.connection() as connection, pytest.raises(AttachmentTypeNotAllowed):
        attachments.put(connection, [content], name, media_type, "chen")


def test_should_keep_nothing_of_what_is_too_large(office: Office):
    # given
    limits = AttachmentLimits(largest_bytes=1000)
    # when
    with office.engine.pool.connection() as connection, pytest.raises(AttachmentTooLarge):
        attachments.put(connection, [b"x" * 1001], "a.txt", "text/plain", "chen", limits)
    # then
    assert office.sql("select count(*) from engine.attachment") == [(0,)]


def test_should_sweep_what_no_case_uses(office: Office):
    # given
    at_once = AttachmentLimits(unused_for=timedelta(0))
    form = """{"id": "start", "title": {"zh": "申请", "en": "Application"},
      "schema": {"type": "object", "properties": {
        "roster": {"type": "string", "x-label": {"zh": "名单", "en": "Roster"}}}}}"""
    with office.engine.pool.connection() as connection:
        used = attachments.put(connection, [b"a,b"], "a.csv", "text/csv", "chen")
        unused = attachments.put(connection, [b"c,d"], "b.csv", "text/csv", "chen")
    drawn = process("p").start().user_task("review", users="li").end()
    case = office.start(
        drawn.with_file("forms/start.json", form), values={"roster": used.reference}
    )
    with office.engine.pool.connection() as connection:
        # when
        swept = attachments.sweep(connection, at_once)
        # then
        assert swept == 1
        assert attachments.users_of(connection, used.sha256) == (["chen"], [case.id])
        with pytest.raises(AttachmentNotFound):
            list(attachments.read(connection, unused.sha256))
