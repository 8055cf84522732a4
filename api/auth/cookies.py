"""The session cookie: HttpOnly, SameSite=Lax, Secure, bound to this host by its name."""

from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from api.settings import Settings

SECURE_NAME = "__Host-huiqian"
PLAIN_NAME = "huiqian"  #: only with HUIQIAN_SECURE_COOKIE=false


def name(settings: Settings) -> str:
    return SECURE_NAME if settings.secure_cookie else PLAIN_NAME


def secret(request: Request, settings: Settings) -> str | None:
    return request.cookies.get(name(settings))


def give(response: Response, settings: Settings, session_secret: str, lasts: timedelta) -> None:
    response.set_cookie(
        name(settings),
        session_secret,
        max_age=int(lasts.total_seconds()),
        path="/",
        secure=settings.secure_cookie,
        httponly=True,
        samesite="lax",
    )


def take(response: Response, settings: Settings) -> None:
    response.delete_cookie(
        name(settings), path="/", secure=settings.secure_cookie, httponly=True, samesite="lax"
    )


def _attempt_name(settings: Settings) -> str:
    return f"{name(settings)}-sign-in"


def attempt(request: Request, settings: Settings) -> str:
    """The secret of a sign-in with the provider that this browser began; empty without one."""
    return request.cookies.get(_attempt_name(settings), "")


def give_attempt(response: Response, settings: Settings, secret: str, lasts: timedelta) -> None:
    """Lax: it has to come along when the provider sends the browser back."""
    response.set_cookie(
        _attempt_name(settings),
        secret,
        max_age=int(lasts.total_seconds()),
        path="/",
        secure=settings.secure_cookie,
        httponly=True,
        samesite="lax",
    )


def take_attempt(response: Response, settings: Settings) -> None:
    response.delete_cookie(
        _attempt_name(settings),
        path="/",
        secure=settings.secure_cookie,
        httponly=True,
        samesite="lax",
    )
