"""Who is asking, and may they: the dependencies every route declares.

Deny by default: a route without one of these fails the access test, which is generated from the
OpenAPI document against a written table.
"""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import APIKeyCookie, HTTPBearer

from api.auth import cookies
from api.auth.errors import NoSession, RoleMissing, TokenMayNot
from api.auth.origin import check_origin
from api.settings import Settings
from engine.people.signed_in import SignedIn

# Only for the OpenAPI document: they read the same places as `signed_in` does.
_cookie_scheme = APIKeyCookie(name=cookies.SECURE_NAME, scheme_name="session", auto_error=False)
_bearer_scheme = HTTPBearer(scheme_name="token", auto_error=False)


def signed_in(
    request: Request,
    _cookie: Annotated[str | None, Depends(_cookie_scheme)] = None,
    _bearer: Annotated[object, Depends(_bearer_scheme)] = None,
) -> SignedIn:
    """The person behind the bearer token or the session cookie; a token is taken first.

    Raises: NoSession, ForeignOrigin.
    """
    settings: Settings = request.app.state.settings
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        found = request.app.state.identity.by_token(bearer.strip())
    else:
        secret = cookies.secret(request, settings)
        if secret is not None:
            check_origin(request, settings.allowed_origins)
        found = request.app.state.identity.by_session(secret) if secret else None
    if found is None:
        raise NoSession
    request.state.person = found.id  # for the log line of the request
    return found


async def in_person(person: Annotated[SignedIn, Depends(signed_in)]) -> SignedIn:
    """Somebody with a session: tokens may not make tokens or change passwords.

    Raises: TokenMayNot.
    """
    if person.session is None:
        raise TokenMayNot
    return person


def holder_of(*roles: str) -> Callable[[SignedIn], Awaitable[SignedIn]]:
    """A dependency that lets holders of one of the roles pass.

    Raises: RoleMissing.
    """

    async def check(person: Annotated[SignedIn, Depends(signed_in)]) -> SignedIn:
        if person.roles.isdisjoint(roles):
            raise RoleMissing(roles)
        return person

    return check


async def _administrator_in_person(
    person: Annotated[SignedIn, Depends(holder_of("system_admin"))],
) -> SignedIn:
    """Raises: RoleMissing, TokenMayNot."""
    return await in_person(person)


Person = Annotated[SignedIn, Depends(signed_in)]
PersonInPerson = Annotated[SignedIn, Depends(in_person)]
Administrator = Annotated[SignedIn, Depends(holder_of("system_admin"))]
AdministratorInPerson = Annotated[SignedIn, Depends(_administrator_in_person)]
Designer = Annotated[SignedIn, Depends(holder_of("process_designer"))]
DesignerOrAuditor = Annotated[
    SignedIn, Depends(holder_of("process_designer", "auditor", "third_party_auditor"))
]
CaseOperator = Annotated[SignedIn, Depends(holder_of("case_operator"))]
Operator = Annotated[SignedIn, Depends(holder_of("case_operator", "system_admin"))]
Auditor = Annotated[SignedIn, Depends(holder_of("auditor", "third_party_auditor"))]
ClockMover = Annotated[SignedIn, Depends(holder_of("system_admin", "case_operator"))]
#: Auditors, and heads of bureaus for what their bureau takes part in.
Overseer = Annotated[
    SignedIn, Depends(holder_of("auditor", "third_party_auditor", "bureau_head", "section_chief"))
]
