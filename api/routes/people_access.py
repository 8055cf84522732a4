"""Sessions, tokens and sight of somebody else, for administrators."""

from typing import Annotated

from fastapi import APIRouter, Query, status

from api.auth.errors import ForeignOrigin, NoSession, RoleMissing, TokenMayNot
from api.auth.sight import sight_of
from api.auth.who import Administrator, AdministratorInPerson
from api.paging import After, BadCursor, Limit, Page, decode, encode
from api.problems import problems
from api.routes.sessions import session_out
from api.schemas.administration import OwnedTokenOut, SightOut
from api.schemas.base import Id, ShortText
from api.schemas.sessions import SessionOut
from api.state import CurrentSettings, People, Reads
from engine.people import administration, sessions, tokens
from engine.people.errors import PersonNotFound, SessionNotFound, TokenNotFound

router = APIRouter(tags=["people"])
READING = (NoSession, RoleMissing, PersonNotFound)
CHANGING = (NoSession, RoleMissing, ForeignOrigin, TokenMayNot)


@router.get("/people/{person_id}/sessions", responses=problems(*READING))
def list_sessions_of(person_id: Id, person: Administrator, people: People) -> list[SessionOut]:
    """Live sessions of somebody."""
    with people.transaction() as session:
        administration.existing_person(session, person_id)
        found = sessions.open_sessions(session, person_id)
    return [session_out(each, person.session) for each in found]


@router.delete(
    "/people/{person_id}/sessions",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(*CHANGING, PersonNotFound),
)
def end_sessions_of(person_id: Id, person: AdministratorInPerson, people: People) -> None:
    """End every session of somebody at once; recorded."""
    with people.transaction() as session:
        administration.existing_person(session, person_id)
        sessions.revoke_all_sessions(session, person_id)
        administration.note(session, person.id, "person.sessions_ended", person_id, {})


@router.delete(
    "/people/{person_id}/sessions/{session_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(*CHANGING, SessionNotFound),
)
def end_session_of(
    person_id: Id, session_id: Id, person: AdministratorInPerson, people: People
) -> None:
    """End one session of somebody at once; recorded."""
    with people.transaction() as session:
        sessions.revoke_session(session, person_id, session_id)
        details = {"session": session_id}
        administration.note(session, person.id, "person.session_ended", person_id, details)


@router.get("/tokens/all", responses=problems(NoSession, RoleMissing, BadCursor))
def list_all_tokens(
    _person: Administrator,
    people: People,
    settings: CurrentSettings,
    person: Annotated[Id | None, Query(description="only those of this person")] = None,
    after: After = None,
    limit: Limit = None,
) -> Page[OwnedTokenOut]:
    """Everybody's tokens that still work, by owner; never their secrets."""
    key = decode(after)
    rows = min(limit or settings.page_size, settings.largest_page)
    with people.transaction() as session:
        found = tokens.all_live_tokens(
            session,
            person=person,
            after=(str(key[0]), str(key[-1])) if key else None,
            limit=rows + 1,
        )
    last = found[rows - 1] if len(found) > rows else None
    following = encode([last[0], last[1].id]) if last else None
    return Page(
        items=[
            OwnedTokenOut(
                person=owner,
                id=token.id,
                name=token.name,
                groups=list(token.groups),
                created_at=token.created_at,
                expires_at=token.expires_at,
            )
            for owner, token in found[:rows]
        ],
        next=following,
    )


@router.delete(
    "/people/{person_id}/tokens/{token_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(*CHANGING, TokenNotFound),
)
def revoke_token_of(
    person_id: Id, token_id: Id, person: AdministratorInPerson, people: People
) -> None:
    """End somebody's token at once; recorded."""
    with people.transaction() as session:
        tokens.revoke_token(session, person_id, token_id)
        details = {"token": token_id}
        administration.note(session, person.id, "token.revoked", person_id, details)


@router.get("/people/{person_id}/sight", responses=problems(*READING))
def get_sight(
    person_id: Id,
    _person: Administrator,
    reads: Reads,
    people: People,
    number: Annotated[
        ShortText | None, Query(description="business number of a case to ask about")
    ] = None,
) -> SightOut:
    """What may somebody see here, and by which rule; asking about a case is recorded."""
    return sight_of(person_id, number, reads, people)
