"""Sign in with the identity provider (OpenID Connect): the browser goes there and comes back."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, status
from fastapi.responses import RedirectResponse

from api.auth import cookies
from api.auth.oidc.errors import OidcNotConfigured
from api.auth.oidc.flow import Answer, OidcFlow, problem_address
from api.auth.oidc.return_address import SIGN_IN_PAGE, safe_return
from api.problems import language_of
from api.routes.sessions import address_of, replace_session
from api.schemas.sessions import ProviderOut, SignInMethodsOut, TextsOut
from api.settings import Settings
from api.state import CurrentSettings, People
from engine.errors import Declined
from engine.people import sessions
from engine.people.login_limit import LoginLimits, reserve_beginning
from engine.people.sign_in_attempts import LASTS
from engine.people.transactions import PeopleDatabase

router = APIRouter(prefix="/sign-in", tags=["sessions"])
CALLBACK = "/sign-in/oidc/callback"
REDIRECTS: dict[int | str, dict[str, Any]] = {
    303: {"description": "to the provider, to a page of ours, or to the sign-in page"}
}
Text = Annotated[str, Query(max_length=4_000)]


@router.get("/methods")
def sign_in_methods(settings: CurrentSettings) -> SignInMethodsOut:
    """Which ways of signing in there are (登录方式), for the sign-in page."""
    label = TextsOut(zh=settings.oidc_label_zh, en=settings.oidc_label_en)
    provider = ProviderOut(label=label, address="/sign-in/oidc") if settings.oidc else None
    return SignInMethodsOut(local=settings.local_sign_in, provider=provider)


@router.get(
    "/oidc",
    status_code=status.HTTP_303_SEE_OTHER,
    response_class=RedirectResponse,
    responses=REDIRECTS,
)
def begin_oidc(
    request: Request, settings: CurrentSettings, people: People, return_to: Text = ""
) -> RedirectResponse:
    """Send the browser to the provider; `return_to` is the page of ours it shall end at."""
    try:
        flow = flow_of(request)
        may_begin(request, settings, people)
        address, secret = flow.begin(
            people, callback_address(request, settings), return_to, language_of(request)
        )
    except Declined as declined:
        return failed(declined, return_to)
    response = see_other(address)
    cookies.give_attempt(response, settings, secret, LASTS)
    return response


@router.get(
    "/oidc/callback",
    status_code=status.HTTP_303_SEE_OTHER,
    response_class=RedirectResponse,
    responses=REDIRECTS,
)
def finish_oidc(
    request: Request,
    settings: CurrentSettings,
    people: People,
    state: Text = "",
    code: Text = "",
    error: Text = "",
    iss: Text = "",
) -> RedirectResponse:
    """Here the provider sends the browser back to; opens the session."""
    try:
        person, attempt = flow_of(request).finish(
            people,
            callback_address(request, settings),
            Answer(state, code, error, iss),
            cookies.attempt(request, settings),
        )
    except Declined as declined:
        response = failed(declined, "")
        cookies.take_attempt(response, settings)
        return response
    with people.transaction() as session:
        secret, _ = sessions.open_session(
            session,
            person,
            address_of(request, settings.trusted_proxies),
            request.headers.get("user-agent", ""),
            settings.session_lasts,
        )
    replace_session(request, settings, people)
    response = see_other(attempt.return_to)
    cookies.give(response, settings, secret, settings.session_lasts)
    cookies.take_attempt(response, settings)
    return response


def flow_of(request: Request) -> OidcFlow:
    """Raises: OidcNotConfigured."""
    flow: OidcFlow | None = request.app.state.oidc
    if flow is None:
        raise OidcNotConfigured
    return flow


def may_begin(request: Request, settings: Settings, people: PeopleDatabase) -> None:
    """Raises: TooManySignIns."""
    limits = LoginLimits(
        settings.sign_ins_per_person, settings.sign_ins_per_address, settings.sign_in_window
    )
    with people.transaction() as session:
        refused = reserve_beginning(session, limits, address_of(request, settings.trusted_proxies))
    if refused:
        raise refused


def callback_address(request: Request, settings: Settings) -> str:
    base = settings.public_url or str(request.base_url)
    return base.rstrip("/") + CALLBACK


def failed(declined: Declined, return_to: str) -> RedirectResponse:
    """Back to the sign-in page, which says why in the reader's language."""
    return see_other(problem_address(SIGN_IN_PAGE, declined.problem(), safe_return(return_to)))


def see_other(address: str) -> RedirectResponse:
    headers = {"Cache-Control": "no-store"}
    return RedirectResponse(address, status.HTTP_303_SEE_OTHER, headers)
