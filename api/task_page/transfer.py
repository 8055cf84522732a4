"""Who can be given a task or named in one of its fields."""

from api.library import form_of
from api.schemas.task_page import (
    FieldPersonOut,
    InBoth,
    TransferCandidateOut,
)
from api.task_page.told import Told
from api.visible import takes_part
from api.wording import Wording, both
from engine.commands.actor import Actor
from engine.commands.transfer_task import TransferTask
from engine.errors import TaskNotFound
from engine.model.forms.references import Named, reference_of
from engine.people.names import holders_of
from engine.people.roles import ROLES
from engine.reads import cases
from engine.reads.clock import now
from engine.reads.load import Load, load_of
from engine.wiring import Engine

#: Roles that handle no case.
NO_OFFICE = frozenset({"applicant", "process_designer", "system_admin", "case_operator"})


def candidates_out(
    told: Told, engine: Engine, actor: Actor, task: int
) -> list[TransferCandidateOut]:
    """Active people of the task's groups, with their load and whether the handler takes them.

    Raises: TaskNotFound.
    """
    row = cases.get_task(told.connection, told.viewer, told.view.row.case_id, task).row
    if not takes_part(told.viewer, row):
        raise TaskNotFound(told.view.row.case_id, task)
    held = {
        **{user: frozenset[str]() for user in row.users},
        **holders_of(told.connection, row.groups),
    }
    others = [person for person in held if person != row.assignee]
    loads = load_of(told.connection, others, now(told.connection))
    weighing = told.weighing(engine, actor)
    wording = Wording(
        told.connection,
        told.people.organisations(),
        told.resolved,
        {*held, actor.user_id, row.assignee},
    )
    found = []
    for person in others:
        command = TransferTask(told.view.row.case_id, task, person, "…")
        declined = weighing.command(command).declined
        load = loads.get(person, Load(0, 0))
        found.append(
            TransferCandidateOut(
                person=person,
                name=both(wording.person(person)),
                groups=[both(wording.group(each)) for each in sorted(held[person])],
                open_tasks=load.open,
                overdue=load.overdue,
                allowed=declined is None,
                reason=wording.declined(declined, row.element_process) if declined else None,
            )
        )
    return sorted(found, key=lambda each: (not each.allowed, each.open_tasks, each.name.zh))


def field_people_out(told: Told, task: int, field: str) -> list[FieldPersonOut]:
    """Who can be named in a field that refers to persons, least busy first.

    Raises: TaskNotFound.
    """
    view = cases.get_task(told.connection, told.viewer, told.view.row.case_id, task)
    if not takes_part(told.viewer, view.row):
        raise TaskNotFound(told.view.row.case_id, task)
    bundle = told.reads.library.bundle(told.connection, view.bundle)
    form = form_of([bundle], view.row.element_process, view.row.element)
    asked = reference_of(form.schema["properties"].get(field, {})) if form is not None else None
    if asked is None or asked.named is not Named.PERSON:
        return []
    organisations = told.people.organisations()
    bureaus = organisations.nearest(asked.kinds[0], told.view.row.area)
    roles = [asked.role] if asked.role else sorted(ROLES.keys() - NO_OFFICE)
    held = holders_of(told.connection, [f"{each}.{role}" for each in bureaus for role in roles])
    loads = load_of(told.connection, list(held), now(told.connection))
    wording = Wording(told.connection, organisations, told.resolved, set(held))
    found = []
    for person, groups in held.items():
        bureau = organisations.organisations[min(groups).rpartition(".")[0]]
        found.append(
            FieldPersonOut(
                person=person,
                name=both(wording.person(person)),
                organisation=InBoth(zh=bureau.name_zh, en=bureau.name_en),
                open_tasks=loads.get(person, Load(0, 0)).open,
            )
        )
    return sorted(found, key=lambda each: (each.open_tasks, each.person))
