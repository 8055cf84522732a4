"""Begin a sign-in with the provider and finish it when the browser comes back."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from api.auth.oidc.errors import IdTokenUntrusted, ProviderRefused, SignInStale
from api.auth.oidc.id_token import trusted_claims
from api.auth.oidc.provider import Provider, answer_of
from api.auth.oidc.return_address import safe_return
from api.auth.oidc.settings import OidcSettings
from engine.people import sign_in_attempts
from engine.people.external_identities import Identified, person_of
from engine.people.sign_in_attempts import Attempt
from engine.people.transactions import PeopleDatabase

FORM = "application/x-www-form-urlencoded;charset=UTF-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """The query of the redirect back to us."""

    state: str = ""
    code: str = ""
    error: str = ""
    issuer: str = ""  #: RFC 9207; many providers leave it out


class OidcFlow:
    """Sign-ins with one provider."""

    def __init__(self, settings: OidcSettings, provider: Provider | None = None) -> None:
        self.settings = settings
        self.provider = provider or Provider(settings.issuer)

    def begin(
        self, people: PeopleDatabase, redirect_uri: str, return_to: str | None, language: str
    ) -> tuple[str, str]:
        """Where to send the browser, and the secret it keeps meanwhile.

        Raises: ProviderUnreachable.
        """
        description = self.provider.describe()
        with people.transaction() as session:
            attempt, browser = sign_in_attempts.begin(session, safe_return(return_to))
        address = prepare_grant_uri(
            description["authorization_endpoint"],
            client_id=self.settings.client_id,
            response_type="code",
            redirect_uri=redirect_uri,
            scope=self.settings.scope,
            state=attempt.state,
            nonce=attempt.nonce,
            code_challenge=create_s256_code_challenge(attempt.code_verifier),
            code_challenge_method="S256",
            ui_locales="zh-CN en" if language == "zh" else "en zh-CN",
        )
        return address, browser

    def finish(
        self, people: PeopleDatabase, redirect_uri: str, answer: Answer, browser: str
    ) -> tuple[str, Attempt]:
        """The id of the person who signed in, and the attempt (used up now).

        Raises: SignInStale, ProviderRefused, ProviderUnreachable, IdTokenUntrusted,
            PersonNotKnownHere, IdentityTaken.
        """
        with people.transaction() as session:
            attempt = sign_in_attempts.take(session, answer.state, browser)
        if attempt is None:
            raise SignInStale
        if answer.error:
            raise ProviderRefused(answer.error[:100])
        self._check_issuer(answer.issuer)
        claims = trusted_claims(
            self._exchange(answer.code, redirect_uri, attempt.code_verifier).get("id_token"),
            self.provider,
            self.settings.client_id,
            attempt.nonce,
        )
        with people.transaction() as session:
            person = person_of(
                session,
                Identified(
                    self.settings.issuer,
                    claims["sub"],
                    str(claims.get(self.settings.claim) or ""),
                    str(claims.get("name") or ""),
                ),
                add_unknown=not self.settings.refuse_unknown,
            )
        return person, attempt

    def _check_issuer(self, issuer: str) -> None:
        """Source: RFC 9207 (mixing up two providers)."""
        promised = self.provider.describe().get("authorization_response_iss_parameter_supported")
        if (issuer or promised is True) and issuer != self.settings.issuer:
            raise IdTokenUntrusted("the answer comes from another issuer")

    def _exchange(self, code: str, redirect_uri: str, code_verifier: str) -> Any:
        description = self.provider.describe()
        body = prepare_token_request(
            "authorization_code",
            code=code,
            redirect_uri=redirect_uri,
            code_verifier=code_verifier,
        )
        auth = ClientAuth(
            self.settings.client_id, self.settings.client_secret, self._method(description)
        )
        headers = {"Accept": "application/json", "Content-Type": FORM}
        address, headers, body = auth.prepare("POST", description["token_endpoint"], headers, body)
        return answer_of(self.provider.http, "POST", address, headers=headers, content=body)

    def _method(self, description: Any) -> str:
        if not self.settings.client_secret:
            return "none"
        known = description.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        if "client_secret_basic" not in known and "client_secret_post" in known:
            return "client_secret_post"
        return "client_secret_basic"

    def close(self) -> None:
        self.provider.close()


def problem_address(page: str, problem: str, return_to: str) -> str:
    """The sign-in page with the reason why it did not work."""
    return f"{page}?{urlencode({'problem': problem, 'return_to': return_to})}"
