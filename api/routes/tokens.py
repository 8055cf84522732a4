"""API tokens: make, list and revoke one's own."""

from datetime import timedelta

from fastapi import APIRouter, status

from api.auth.errors import ForeignOrigin, NoSession, TokenMayNot
from api.auth.who import Person, PersonInPerson
from api.problems import problems
from api.schemas.base import Id
from api.schemas.sessions import ApiTokenOut, NewTokenOut, TokenIn
from api.state import CurrentSettings, People
from engine.people import tokens
from engine.people.errors import GroupsNotHeld, TokenNotFound

router = APIRouter(prefix="/tokens", tags=["sessions"])
CHANGING = (NoSession, ForeignOrigin, TokenMayNot)


@router.post("", status_code=status.HTTP_201_CREATED, responses=problems(*CHANGING, GroupsNotHeld))
def create_token(
    given: TokenIn, person: PersonInPerson, settings: CurrentSettings, people: People
) -> NewTokenOut:
    """Make a bearer token for a program (接口令牌), with some of one's own groups."""
    lasts = timedelta(days=min(given.days, settings.longest_token_days))
    with people.transaction() as session:
        secret, made = tokens.create_token(session, person, given.name, given.groups, lasts)
    return NewTokenOut(**token_out(made).model_dump(), secret=secret)


@router.get("", responses=problems(NoSession))
def list_tokens(person: Person, people: People) -> list[ApiTokenOut]:
    """One's own tokens that still work, without their secrets."""
    with people.transaction() as session:
        return [token_out(each) for each in tokens.live_tokens(session, person.id)]


@router.delete(
    "/{token_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(*CHANGING, TokenNotFound),
)
def revoke_token(token_id: Id, person: PersonInPerson, people: People) -> None:
    """End one of one's own tokens at once."""
    with people.transaction() as session:
        tokens.revoke_token(session, person.id, token_id)


def token_out(token: tokens.Token) -> ApiTokenOut:
    return ApiTokenOut(
        id=token.id,
        name=token.name,
        groups=list(token.groups),
        created_at=token.created_at,
        expires_at=token.expires_at,
    )
