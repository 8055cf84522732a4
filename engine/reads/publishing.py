"""Requests to publish: which wait for a second person, and who decided what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, func, literal, or_, select

from engine.errors import PublishRequestNotFound
from engine.store.tables.base import Moment
from engine.store.tables.bundles import bundle
from engine.store.tables.publishing import publish_request
from engine.store.tables.workbench import notice_read


@dataclass(frozen=True, slots=True)
class PublishRequest:
    """A request with the version it is about."""

    id: UUID
    bundle: str
    key: str
    version: int
    title_zh: str
    title_en: str
    base: str
    base_version: int | None
    published: str  #: content hash of what is published now; empty: nothing
    area: str
    reason: str
    evidence: Mapping[str, Any]
    state: str
    requested_by: str
    requested_at: datetime
    decided_by: str
    decided_at: datetime | None
    opinion: str


_base = bundle.alias("base")
_published = bundle.alias("published_now")
_ROW = (
    select(
        publish_request.c.id,
        publish_request.c.bundle,
        publish_request.c.key,
        bundle.c.version,
        bundle.c.title_zh,
        bundle.c.title_en,
        publish_request.c.base,
        _base.c.version.label("base_version"),
        _published.c.hash.label("published"),
        publish_request.c.area,
        publish_request.c.reason,
        publish_request.c.evidence,
        publish_request.c.state,
        publish_request.c.requested_by,
        publish_request.c.requested_at,
        publish_request.c.decided_by,
        publish_request.c.decided_at,
        publish_request.c.opinion,
    )
    .join(bundle, bundle.c.hash == publish_request.c.bundle)
    .outerjoin(_base, _base.c.hash == publish_request.c.base)
    .outerjoin(
        _published,
        (_published.c.key == publish_request.c.key) & (_published.c.state == "published"),
    )
)


def list_requests(
    connection: Connection, *, state: str = "", key: str = "", limit: int = 100
) -> list[PublishRequest]:
    """Newest first."""
    query = _ROW.order_by(publish_request.c.requested_at.desc()).limit(limit)
    if state:
        query = query.where(publish_request.c.state == state)
    if key:
        query = query.where(publish_request.c.key == key)
    return [_request(row._mapping) for row in connection.execute(query)]


def requests_for(connection: Connection, reader: str, limit: int = 20) -> list[PublishRequest]:
    """What a designer is told of: requests that wait for their signature, and their own that
    another person decided since they last read their notices. Newest first."""
    until = select(notice_read.c.until).where(notice_read.c.person == reader).scalar_subquery()
    asked = publish_request.c
    waits = and_(asked.state == "open", asked.requested_by != reader)
    decided = and_(
        asked.requested_by == reader,
        asked.state.in_(["published", "refused"]),
        asked.decided_at > func.coalesce(until, literal("-infinity", Moment)),
    )
    newest = func.coalesce(asked.decided_at, asked.requested_at).desc()
    query = _ROW.where(or_(waits, decided)).order_by(newest).limit(limit)
    return [_request(row._mapping) for row in connection.execute(query)]


def get_request(connection: Connection, id: UUID) -> PublishRequest:
    """Raises: PublishRequestNotFound."""
    row = connection.execute(_ROW.where(publish_request.c.id == id)).one_or_none()
    if row is None:
        raise PublishRequestNotFound(str(id))
    return _request(row._mapping)


def _request(row: Mapping[Any, Any]) -> PublishRequest:
    values = dict(row)
    values["published"] = values["published"] or ""
    return PublishRequest(**values)
