"""People and organisations, for administrators; everybody signed in may look up organisations."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi import status as codes

from api.auth.errors import ForeignOrigin, NoSession, RoleMissing
from api.auth.who import Administrator, Person
from api.paging import After, BadCursor, Limit, Page, decode, encode
from api.problems import problems
from api.schemas.administration import NamesIn
from api.schemas.base import Id, ShortText
from api.schemas.people import (
    AreaIn,
    AreaOut,
    GroupsIn,
    KnownPersonOut,
    NewPasswordIn,
    OrganisationIn,
    OrganisationOut,
    PersonIn,
    StatusIn,
)
from api.state import CurrentSettings, People
from engine.people import administration
from engine.people.accounts import hash_password
from engine.people.errors import (
    AlreadyExists,
    AreaNotFound,
    LastAdministrator,
    OrganisationNotFound,
    PasswordTooWeak,
    PersonNotFound,
)
from engine.people.organisations import Area, Organisation
from engine.people.snapshot import organisations

router = APIRouter(tags=["people"])
CHANGING = (NoSession, RoleMissing, ForeignOrigin)


@router.get("/areas", responses=problems(NoSession))
def list_areas(person: Person, people: People) -> list[AreaOut]:
    """Areas 区划 with their parent and plan."""
    with people.transaction() as session:
        known = organisations(session)
    return [AreaOut.model_validate(each) for each in known.areas.values()]


@router.post(
    "/areas",
    status_code=codes.HTTP_201_CREATED,
    responses=problems(*CHANGING, AreaNotFound, AlreadyExists),
)
def add_area(given: AreaIn, person: Administrator, people: People) -> AreaOut:
    """Add an area; the same one again changes nothing."""
    area = Area(given.code, given.parent, given.name_zh, given.name_en, given.plan)
    with people.transaction() as session:
        administration.add_area(session, person.id, area)
    return AreaOut.model_validate(area)


@router.get("/organisations", responses=problems(NoSession))
def list_organisations(
    person: Person,
    people: People,
    kind: Annotated[Id | None, Query()] = None,
    area: Annotated[Id | None, Query()] = None,
) -> list[OrganisationOut]:
    """Organisations 机构, all or of a kind or area."""
    with people.transaction() as session:
        known = organisations(session)
    return [
        OrganisationOut.model_validate(each)
        for each in known.organisations.values()
        if (kind is None or each.kind == kind) and (area is None or each.area == area)
    ]


@router.post(
    "/organisations",
    status_code=codes.HTTP_201_CREATED,
    responses=problems(*CHANGING, AreaNotFound, AlreadyExists),
)
def add_organisation(
    given: OrganisationIn, person: Administrator, people: People
) -> OrganisationOut:
    """Add an organisation; the same one again changes nothing."""
    organisation = Organisation(**given.model_dump())
    with people.transaction() as session:
        administration.add_organisation(session, person.id, organisation)
    return OrganisationOut.model_validate(organisation)


@router.put(
    "/organisations/{organisation_id}/names",
    responses=problems(*CHANGING, OrganisationNotFound),
)
def rename_organisation(
    organisation_id: Id, given: NamesIn, person: Administrator, people: People
) -> OrganisationOut:
    """Another name for the same organisation."""
    with people.transaction() as session:
        administration.rename_organisation(
            session, person.id, organisation_id, given.name_zh, given.name_en
        )
        known = organisations(session)
    return OrganisationOut.model_validate(known.organisations[organisation_id])


@router.get("/people", responses=problems(NoSession, RoleMissing, BadCursor))
def list_people(
    person: Administrator,
    people: People,
    settings: CurrentSettings,
    search: Annotated[
        ShortText | None, Query(description="beginning of id, name, pinyin or initials")
    ] = None,
    organisation: Annotated[
        Id | None, Query(description="belong to it or hold a role in it")
    ] = None,
    role: Annotated[Id | None, Query()] = None,
    status: Annotated[Literal["active", "disabled"] | None, Query()] = None,
    after: After = None,
    limit: Limit = None,
) -> Page[KnownPersonOut]:
    """People by id, page by page."""
    chosen = administration.PeopleFilter(search or "", organisation, role, status)
    key = decode(after)
    rows = min(limit or settings.page_size, settings.largest_page)
    with people.transaction() as session:
        found = administration.people(
            session, chosen, after=str(key[0]) if key else "", limit=rows + 1
        )
    following = encode([found[rows - 1].id]) if len(found) > rows else None
    return Page(items=[person_out(each) for each in found[:rows]], next=following)


@router.get("/people/{person_id}", responses=problems(NoSession, RoleMissing, PersonNotFound))
def get_person(person_id: Id, person: Administrator, people: People) -> KnownPersonOut:
    """One person with groups."""
    with people.transaction() as session:
        return person_out(administration.person_by_id(session, person_id))


@router.post(
    "/people",
    status_code=codes.HTTP_201_CREATED,
    responses=problems(
        *CHANGING, OrganisationNotFound, AreaNotFound, AlreadyExists, PasswordTooWeak
    ),
)
def add_person(given: PersonIn, person: Administrator, people: People) -> KnownPersonOut:
    """Add a person, with a local account when a password is given; the same again is no error."""
    added = administration.Person(
        id=given.id,
        name_zh=given.name_zh,
        name_en=given.name_en,
        organisation=given.organisation,
        area=given.area,
        groups=tuple(sorted(set(given.groups))),
    )
    password_hash = hash_password(given.password) if given.password is not None else None
    with people.transaction() as session:
        administration.add_person(session, person.id, added, password_hash)
    return person_out(added)


@router.put("/people/{person_id}/names", responses=problems(*CHANGING, PersonNotFound))
def rename_person(
    person_id: Id, given: NamesIn, person: Administrator, people: People
) -> KnownPersonOut:
    """Another name for the same person."""
    with people.transaction() as session:
        administration.rename_person(session, person.id, person_id, given.name_zh, given.name_en)
        return person_out(administration.person_by_id(session, person_id))


@router.put(
    "/people/{person_id}/groups",
    responses=problems(*CHANGING, PersonNotFound, OrganisationNotFound, LastAdministrator),
)
def set_groups(
    person_id: Id, given: GroupsIn, person: Administrator, people: People
) -> KnownPersonOut:
    """The person holds exactly these groups from now on."""
    with people.transaction() as session:
        administration.set_groups(session, person.id, person_id, given.groups)
        return person_out(administration.person_by_id(session, person_id))


@router.put(
    "/people/{person_id}/status",
    responses=problems(*CHANGING, PersonNotFound, LastAdministrator),
)
def set_status(
    person_id: Id, given: StatusIn, person: Administrator, people: People
) -> KnownPersonOut:
    """Disable or enable a person; disabling ends their sessions at once."""
    with people.transaction() as session:
        administration.set_status(session, person.id, person_id, given.status)
        return person_out(administration.person_by_id(session, person_id))


@router.put(
    "/people/{person_id}/password",
    status_code=codes.HTTP_204_NO_CONTENT,
    responses=problems(*CHANGING, PersonNotFound, PasswordTooWeak),
)
def set_password(
    person_id: Id, given: NewPasswordIn, person: Administrator, people: People
) -> None:
    """Replace somebody's password; their sessions end."""
    new_hash = hash_password(given.password)
    with people.transaction() as session:
        administration.set_password(session, person.id, person_id, new_hash)


def person_out(person: administration.Person) -> KnownPersonOut:
    return KnownPersonOut(
        id=person.id,
        name_zh=person.name_zh,
        name_en=person.name_en,
        organisation=person.organisation,
        area=person.area,
        status=person.status,
        groups=list(person.groups),
    )
