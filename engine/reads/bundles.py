"""Bundles: what is deployed, what is published, the bytes of its files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from engine.errors import BundleNotFound
from engine.store.tables.bundles import bundle as bundles
from engine.store.tables.bundles import bundle_file, bundle_process


@dataclass(frozen=True, slots=True)
class BundleRow:
    bundle: str  #: content hash
    key: str
    version: int
    state: str  #: draft, published, retired
    title_zh: str
    title_en: str
    deployed_by: str
    deployed_at: datetime
    published_by: str
    published_at: datetime | None


_ROW = select(
    bundles.c.hash.label("bundle"),
    bundles.c.key,
    bundles.c.version,
    bundles.c.state,
    bundles.c.title_zh,
    bundles.c.title_en,
    bundles.c.deployed_by,
    bundles.c.deployed_at,
    bundles.c.published_by,
    bundles.c.published_at,
)


def list_bundles(connection: Connection, *, key: str = "", state: str = "") -> list[BundleRow]:
    """By key, newest version first."""
    query = _ROW.order_by(bundles.c.key, bundles.c.version.desc())
    if key:
        query = query.where(bundles.c.key == key)
    if state:
        query = query.where(bundles.c.state == state)
    return [BundleRow(**row._mapping) for row in connection.execute(query)]


def get_bundle(connection: Connection, bundle: str) -> BundleRow:
    """Raises: BundleNotFound."""
    row = connection.execute(_ROW.where(bundles.c.hash == bundle)).one_or_none()
    if row is None:
        raise BundleNotFound(bundle)
    return BundleRow(**row._mapping)


def bundle_files(connection: Connection, bundle: str) -> dict[str, bytes]:
    """Path → bytes, exactly as uploaded. Raises: BundleNotFound."""
    rows = connection.execute(
        select(bundle_file.c.path, bundle_file.c.content)
        .where(bundle_file.c.bundle == bundle)
        .order_by(bundle_file.c.path)
    )
    files = {path: bytes(content) for path, content in rows}
    if not files:
        raise BundleNotFound(bundle)
    return files


def bundle_of_process(connection: Connection, process: str) -> BundleRow | None:
    """The published bundle that holds the process, else the one published last; None without."""
    row = connection.execute(
        _ROW.join(bundle_process, bundle_process.c.bundle == bundles.c.hash)
        .where(bundle_process.c.process == process, bundles.c.published_at.is_not(None))
        .order_by((bundles.c.state == "published").desc(), bundles.c.published_at.desc())
        .limit(1)
    ).one_or_none()
    return BundleRow(**row._mapping) if row is not None else None
