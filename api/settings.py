"""Every setting and limit, from `HUIQIAN_…` variables (and `DATABASE_URL`)."""

from datetime import timedelta
from pathlib import Path
from typing import Self

from pydantic import AliasChoices, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.auth.oidc.provider import is_safe_address
from api.auth.oidc.settings import OidcSettings
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
    #: the built pages (`./dev web`); where they are missing, /app/ says so
    pages: Path = Path(__file__).parents[1] / "web" / "dist"
    #: origins besides our own that may send cookies with a change, e.g. a separate web server
    allowed_origins: frozenset[str] = frozenset()
    #: False only for plain HTTP away from localhost: the cookie then lacks Secure and __Host-
    secure_cookie: bool = True
    #: processes that only holders of a role may start; others: applicants and bureau staff
    starters: dict[str, frozenset[str]] = {"register_import": frozenset({"register_keeper"})}
    #: a person publishes only what another designer signs; False: each designer alone
    four_eyes_publishing: bool = True
    session_hours: int = Field(12, ge=1, le=24 * 30)
    #: a session that is extended ends at the latest this long after signing in
    longest_session_hours: int = Field(24, ge=1, le=24 * 30)
    local_sign_in: bool = True  #: False: only the identity provider signs people in
    longest_token_days: int = Field(366, ge=1)
    #: how many proxies in front write X-Forwarded-For; 0: trust none, use the peer's address
    trusted_proxies: int = Field(0, ge=0, le=5)

    sign_ins_per_person: int = Field(10, ge=1)  #: failures per window
    sign_ins_per_address: int = Field(100, ge=1)
    sign_in_window_minutes: int = Field(10, ge=1)

    #: address under which browsers reach us, e.g. https://huiqian.example; empty: as asked
    public_url: str = ""
    #: identity provider (OpenID Connect); empty: local accounts only
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")  #: empty: a public client
    oidc_label_zh: str = "统一身份认证"  #: on the button of the sign-in page
    oidc_label_en: str = "Single sign-on"
    oidc_scope: str = "openid profile"
    oidc_claim: str = "preferred_username"  #: the claim that names the person
    #: False: somebody whom the provider knows and we do not is added, without any role
    oidc_refuse_unknown: bool = True

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
    #: how often an event stream shows that it lives, and looks whether its session still does
    event_beat_seconds: float = Field(10, gt=0, le=60)
    threads: int = Field(40, ge=1, le=1_000)  #: requests served at the same time
    connections: int = Field(20, ge=2, le=1_000)  #: of this process to the database

    @property
    def session_lasts(self) -> timedelta:
        return timedelta(hours=self.session_hours)

    @property
    def sign_in_window(self) -> timedelta:
        return timedelta(minutes=self.sign_in_window_minutes)

    @property
    def longest_session(self) -> timedelta:
        """From signing in to the end that no extension passes."""
        return max(timedelta(hours=self.longest_session_hours), self.session_lasts)

    @property
    def oidc(self) -> OidcSettings | None:
        """The identity provider; None where none is set up."""
        if not self.oidc_issuer:
            return None
        return OidcSettings(
            self.oidc_issuer,
            self.oidc_client_id,
            self.oidc_client_secret.get_secret_value(),
            self.oidc_scope,
            self.oidc_claim,
            self.oidc_refuse_unknown,
        )

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if self.oidc_issuer and not self.oidc_client_id:
            raise ValueError("HUIQIAN_OIDC_ISSUER needs HUIQIAN_OIDC_CLIENT_ID")
        if self.oidc_issuer and not is_safe_address(self.oidc_issuer):
            raise ValueError("HUIQIAN_OIDC_ISSUER has to be an https address")
        if self.oidc_issuer and "openid" not in self.oidc_scope.split():
            raise ValueError("HUIQIAN_OIDC_SCOPE has to hold openid")
        if not self.oidc_issuer and not self.local_sign_in:
            raise ValueError("HUIQIAN_LOCAL_SIGN_IN=false needs HUIQIAN_OIDC_ISSUER")
        return self
