"""Plan before acting: what a change of a person would do, and who holds which role where."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Query

from api.auth.errors import ForeignOrigin, NoSession, RoleMissing
from api.auth.who import Administrator
from api.problems import problems
from api.schemas.administration import (
    HeldWorkOut,
    HolderOut,
    LostGroupOut,
    NeededRoleOut,
    PersonChangeIn,
    PersonEffectOut,
    RoleCellOut,
    RoleRowOut,
    RolesOut,
    StepOut,
    StrandedOut,
)
from api.schemas.base import Id
from api.state import People, Reads
from api.steps import NeededStep, published_steps
from engine.people import administration, sessions, staff, tokens
from engine.people.errors import AreaNotFound, PersonNotFound
from engine.people.organisations import Organisation, Organisations
from engine.people.snapshot import organisations
from engine.reads import staffing

router = APIRouter(tags=["people"])
APPLICANT = "applicant"


@router.post(
    "/people/{person_id}/preview",
    responses=problems(NoSession, RoleMissing, ForeignOrigin, PersonNotFound),
)
def preview_change(
    person_id: Id, given: PersonChangeIn, _person: Administrator, people: People, reads: Reads
) -> PersonEffectOut:
    """What changing the groups or disabling the person would do; nothing changes yet."""
    with people.transaction() as session:
        present = administration.person_by_id(session, person_id)
        known = organisations(session)
        live_sessions = len(sessions.open_sessions(session, person_id))
        live_tokens = len(tokens.live_tokens(session, person_id))
        disables = given.status == "disabled" and present.status == "active"
        after = set() if disables else set(present.groups)
        if given.groups is not None and not disables:
            after = set(given.groups)
        lost = sorted(set(present.groups) - after)
        last = staff.is_last_administrator(session, person_id, lost)
    with reads.open() as (connection, _viewer):
        held = staffing.held_work(connection, person_id) if lost or disables else []
        others = staffing.other_holders(connection, lost, person_id)
        waiting = staffing.offered_tasks(connection, lost)
        steps = published_steps(connection, reads.library) if lost else []
    return PersonEffectOut(
        lost=[
            LostGroupOut(
                group=group,
                others=others.get(group, 0),
                waiting_tasks=waiting.get(group, 0),
                steps=steps_of(group, known, steps),
            )
            for group in lost
        ],
        gained=sorted(after - set(present.groups)),
        held=[HeldWorkOut.model_validate(each) for each in held],
        sessions_ended=live_sessions if disables else 0,
        tokens_dead=live_tokens if disables else 0,
        last_administrator=last,
    )


@router.get("/roles", responses=problems(NoSession, RoleMissing, AreaNotFound))
def list_roles(
    _person: Administrator,
    people: People,
    reads: Reads,
    area: Annotated[Id, Query(description="with everything inside it")],
    kind: Annotated[Id | None, Query()] = None,
) -> RolesOut:
    """Who holds which role in the bureaus of an area, and which steps would find nobody.

    Organisations that only ever apply are left out.
    """
    with people.transaction() as session:
        known = organisations(session)
        if area not in known.areas:
            raise AreaNotFound(area)
        places = [
            each
            for each in known.organisations.values()
            if each.area in known.within(area) and kind in (None, each.kind)
        ]
        holders = staff.holders(session, [each.id for each in places])
    with reads.open() as (connection, _viewer):
        steps = published_steps(connection, reads.library)
        stranded = staffing.stranded_groups(connection)
    rows = [
        row
        for place in sorted(places, key=lambda each: (each.area, each.id))
        if (row := role_row(place, holders.get(place.id, {}), steps)) is not None
    ]
    ids = {each.id for each in places}
    return RolesOut(
        roles=sorted({cell.role for row in rows for cell in row.cells}),
        rows=rows,
        stranded=[
            StrandedOut.model_validate(each)
            for each in stranded
            if each.group.rpartition(".")[0] in ids
        ],
        needed=needed_out(steps),
    )


def role_row(
    place: Organisation, holders: dict[str, list[staff.Holder]], steps: list[NeededStep]
) -> RoleRowOut | None:
    needed = {each.needed.role for each in steps if each.needed.kind == place.kind}
    wanted = sorted((needed | holders.keys()) - {APPLICANT})
    if not wanted:
        return None
    return RoleRowOut(
        organisation=place.id,
        kind=place.kind,
        area=place.area,
        name_zh=place.name_zh,
        name_en=place.name_en,
        cells=[
            RoleCellOut(
                role=role,
                holders=[HolderOut.model_validate(each) for each in holders.get(role, [])],
                needed=role in needed,
            )
            for role in wanted
        ],
    )


def needed_out(steps: Iterable[NeededStep]) -> list[NeededRoleOut]:
    found: dict[tuple[str, str], list[StepOut]] = {}
    for each in steps:
        found.setdefault((each.needed.kind, each.needed.role), []).append(step_out(each))
    return [
        NeededRoleOut(role=role, kind=kind, steps=listed)
        for (kind, role), listed in sorted(found.items())
    ]


def steps_of(group: str, known: Organisations, steps: Iterable[NeededStep]) -> list[StepOut]:
    organisation, _, role = group.rpartition(".")
    place = known.organisations.get(organisation)
    kind = place.kind if place is not None else ""
    return [step_out(each) for each in steps if each.fits(kind, role)]


def step_out(step: NeededStep) -> StepOut:
    return StepOut(
        process=step.bundle.key,
        process_title_zh=step.bundle.title_zh,
        process_title_en=step.bundle.title_en,
        element=step.needed.element,
        title_zh=step.needed.title.zh,
        title_en=step.needed.title.en,
    )
