"""Is the ID token right? Signature, issuer, audience, times, nonce.

Source: OpenID Connect Core 1.0, clause 3.1.3.7.
"""

import hmac
import time
from collections.abc import Mapping
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from api.auth.oidc.errors import IdTokenUntrusted
from api.auth.oidc.provider import Provider

#: Signatures with a public key only: a shared secret proves less, "none" nothing.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
CLOCKS_DIFFER_SECONDS = 60
OLDEST_SECONDS = 600  #: a token that was made long before this sign-in is not its answer


def trusted_claims(
    token: object, provider: Provider, client_id: str, nonce: str
) -> Mapping[str, Any]:
    """The claims of a token that proves who signed in. Raises: IdTokenUntrusted."""
    if not isinstance(token, str):
        raise IdTokenUntrusted("there is no ID token")
    try:
        claims = _verified(token, provider.keys())
    except IdTokenUntrusted:  # the provider may have changed its keys
        claims = _verified(token, provider.keys(again=True))
    _check(claims, provider.issuer, client_id, nonce)
    return claims


def _verified(token: str, keys: KeySet) -> Mapping[str, Any]:
    try:
        return dict(jwt.decode(token, keys, algorithms=ALGORITHMS).claims)
    except (JoseError, ValueError, KeyError, TypeError) as wrong:
        raise IdTokenUntrusted("its signature does not fit") from wrong


def _check(claims: Mapping[str, Any], issuer: str, client_id: str, nonce: str) -> None:
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    party = claims.get("azp")
    if claims.get("iss") != issuer:
        raise IdTokenUntrusted("it comes from another issuer")
    if client_id not in audiences:
        raise IdTokenUntrusted("it is meant for another application")
    if (party is not None or len(audiences) > 1) and party != client_id:
        raise IdTokenUntrusted("it was given to another application")
    if not isinstance(claims.get("sub"), str) or not claims["sub"]:
        raise IdTokenUntrusted("it names nobody")
    _check_times(claims)
    given = claims.get("nonce")
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(), nonce.encode()):
        raise IdTokenUntrusted("it answers another sign-in (nonce)")


def _check_times(claims: Mapping[str, Any]) -> None:
    now = time.time()
    expires, made, begins = (_moment(claims, name) for name in ("exp", "iat", "nbf"))
    if expires is None or expires + CLOCKS_DIFFER_SECONDS <= now:
        raise IdTokenUntrusted("it has expired")
    if made is None or made - CLOCKS_DIFFER_SECONDS > now:
        raise IdTokenUntrusted("it comes from the future")
    if made + OLDEST_SECONDS <= now:
        raise IdTokenUntrusted("it is too old")
    if begins is not None and begins - CLOCKS_DIFFER_SECONDS > now:
        raise IdTokenUntrusted("it does not hold yet")


def _moment(claims: Mapping[str, Any], name: str) -> float | None:
    value = claims.get(name)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and value is not None else None
