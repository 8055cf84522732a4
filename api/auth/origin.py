"""A change that comes with a cookie must come from our own pages (CSRF).

SameSite=Lax on the cookie, this check of Origin, and JSON-only bodies stand behind each other.
"""

from urllib.parse import urlsplit

from starlette.requests import Request

from api.auth.errors import ForeignOrigin

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def check_origin(request: Request, allowed: frozenset[str]) -> None:
    """Programs send neither header; browsers always send one of them with a change.

    Raises: ForeignOrigin.
    """
    if request.method in SAFE:
        return
    origin = request.headers.get("origin")
    if origin is not None:
        if origin in allowed or urlsplit(origin).netloc == request.headers.get("host"):
            return
        raise ForeignOrigin(origin)
    if request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        raise ForeignOrigin("unknown")
