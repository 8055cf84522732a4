"""Saved views of the workbench: private, or shared with a bureau (视图)."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, status

from api.auth.errors import ForeignOrigin, NoSession
from api.auth.who import Person
from api.problems import problems
from api.schemas.inbox import ViewIn, ViewOut
from api.state import Reads
from engine.model.nodes import Text
from engine.people.names import names_of
from engine.people.saved_views import (
    NotOfThatBureau,
    SavedView,
    TooManyViews,
    ViewNameTaken,
    ViewNotFound,
    add_view,
    change_view,
    delete_view,
    views_of,
)
from engine.people.signed_in import SignedIn

router = APIRouter(prefix="/views", tags=["tasks"])
ViewId = Annotated[UUID, Path()]
WRITING = (NoSession, ForeignOrigin, NotOfThatBureau, ViewNameTaken)


@router.get("", responses=problems(NoSession))
def list_views(person: Person, reads: Reads) -> list[ViewOut]:
    """One's own views and those that one's bureaus share."""
    with reads.open() as (connection, _viewer):
        found = views_of(connection, person.id, bureaus_of(person))
        names = names_of(connection, {view.owner for view in found})
    return [view_out(view, person, names) for view in found]


@router.post("", status_code=status.HTTP_201_CREATED, responses=problems(*WRITING, TooManyViews))
def save_view(given: ViewIn, person: Person, reads: Reads) -> ViewOut:
    """Keep a view under a name."""
    with reads.open() as (connection, _viewer):
        view = add_view(connection, person.id, bureaus_of(person), *_parts(given))
        names = names_of(connection, {person.id})
    return view_out(view, person, names)


@router.put("/{view_id}", responses=problems(*WRITING, ViewNotFound))
def replace_view(view_id: ViewId, given: ViewIn, person: Person, reads: Reads) -> ViewOut:
    """Change a view of one's own."""
    with reads.open() as (connection, _viewer):
        view = change_view(connection, person.id, bureaus_of(person), view_id, *_parts(given))
        names = names_of(connection, {person.id})
    return view_out(view, person, names)


@router.delete(
    "/{view_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(NoSession, ForeignOrigin, ViewNotFound),
)
def remove_view(view_id: ViewId, person: Person, reads: Reads) -> None:
    """Delete a view of one's own."""
    with reads.open() as (connection, _viewer):
        delete_view(connection, person.id, view_id)


def bureaus_of(person: SignedIn) -> frozenset[str]:
    """Organisations in which the person holds a role."""
    return frozenset(organisation for _role, organisation, _kind, _area in person.memberships)


def view_out(view: SavedView, person: SignedIn, names: dict[str, Text]) -> ViewOut:
    owner = names.get(view.owner, Text(view.owner, view.owner))
    return ViewOut(
        id=view.id,
        name=view.name,
        owner=view.owner,
        owner_zh=owner.zh,
        owner_en=owner.en,
        mine=view.owner == person.id,
        bureau=view.bureau or None,
        **view.document,
    )


def _parts(given: ViewIn) -> tuple[str, str, dict[str, object]]:
    document = given.model_dump(mode="json", exclude={"name", "bureau"})
    return given.name, given.bureau or "", document
