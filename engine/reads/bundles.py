"""Bundles: what is deployed, what is published, the bytes of its files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection


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


def list_bundles(connection: Connection, *, key: str = "", state: str = "") -> list[BundleRow]:
    """By key, newest version first."""
    raise NotImplementedError


def get_bundle(connection: Connection, bundle: str) -> BundleRow:
    """Raises: BundleNotFound."""
    raise NotImplementedError


def bundle_files(connection: Connection, bundle: str) -> dict[str, bytes]:
    """Path → bytes, exactly as uploaded. Raises: BundleNotFound."""
    raise NotImplementedError
