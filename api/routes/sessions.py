"""Sign in, sign out, who am I, one's own sessions and password."""

from datetime import UTC, datetime, timedelta

from fastapi import APIRouter, Request, Response, status

from api.auth import cookies
from api.auth.errors import ForeignOrigin, NoSession, TokenMayNot
from api.auth.origin import check_origin
from api.auth.who import Person, PersonInPerson
from api.problems import problems
from api.schemas.base import Id
from api.schemas.sessions import (
    CurrentSessionOut,
    MembershipOut,
    PasswordIn,
    SessionOut,
    SignInIn,
    WhoOut,
)
from api.settings import Settings
from api.state import CurrentSettings, People
from engine.people import sessions
from engine.people.accounts import hash_password, is_password, stored_hash
from engine.people.administration import set_password
from engine.people.errors import (
    LocalSignInOff,
    PasswordTooWeak,
    SessionNotFound,
    TooManySignIns,
    WrongPassword,
)
from engine.people.login_limit import LoginLimits
from engine.people.signed_in import SignedIn
from engine.people.transactions import PeopleDatabase

router = APIRouter(tags=["sessions"])
SIGNED_IN = problems(NoSession)
CHANGING = (NoSession, ForeignOrigin, TokenMayNot)


@router.post(
    "/sessions",
    status_code=status.HTTP_201_CREATED,
    responses=problems(WrongPassword, TooManySignIns, ForeignOrigin, LocalSignInOff),
)
def sign_in(
    given: SignInIn, request: Request, response: Response, settings: CurrentSettings, people: People
) -> SessionOut:
    """Sign in with name and password (登录); the session comes as a cookie."""
    opened = open_session(given.user, given.password, request, response, settings, people)
    return session_out(opened, opened.id)


def open_session(
    user: str,
    password: str,
    request: Request,
    response: Response,
    settings: Settings,
    people: PeopleDatabase,
) -> sessions.OpenSession:
    """Sign in and give the cookie with the response.

    Raises: ForeignOrigin, LocalSignInOff, WrongPassword, TooManySignIns.
    """
    check_origin(request, settings.allowed_origins)
    if not settings.local_sign_in:
        raise LocalSignInOff
    secret, opened = sessions.sign_in(
        people,
        user,
        password,
        address=address_of(request, settings.trusted_proxies),
        user_agent=request.headers.get("user-agent", ""),
        lasts=settings.session_lasts,
        limits=LoginLimits(
            settings.sign_ins_per_person, settings.sign_ins_per_address, settings.sign_in_window
        ),
    )
    replace_session(request, settings, people)
    cookies.give(response, settings, secret, settings.session_lasts)
    response.headers["Cache-Control"] = "no-store"
    return opened


@router.delete(
    "/sessions/current", status_code=status.HTTP_204_NO_CONTENT, responses=problems(*CHANGING)
)
def sign_out(
    person: PersonInPerson, response: Response, settings: CurrentSettings, people: People
) -> None:
    """Sign out (退出登录): the session ends here and now."""
    with people.transaction() as session:
        sessions.revoke_session(session, person.id, str(person.session))
    cookies.take(response, settings)


@router.get(
    "/sessions/current", responses=problems(NoSession, TokenMayNot, ForeignOrigin, SessionNotFound)
)
def current_session(
    person: PersonInPerson, settings: CurrentSettings, people: People
) -> CurrentSessionOut:
    """This session and how long it lasts: pages warn before its end."""
    with people.transaction() as session:
        found = sessions.current_session(session, str(person.session))
    return current_out(found, settings)


@router.post("/sessions/current/extend", responses=problems(*CHANGING, SessionNotFound))
def extend_session(
    person: PersonInPerson,
    request: Request,
    response: Response,
    settings: CurrentSettings,
    people: People,
) -> CurrentSessionOut:
    """Stay signed in (延长会话): lasts anew from now, up to the longest time from signing in."""
    with people.transaction() as session:
        found = sessions.extend_session(
            session, str(person.session), settings.session_lasts, settings.longest_session
        )
    extended = current_out(found, settings)
    secret = cookies.secret(request, settings)
    if secret is not None:
        cookies.give(response, settings, secret, timedelta(seconds=extended.seconds_left))
    return extended


@router.get("/sessions", responses=SIGNED_IN)
def list_sessions(person: Person, people: People) -> list[SessionOut]:
    """One's own sessions that still live."""
    with people.transaction() as session:
        found = sessions.open_sessions(session, person.id)
    return [session_out(each, person.session) for each in found]


@router.delete(
    "/sessions/{session_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(*CHANGING, SessionNotFound),
)
def end_session(session_id: Id, person: PersonInPerson, people: People) -> None:
    """End one of one's own sessions, say on a lost telephone."""
    with people.transaction() as session:
        sessions.revoke_session(session, person.id, session_id)


@router.get("/me", responses=SIGNED_IN)
def who_am_i(person: Person) -> WhoOut:
    """The signed-in person with organisation, roles and groups (当前用户)."""
    return who_out(person)


@router.put(
    "/me/password",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(*CHANGING, WrongPassword, PasswordTooWeak),
)
def change_password(given: PasswordIn, person: PersonInPerson, people: People) -> None:
    """Change one's own password; every session ends, this one too."""
    with people.transaction() as session:
        stored = stored_hash(session, person.id)
    if not is_password(stored, given.old):
        raise WrongPassword
    new_hash = hash_password(given.new)
    with people.transaction() as session:
        set_password(session, person.id, person.id, new_hash)


def address_of(request: Request, trusted_proxies: int) -> str:
    """The caller's network address; the last hops of X-Forwarded-For only as far as trusted."""
    hops = request.headers.get("x-forwarded-for", "").split(",") if trusted_proxies else []
    if len(hops) >= trusted_proxies > 0:
        return hops[-trusted_proxies].strip()
    return request.client.host if request.client else "unknown"


def replace_session(request: Request, settings: Settings, people: PeopleDatabase) -> None:
    """End the session that the browser came with: the new one takes its place."""
    old = cookies.secret(request, settings)
    if old is not None:
        with people.transaction() as session:
            sessions.end_session_of(session, old)


def current_out(found: sessions.OpenSession, settings: Settings) -> CurrentSessionOut:
    now = datetime.now(UTC)
    latest = found.created_at + settings.longest_session
    return CurrentSessionOut(
        **session_out(found, found.id).model_dump(),
        seconds_left=seconds(found.expires_at - now),
        seconds_left_at_most=seconds(max(latest, found.expires_at) - now),
    )


def seconds(span: timedelta) -> int:
    return max(0, int(span.total_seconds()))


def session_out(found: sessions.OpenSession, present: str | None) -> SessionOut:
    return SessionOut(
        id=found.id,
        created_at=found.created_at,
        expires_at=found.expires_at,
        user_agent=found.user_agent,
        address=found.address,
        present=found.id == present,
    )


def who_out(person: SignedIn) -> WhoOut:
    return WhoOut(
        id=person.id,
        name_zh=person.name_zh,
        name_en=person.name_en,
        organisation=person.organisation,
        area=person.area,
        groups=sorted(person.groups),
        memberships=[
            MembershipOut(role=role, organisation=organisation, kind=kind, area=area)
            for role, organisation, kind, area in person.memberships
        ],
    )
