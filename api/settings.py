"""Every setting and limit, from `HUIQIAN_…` variables (and `DATABASE_URL`)."""

from datetime import timedelta
from pathlib import Path

from pydantic import AliasChoices, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from engine.store.attachments import TYPES


class Settings(BaseSettings):
    """One value object per process; `HUIQIAN_PORT=9000` sets `port`."""

    model_config = SettingsConfigDict(env_prefix="HUIQIAN_", frozen=True, populate_by_name=True)

    #: PostgreSQL to use; empty: an embedded one under `home`
    database_url: str = Field(
        "", validation_alias=AliasChoices("HUIQIAN_DATABASE_URL", "DATABASE_URL")
    )
    home: Path = Path(".huiqian")  #: where the embedded PostgreSQL lives
    host: str = "127.0.0.1"
    port: int = Field(8600, ge=0, le=65535)  #: 0: any free one
    bundles: Path = Path("bpmn")  #: folder of bundles that `--demo` deploys
    #: origins besides our own that may send cookies with a change, e.g. a separate web server
    allowed_origins: frozenset[str] = frozenset()
    #: False only for plain HTTP away from localhost: the cookie then lacks Secure and __Host-
    secure_cookie: bool = True
    #: processes that only holders of a role may start; others: applicants and bureau staff
    starters: dict[str, frozenset[str]] = {"register_import": frozenset({"register_keeper"})}
    session_hours: int = Field(12, ge=1, le=24 * 30)
    longest_token_days: int = Field(366, ge=1)
    #: how many proxies in front write X-Forwarded-For; 0: trust none, use the peer's address
    trusted_proxies: int = Field(0, ge=0, le=5)

    sign_ins_per_person: int = Field(10, ge=1)  #: failures per window
    sign_ins_per_address: int = Field(100, ge=1)
    sign_in_window_minutes: int = Field(10, ge=1)

    json_body_bytes: int = Field(1_000_000, ge=1_000)
    bundle_bytes: int = Field(20_000_000, ge=1_000)  #: packed
    bundle_unpacked_bytes: int = Field(60_000_000, ge=1_000)
    bundle_files: int = Field(500, ge=1)
    attachment_bytes: int = Field(20 * 1024 * 1024, ge=1_000)
    #: media types of attachments that are taken; files must also look like what they claim to be
    attachment_types: frozenset[str] = frozenset(TYPES)
    roster_bytes: int = Field(10_000_000, ge=1_000)
    page_size: int = Field(50, ge=1)  #: rows of a list when the caller does not say
    largest_page: int = Field(200, ge=1)
    threads: int = Field(40, ge=1, le=1_000)  #: requests served at the same time
    connections: int = Field(20, ge=2, le=1_000)  #: of this process to the database

    @property
    def session_lasts(self) -> timedelta:
        return timedelta(hours=self.session_hours)

    @property
    def sign_in_window(self) -> timedelta:
        return timedelta(minutes=self.sign_in_window_minutes)
