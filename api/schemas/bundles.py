"""Bundles: diagrams, tables and forms as deployed."""

from datetime import datetime
from typing import Any

from pydantic import Field

from api.schemas.base import Given, Id, Told


class PublishIn(Given):
    area: Id | None = Field(None, description="of cases that timers and signals start")


class RetireIn(Given):
    """Nothing to say."""


class BundleOut(Told):
    bundle: str = Field(description="content hash")
    key: str
    version: int
    state: str
    title_zh: str
    title_en: str
    deployed_by: str
    deployed_at: datetime
    published_by: str
    published_at: datetime | None
    #: what they are called, in lists; left out for the system and for people long gone
    deployed_by_name: dict[str, str] | None = None
    published_by_name: dict[str, str] | None = None


class BundleViewOut(BundleOut):
    files: list[str]


class BundleDoneOut(Told):
    bundle: str
    key: str
    version: int
    state: str
    warnings: list[dict[str, Any]]


class ProcessOut(Told):
    """A process that the reader may start."""

    process: str
    title_zh: str
    title_en: str
    bundle: str


class StartFormOut(Told):
    process: str
    bundle: str
    title: dict[str, str]
    json_schema: dict[str, Any]
