"""What has to be known about the provider."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OidcSettings:
    """One provider and how its people become ours."""

    issuer: str
    client_id: str
    client_secret: str = ""  #: empty: a public client, which only PKCE protects
    scope: str = "openid profile"
    claim: str = "preferred_username"  #: of the ID token: names the person
    refuse_unknown: bool = True  #: False: somebody new is added, without any role
