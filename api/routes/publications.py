"""Published lists 公开: directory versions and fund disclosures, readable without signing in."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse

from api.problems import language_of, problems
from api.public_pages import not_found_page, version_page, versions_page
from api.publications import (
    DirectoryNotFound,
    directory,
    directory_versions,
    disclosures,
    projects,
)
from api.schemas.base import Id, IsoDate
from api.schemas.publications import (
    DirectoryOut,
    DirectoryVersionOut,
    DisclosureOut,
    ProjectOut,
)
from api.state import Lookup
from engine.people.lookup import DatabasePeople
from engine.reads.clock import now

router = APIRouter(prefix="/public", tags=["public"])
ListName = Literal["trade", "training", "evaluation", "supplement", "provincial"]
Language = Annotated[Literal["zh", "en"] | None, Query()]
MOST_ROWS = 500


def _days(lookup: DatabasePeople, moment: datetime) -> Callable[[str], date]:
    """Area → the calendar day there."""
    return lambda area: lookup.calendar(area).local_day(moment)


@router.get("/directories")
def list_directories(
    request: Request,
    area: Annotated[Id | None, Query()] = None,
    list_name: Annotated[ListName | None, Query(alias="list")] = None,
) -> list[DirectoryVersionOut]:
    """Every version of the directory lists 目录清单 ever published, newest first."""
    with request.app.state.engine.database.connect() as connection:
        found = directory_versions(connection, area, list_name, MOST_ROWS)
    return [DirectoryVersionOut.model_validate(row) for row in found]


@router.get("/directories/{area}/{list_name}", responses=problems(DirectoryNotFound))
def get_directory(
    request: Request,
    lookup: Lookup,
    area: Annotated[Id, Path()],
    list_name: Annotated[ListName, Path()],
    version: Annotated[int | None, Query(ge=1, le=2_000_000_000)] = None,
    on: Annotated[IsoDate | None, Query(description="the version in force on this day")] = None,
) -> DirectoryOut:
    """One version of a list with its entries: the one named, else the one in force."""
    with request.app.state.engine.database.connect() as connection:
        day = on or _days(lookup, now(connection))(area)
        return DirectoryOut.model_validate(directory(connection, area, list_name, version, day))


@router.get("/projects")
def list_projects(
    request: Request, lookup: Lookup, area: Annotated[Id, Query()]
) -> list[ProjectOut]:
    """What may be subsidised in an area today 目录内项目, by code.

    From the trade list and the supplement in force; an area without a list uses the one around it.
    """
    with request.app.state.engine.database.connect() as connection:
        today = _days(lookup, now(connection))(area)
        return [ProjectOut.model_validate(each) for each in projects(connection, area, today)]


@router.get("/disclosures")
def list_disclosures(
    request: Request, lookup: Lookup, area: Annotated[Id | None, Query()] = None
) -> list[DisclosureOut]:
    """Lists of fund use 资金使用公开 that are online; personal data masked."""
    with request.app.state.engine.database.connect() as connection:
        moment = now(connection)
        found = disclosures(connection, area, moment, _days(lookup, moment), MOST_ROWS)
    return [DisclosureOut.model_validate(row) for row in found]


@router.get("/directory", response_class=HTMLResponse)
def directory_pages(request: Request, lookup: Lookup, language: Language = None) -> HTMLResponse:
    """The published lists as a page that needs no script: every list with all its versions."""
    with request.app.state.engine.database.connect() as connection:
        found = directory_versions(connection, None, None, MOST_ROWS)
    spoken = language or language_of(request)
    return HTMLResponse(versions_page(found, lookup.organisations(), spoken))


@router.get(
    "/directory/{area}/{list_name}",
    response_class=HTMLResponse,
    responses={404: {"content": {"text/html": {}}, "description": "no such version"}},
)
def directory_page(
    request: Request,
    lookup: Lookup,
    area: Annotated[Id, Path()],
    list_name: Annotated[ListName, Path()],
    version: Annotated[int | None, Query(ge=1, le=2_000_000_000)] = None,
    on: Annotated[IsoDate | None, Query(description="the version in force on this day")] = None,
    q: Annotated[str, Query(max_length=100, description="part of code or name")] = "",
    language: Language = None,
) -> HTMLResponse:
    """One version of a list as a page that needs no script."""
    spoken = language or language_of(request)
    with request.app.state.engine.database.connect() as connection:
        try:
            day = on or _days(lookup, now(connection))(area)
            found = directory(connection, area, list_name, version, day)
        except DirectoryNotFound:
            return HTMLResponse(not_found_page(spoken), 404)
        versions = directory_versions(connection, area, list_name, MOST_ROWS)
    newest = max(each["version"] for each in versions) == found["version"]
    page = version_page(
        found, versions, lookup.organisations(), spoken, sought=q.strip(), newest=newest
    )
    return HTMLResponse(page)
