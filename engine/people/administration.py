"""What an administrator 系统管理员 does to areas, organisations and people.

Making something again with the same content changes nothing; with other content it is declined.
Every change leaves a row in `people.change`.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Select, delete, insert, or_, select
from sqlalchemy.orm import Session

from engine.people.accounts import set_password_hash
from engine.people.errors import (
    AlreadyExists,
    AreaNotFound,
    LastAdministrator,
    OrganisationNotFound,
    PersonNotFound,
)
from engine.people.organisations import Area, Organisation
from engine.people.search_terms import cleaned, terms_of
from engine.people.sessions import revoke_all_sessions
from engine.people.tables import (
    AreaRow,
    ChangeRow,
    MembershipRow,
    OrganisationRow,
    PersonRow,
    PersonTermRow,
)

ADMINISTRATOR = "system_admin"


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    name_zh: str
    name_en: str
    organisation: str | None = None
    area: str | None = None  #: only for people without an organisation
    status: str = "active"  #: or "disabled": signs in nowhere, holds nothing
    groups: tuple[str, ...] = ()  #: "<organisation>.<role>", sorted


def add_area(session: Session, actor: str, area: Area) -> None:
    """Raises: AreaNotFound (the parent), AlreadyExists."""
    if area.parent is not None and session.get(AreaRow, area.parent) is None:
        raise AreaNotFound(area.parent)
    if _is_new(session, AreaRow(**asdict(area)), "area", area.code):
        note(session, actor, "area.created", area.code, asdict(area))


def add_organisation(session: Session, actor: str, organisation: Organisation) -> None:
    """Raises: AreaNotFound, AlreadyExists."""
    if session.get(AreaRow, organisation.area) is None:
        raise AreaNotFound(organisation.area)
    row = OrganisationRow(**asdict(organisation))
    if organisation.credit_code is not None:
        holder = session.scalar(
            select(OrganisationRow.id).where(
                OrganisationRow.credit_code == organisation.credit_code,
                OrganisationRow.id != organisation.id,
            )
        )
        if holder is not None:
            raise AlreadyExists("credit code", organisation.credit_code)
    if _is_new(session, row, "organisation", organisation.id):
        note(session, actor, "organisation.created", organisation.id, asdict(organisation))


def ensure_area(session: Session, actor: str, area: Area) -> None:
    """Add the area unless there is one with its code, whatever it is called."""
    if session.get(AreaRow, area.code) is None:
        add_area(session, actor, area)


def ensure_organisation(session: Session, actor: str, organisation: Organisation) -> None:
    """Add the organisation unless there is one with its id, whatever it is called."""
    if session.get(OrganisationRow, organisation.id) is None:
        add_organisation(session, actor, organisation)


def add_person(
    session: Session, actor: str, person: Person, password_hash: str | None = None
) -> None:
    """A new person with their groups; with a password, an account as well.

    Raises: OrganisationNotFound, AreaNotFound, AlreadyExists.
    """
    if person.organisation is not None:
        _organisation(session, person.organisation)
    if person.area is not None and session.get(AreaRow, person.area) is None:
        raise AreaNotFound(person.area)
    fields = asdict(person)
    del fields["groups"]
    if _is_new(session, PersonRow(**fields), "person", person.id):
        _replace_groups(session, person.id, person.groups)
        _index(session, person.id, person.name_zh, person.name_en)
        if password_hash is not None:
            set_password_hash(session, person.id, password_hash)
        note(session, actor, "person.created", person.id, asdict(person))
    elif groups_of(session, person.id) != tuple(sorted(person.groups)):
        raise AlreadyExists("person", person.id)


def set_groups(session: Session, actor: str, person: str, groups: Iterable[str]) -> None:
    """The person holds exactly these groups from now on.

    Raises: PersonNotFound, OrganisationNotFound, LastAdministrator.
    """
    existing_person(session, person)
    before = groups_of(session, person)
    after = _replace_groups(session, person, groups)
    _keep_an_administrator(session, before)
    if after != before:
        change = {"before": list(before), "after": list(after)}
        note(session, actor, "person.groups_changed", person, change)


def set_status(session: Session, actor: str, person: str, status: str) -> None:
    """Disable or enable a person; disabling ends every session at once.

    Raises: PersonNotFound, LastAdministrator.
    """
    row = existing_person(session, person)
    if row.status != status:
        row.status = status
        session.flush()
        _keep_an_administrator(session, groups_of(session, person))
        note(session, actor, f"person.{status}", person, {})
    if status == "disabled":
        revoke_all_sessions(session, person)


def set_password(session: Session, actor: str, person: str, password_hash: str) -> None:
    """Replace the password and end every session.

    Raises: PersonNotFound.
    """
    existing_person(session, person)
    set_password_hash(session, person, password_hash)
    revoke_all_sessions(session, person)
    note(session, actor, "person.password_changed", person, {})


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """Which people a list shows."""

    search: str = ""  #: beginning of id, name, pinyin or initials
    organisation: str | None = None
    role: str | None = None
    status: str | None = None


def people(
    session: Session, chosen: PeopleFilter = PeopleFilter(), *, after: str = "", limit: int = 100
) -> list[Person]:
    """People by id, after the given id; at most `limit`, in two statements."""
    query = select(PersonRow).where(PersonRow.id > after).order_by(PersonRow.id).limit(limit)
    if chosen.search:
        query = query.where(PersonRow.id.in_(_found(chosen.search)))
    if chosen.organisation is not None:
        holds = select(MembershipRow.person).where(
            MembershipRow.organisation == chosen.organisation
        )
        query = query.where(
            or_(PersonRow.organisation == chosen.organisation, PersonRow.id.in_(holds))
        )
    if chosen.role is not None:
        query = query.where(
            PersonRow.id.in_(select(MembershipRow.person).where(MembershipRow.role == chosen.role))
        )
    if chosen.status is not None:
        query = query.where(PersonRow.status == chosen.status)
    rows = list(session.scalars(query))
    groups = _groups_of_all(session, [row.id for row in rows])
    return [_person(row, groups.get(row.id, ())) for row in rows]


def _found(search: str) -> Select[str]:
    """Ids of the people one of whose terms begins so."""
    term = cleaned(search) or search.strip()
    return select(PersonTermRow.person).where(PersonTermRow.term.startswith(term, autoescape=True))


def rename_person(session: Session, actor: str, person: str, name_zh: str, name_en: str) -> None:
    """Another name for the same person. Raises: PersonNotFound."""
    row = existing_person(session, person)
    before = {"name_zh": row.name_zh, "name_en": row.name_en}
    after = {"name_zh": name_zh, "name_en": name_en}
    if before == after:
        return
    row.name_zh, row.name_en = name_zh, name_en
    _index(session, person, name_zh, name_en)
    note(session, actor, "person.renamed", person, {"before": before, "after": after})


def rename_organisation(
    session: Session, actor: str, organisation: str, name_zh: str, name_en: str
) -> None:
    """Another name for the same organisation. Raises: OrganisationNotFound."""
    _organisation(session, organisation)
    row = session.get_one(OrganisationRow, organisation)
    before = {"name_zh": row.name_zh, "name_en": row.name_en}
    after = {"name_zh": name_zh, "name_en": name_en}
    if before != after:
        row.name_zh, row.name_en = name_zh, name_en
        details = {"before": before, "after": after}
        note(session, actor, "organisation.renamed", organisation, details)


def person_ids(session: Session) -> set[str]:
    """The ids of everybody, disabled people too."""
    return set(session.scalars(select(PersonRow.id)))


def person_by_id(session: Session, person: str) -> Person:
    """Raises: PersonNotFound."""
    return _person(existing_person(session, person), groups_of(session, person))


def existing_person(session: Session, person: str) -> PersonRow:
    """Raises: PersonNotFound."""
    row = session.get(PersonRow, person)
    if row is None:
        raise PersonNotFound(person)
    return row


def groups_of(session: Session, person: str) -> tuple[str, ...]:
    rows = session.execute(
        select(MembershipRow.organisation, MembershipRow.role).where(MembershipRow.person == person)
    )
    return tuple(sorted(f"{organisation}.{role}" for organisation, role in rows))


def note(session: Session, actor: str, what: str, subject: str, details: dict[str, Any]) -> None:
    """Record a change of people or settings."""
    session.add(ChangeRow(actor=actor, what=what, subject=subject, details=details))


def index_everybody(session: Session) -> None:
    """Make the terms of all people anew."""
    for row in session.scalars(select(PersonRow)):
        _index(session, row.id, row.name_zh, row.name_en)


def _index(session: Session, person: str, name_zh: str, name_en: str) -> None:
    session.execute(delete(PersonTermRow).where(PersonTermRow.person == person))
    session.execute(
        insert(PersonTermRow),
        [{"person": person, "term": each} for each in sorted(terms_of(person, name_zh, name_en))],
    )


def _groups_of_all(session: Session, persons: list[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    rows = session.execute(
        select(MembershipRow.person, MembershipRow.organisation, MembershipRow.role).where(
            MembershipRow.person.in_(persons)
        )
    )
    for person, organisation, role in rows:
        found.setdefault(person, []).append(f"{organisation}.{role}")
    return {person: tuple(sorted(groups)) for person, groups in found.items()}


def _keep_an_administrator(session: Session, before: tuple[str, ...]) -> None:
    """Raises: LastAdministrator when nobody could sign in any more to change people."""
    if not any(group.endswith(f".{ADMINISTRATOR}") for group in before):
        return
    left = session.scalar(
        select(MembershipRow.person)
        .join(PersonRow, PersonRow.id == MembershipRow.person)
        .where(MembershipRow.role == ADMINISTRATOR, PersonRow.status == "active")
        .limit(1)
    )
    if left is None:
        raise LastAdministrator


def _replace_groups(session: Session, person: str, groups: Iterable[str]) -> tuple[str, ...]:
    wanted = sorted(set(groups))
    session.flush()
    session.execute(delete(MembershipRow).where(MembershipRow.person == person))
    for group in wanted:
        organisation, _, role = group.rpartition(".")
        _organisation(session, organisation)
        session.add(MembershipRow(person=person, organisation=organisation, role=role))
    session.flush()
    return tuple(wanted)


def _organisation(session: Session, organisation: str) -> None:
    if session.get(OrganisationRow, organisation) is None:
        raise OrganisationNotFound(organisation)


def _is_new(session: Session, row: Any, what: str, key: str) -> bool:
    """Add the row; False when the very same is there already. Raises: AlreadyExists."""
    there = session.get(type(row), key)
    if there is None:
        session.add(row)
        session.flush()
        return True
    columns = [column.key for column in type(row).__table__.columns]
    if any(getattr(there, name) != getattr(row, name) for name in columns):
        raise AlreadyExists(what, key)
    return False


def _person(row: PersonRow, groups: tuple[str, ...]) -> Person:
    return Person(
        row.id,
        row.name_zh,
        row.name_en,
        row.organisation,
        row.area,
        row.status,
        groups,
    )
