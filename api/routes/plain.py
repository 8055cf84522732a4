"""Tasks and deadlines without script 简易页, for browsers that the workspaces do not run in."""

from typing import Annotated, Literal
from urllib.parse import parse_qs

from fastapi import APIRouter, Body, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from api.auth import cookies
from api.auth.errors import ForeignOrigin, NoSession
from api.auth.origin import check_origin
from api.auth.who import signed_in
from api.plain_tasks import ADDRESS, MOST, sign_in_page, tasks_page
from api.problems import language_of
from api.routes.sessions import open_session
from api.state import CurrentSettings, People, Reader
from engine.errors import Declined
from engine.people import sessions
from engine.reads import inbox
from engine.reads.clock import now

router = APIRouter(prefix="/plain", include_in_schema=False)
Language = Annotated[Literal["zh", "en"] | None, Query()]
Form = Annotated[bytes, Body(media_type="application/x-www-form-urlencoded")]
NOT_KEPT = {"Cache-Control": "private, no-store"}
SEE = 303


@router.get("/tasks")
def show_tasks(request: Request, language: Language = None) -> Response:
    """What is open for whoever is signed in; else the way to sign in."""
    words = language or language_of(request)
    try:
        person = signed_in(request)
    except NoSession:
        return HTMLResponse(sign_in_page(words), headers=NOT_KEPT)
    reads = Reader(request, person)
    with reads.open() as (connection, viewer):
        moment = now(connection)
        found = inbox.list_tasks(connection, viewer, inbox.Box.OPEN, limit=MOST)
    listing = reads.listing(moment)
    name = person.name_zh if words == "zh" else person.name_en
    rows = [listing.row(each) for each in found.rows]
    return HTMLResponse(tasks_page(rows, name, moment, words), headers=NOT_KEPT)


@router.post("/sign-in")
def sign_in_plainly(
    given: Form,
    request: Request,
    settings: CurrentSettings,
    people: People,
    language: Language = None,
) -> Response:
    """Name and password as a form sends them."""
    words = language or language_of(request)
    fields = parse_qs(given.decode("utf-8", "replace"), max_num_fields=10)
    user, password = (fields.get(name, [""])[0] for name in ("user", "password"))
    answer = RedirectResponse(f"{ADDRESS}?language={words}", SEE, headers=NOT_KEPT)
    try:
        open_session(user, password, request, answer, settings, people)
    except Declined as declined:
        said = declined.message_zh if words == "zh" else declined.message_en
        return HTMLResponse(sign_in_page(words, said), 401, headers=NOT_KEPT)
    return answer


@router.post("/sign-out")
def sign_out_plainly(
    request: Request, settings: CurrentSettings, people: People, language: Language = None
) -> Response:
    """End the session, from a form."""
    words = language or language_of(request)
    answer = RedirectResponse(f"{ADDRESS}?language={words}", SEE, headers=NOT_KEPT)
    try:
        check_origin(request, settings.allowed_origins)
        person = signed_in(request)
    except (NoSession, ForeignOrigin):
        return answer
    if person.session is not None:
        with people.transaction() as session:
            sessions.revoke_session(session, person.id, str(person.session))
    cookies.take(answer, settings)
    return answer
