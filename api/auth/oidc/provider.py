"""The provider's own description of itself (discovery) and its keys, kept for a while."""

import threading
import time
from collections.abc import Mapping
from typing import Any

import httpx
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from api.auth.oidc.errors import ProviderUnreachable

KEPT_SECONDS = 600.0
#: Keys are asked for again before that only when a token names an unknown one, and this rarely.
KEYS_AGAIN_SECONDS = 15.0
TIMEOUT_SECONDS = 10.0
LONGEST_ANSWER = 1_000_000  #: bytes

ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class Provider:
    """One issuer. Source: OpenID Connect Discovery 1.0, clauses 3 and 4."""

    def __init__(self, issuer: str, http: httpx.Client | None = None) -> None:
        self.issuer = issuer
        self.http = http or httpx.Client(timeout=TIMEOUT_SECONDS, follow_redirects=False)
        self._lock = threading.Lock()
        self._description: Mapping[str, Any] | None = None
        self._described_at = 0.0
        self._keys: KeySet | None = None
        self._keys_at = 0.0

    def describe(self) -> Mapping[str, Any]:
        """The discovery document. Raises: ProviderUnreachable."""
        with self._lock:
            if self._description is None or _is_older(self._described_at, KEPT_SECONDS):
                self._description = self._discover()
                self._described_at = time.monotonic()
            return self._description

    def keys(self, *, again: bool = False) -> KeySet:
        """The keys that sign ID tokens; `again` after one that is not among them.

        Raises: ProviderUnreachable.
        """
        address = self.describe()["jwks_uri"]
        with self._lock:
            kept = KEYS_AGAIN_SECONDS if again else KEPT_SECONDS
            if self._keys is None or _is_older(self._keys_at, kept):
                try:
                    self._keys = KeySet.import_key_set(self._get(address))  # type: ignore[arg-type]
                except (JoseError, ValueError, KeyError, TypeError) as wrong:
                    raise ProviderUnreachable("its keys cannot be read") from wrong
                self._keys_at = time.monotonic()
            return self._keys

    def close(self) -> None:
        self.http.close()

    def _discover(self) -> Mapping[str, Any]:
        found = self._get(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
        if found.get("issuer") != self.issuer:
            raise ProviderUnreachable("its description names another issuer")
        for name in ENDPOINTS:
            address = found.get(name)
            if not isinstance(address, str) or not is_safe_address(address):
                raise ProviderUnreachable(f"its description has no usable {name}")
        methods = found.get("code_challenge_methods_supported")
        if methods is not None and "S256" not in methods:
            raise ProviderUnreachable("it does not know PKCE with S256")
        return found

    def _get(self, address: str) -> Mapping[str, Any]:
        return answer_of(self.http, "GET", address)


def answer_of(http: httpx.Client, method: str, address: str, **options: Any) -> Mapping[str, Any]:
    """A JSON object with status 200. Raises: ProviderUnreachable."""
    try:
        with http.stream(method, address, **options) as answer:
            content = b""
            for part in answer.iter_bytes():
                content += part
                if len(content) > LONGEST_ANSWER:
                    raise ProviderUnreachable("its answer is too long")
            status = answer.status_code
    except httpx.HTTPError as wrong:
        raise ProviderUnreachable(type(wrong).__name__) from wrong
    return read_object(status, content)


def read_object(status: int, content: bytes) -> Mapping[str, Any]:
    """Raises: ProviderUnreachable."""
    try:
        found = httpx.Response(status, content=content).json()
    except ValueError as wrong:
        raise ProviderUnreachable(f"status {status} without JSON") from wrong
    if status != 200 or not isinstance(found, dict):
        error = found.get("error") if isinstance(found, dict) else None
        raise ProviderUnreachable(f"status {status} {str(error or '')[:60]}".strip())
    return found


def is_safe_address(address: str) -> bool:
    """https anywhere; plain http on this machine only."""
    url = httpx.URL(address)
    local = url.host in ("localhost", "127.0.0.1", "::1")
    return bool(url.host) and (url.scheme == "https" or (url.scheme == "http" and local))


def _is_older(moment: float, seconds: float) -> bool:
    return time.monotonic() - moment >= seconds
