"""The history of people and settings, for administrators."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.auth.errors import NoSession, RoleMissing
from api.auth.who import Administrator
from api.paging import After, BadCursor, Limit, Page, decode, encode
from api.problems import problems
from api.schemas.administration import RecordedChangeOut
from api.schemas.base import ShortText
from api.state import CurrentSettings, People
from engine.people.changes import changes

router = APIRouter(prefix="/changes", tags=["people"])


@router.get("", responses=problems(NoSession, RoleMissing, BadCursor))
def list_changes(
    _person: Administrator,
    people: People,
    settings: CurrentSettings,
    subject: Annotated[ShortText | None, Query()] = None,
    actor: Annotated[ShortText | None, Query()] = None,
    what: Annotated[
        ShortText | None, Query(description='"person", or one kind: "person.created"')
    ] = None,
    after: After = None,
    limit: Limit = None,
) -> Page[RecordedChangeOut]:
    """Who changed what about people, organisations, letters and calendars; newest first."""
    rows = min(limit or settings.page_size, settings.largest_page)
    with people.transaction() as session:
        found = changes(
            session,
            subject=subject,
            actor=actor,
            what=what,
            before=_number(decode(after)),
            limit=rows + 1,
        )
    following = encode([found[rows - 1].number]) if len(found) > rows else None
    return Page(
        items=[RecordedChangeOut.model_validate(each) for each in found[:rows]], next=following
    )


def _number(key: tuple[object, ...] | None) -> int | None:
    """Raises: BadCursor."""
    if key is None:
        return None
    if not isinstance(key[0], int) or not 0 <= key[0] < 2**63:
        raise BadCursor
    return key[0]
