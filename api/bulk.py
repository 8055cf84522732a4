"""Many tasks at once (批量办理): a preview that does nothing, then each case its own command."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from api.auth.viewer import actor_of
from api.commands import done_out
from api.problems import Problem, problem
from api.schemas.inbox import (
    BulkCandidateOut,
    BulkIn,
    BulkPreviewOut,
    BulkResultOut,
    LeftOutOut,
    OutcomeOut,
)
from api.state import Reader
from api.wording import Wording
from engine.commands.actor import Actor
from engine.commands.claim_task import ClaimTask
from engine.commands.complete_task import CompleteTask
from engine.commands.filling_in import accepted_fields
from engine.commands.release_task import ReleaseTask
from engine.commands.transfer_task import TransferTask
from engine.commands.weighing import Weighing
from engine.errors import Conflict, Declined, TaskNotFound
from engine.model.forms import Form
from engine.model.nodes import UserTask
from engine.people.names import holders_of, names_of
from engine.reads.clock import now
from engine.reads.inbox import ListedTask, tasks_by_key
from engine.reads.viewer import Viewer
from engine.wiring import Engine

#: Stands for an opinion or a reason that is not written yet.
ANY_TEXT = "…"


class NotInBulk(Conflict):
    """This step is decided one by one (此环节须逐件办理)."""

    zh = "流程设计规定此环节须逐件办理，不能批量办结。"
    en = "The process says that this step is decided one by one, not in bulk."


@dataclass(slots=True)
class Weighed:
    """What the preview found."""

    items: list[ListedTask] = field(default_factory=list)
    left_out: list[tuple[UUID, int, str, Problem]] = field(default_factory=list)
    forms: list[Form | None] = field(default_factory=list)


def preview(
    connection: Connection, viewer: Viewer, reads: Reader, given: BulkIn, language: str
) -> BulkPreviewOut:
    """The tasks that the act would reach, those it would not and why; decided by the handlers."""
    actor = actor_of(reads.person)
    wanted = list(dict.fromkeys((each.case_id, each.task) for each in given.tasks))
    rows = {
        (row.row.case_id, row.row.task): row for row in tasks_by_key(connection, viewer, wanted)
    }
    found = Weighed()
    for key in wanted:
        row = rows.get(key)
        if row is None:
            absent = problem(TaskNotFound(*key), language)
            found.left_out.append((*key, "", absent))
        else:
            _weigh(connection, reads, row, given, actor, found, language)
    listing = reads.listing(now(connection))
    amounts = [Decimal(each.amount_yuan) for each in found.items if each.amount_yuan]
    return BulkPreviewOut(
        items=[listing.row(each) for each in found.items],
        left_out=[
            LeftOutOut(case_id=case_id, task=task, number=number, problem=why)
            for case_id, task, number, why in found.left_out
        ],
        amount_yuan=f"{sum(amounts, Decimal(0)):.2f}" if amounts else "",
        without_amount=len(found.items) - len(amounts),
        outcomes=_outcomes(found.forms) if given.verb == "complete" else [],
        candidates=_candidates(connection, found.items, actor) if given.verb == "transfer" else [],
    )


def carry_out(
    engine: Engine, reads: Reader, given: BulkIn, key: str, language: str
) -> list[BulkResultOut]:
    """Each task by its own command; one that is declined stops none of the others.

    Sent again with the same key, what was done is not done twice.
    """
    actor = actor_of(reads.person)
    short = hashlib.sha256(key.encode()).hexdigest()[:32]
    results = []
    for case_id, task in dict.fromkeys((each.case_id, each.task) for each in given.tasks):
        try:
            if given.verb == "complete":
                _check_open_in_bulk(engine, actor, case_id, task)
            done = engine.handle(
                _command(given, case_id, task), actor, idempotency_key=f"{short}.{task}"
            )
            result = BulkResultOut(case_id=case_id, task=task, done=done_out(done), problem=None)
        except Declined as declined:
            why = problem(declined, language)
            result = BulkResultOut(case_id=case_id, task=task, done=None, problem=why)
        results.append(result)
    return results


def _check_open_in_bulk(engine: Engine, actor: Actor, case_id: UUID, task: int) -> None:
    """Raises: NotInBulk. What is not open any more is for the handler: it may be a repetition."""
    with engine.pool.connection() as connection:
        weighing = engine.weighing(connection, case_id, actor)
    if task in weighing.loaded.state.tasks:
        _check_in_bulk(weighing, case_id, task)


def _command(given: BulkIn, case_id: UUID, task: int) -> Any:
    if given.verb == "claim":
        return ClaimTask(case_id, task)
    if given.verb == "release":
        return ReleaseTask(case_id, task)
    if given.verb == "transfer":
        return TransferTask(case_id, task, given.to or "", given.reason)
    return CompleteTask(case_id, task, given.outcome or "", given.opinion, {})


def _weigh(
    connection: Connection,
    reads: Reader,
    row: ListedTask,
    given: BulkIn,
    actor: Actor,
    found: Weighed,
    language: str,
) -> None:
    driver: Any = connection.connection.driver_connection
    case_id, task = row.row.case_id, row.row.task
    weighing: Weighing | None = None
    try:
        weighing = reads.engine.weighing(driver, case_id, actor)
        form = _check_in_bulk(weighing, case_id, task) if given.verb == "complete" else None
        declined = _declined(weighing, form, given, case_id, task)
    except Declined as caught:
        declined, form = caught, None
    if declined is None:
        found.items.append(row)
        found.forms.append(form)
        return
    why = problem(declined, language)
    if weighing is not None:
        _in_words(connection, reads, weighing, row, declined, why, language)
    found.left_out.append((case_id, task, row.row.number, why))


def _declined(
    weighing: Weighing, form: Form | None, given: BulkIn, case_id: UUID, task: int
) -> Declined | None:
    """What would decline the act; what is not chosen yet is taken as something that fits."""
    if given.verb == "complete" and given.outcome is None and form is not None and form.outcomes:
        # Nothing chosen yet: whoever may take the task may complete it.
        return weighing.command(ClaimTask(case_id, task)).declined
    if given.verb == "transfer" and given.to is None:
        return weighing.command(ReleaseTask(case_id, task)).declined
    filled = given.model_copy(
        update={"opinion": given.opinion or _opinion(form, given), "reason": ANY_TEXT}
    )
    return weighing.command(_command(filled, case_id, task)).declined


def _opinion(form: Form | None, given: BulkIn) -> str:
    outcome = form.outcome(given.outcome or "") if form is not None else None
    return ANY_TEXT if outcome is not None and outcome.opinion.value == "required" else ""


def _check_in_bulk(weighing: Weighing, case_id: UUID, task: int) -> Form | None:
    """The form of a task that the diagram lets be completed in bulk.

    Raises: NotInBulk, TaskNotFound for a task that is not open.
    """
    instance = weighing.loaded.state.instances.get(task)
    model = weighing.resolved.models.get(instance.process) if instance is not None else None
    if instance is None or model is None or instance.node not in model.by_id:
        raise TaskNotFound(case_id, task)
    work = model.node(instance.node).work
    if not isinstance(work, UserTask) or not work.bulk:
        raise NotInBulk
    return weighing.resolved.form(instance.process, work.form_id)


def _in_words(
    connection: Connection,
    reads: Reader,
    weighing: Weighing,
    row: ListedTask,
    declined: Declined,
    why: Problem,
    language: str,
) -> None:
    """The reason with people's names instead of their ids."""
    named = {str(declined.facts.get(name) or "") for name in ("person", "user", "assignee")}
    wording = Wording(connection, reads.organisations, weighing.resolved, named)
    text = wording.declined(declined, row.row.element_process)
    why.details.zh, why.details.en = text.zh, text.en
    why.detail = text.zh if language == "zh" else text.en


def _outcomes(forms: list[Form | None]) -> list[OutcomeOut]:
    """The outcomes that all forms have and that ask for no field."""
    if not forms or any(form is None for form in forms):
        return []
    known = [form for form in forms if form is not None]
    first, *others = list({form.id: form for form in known}.values())
    return [
        OutcomeOut(id=each.id, zh=each.label.zh, en=each.label.en, opinion=each.opinion.value)
        for each in first.outcomes
        if _asks_nothing(first, each.id)
        and all(other.outcome(each.id) and _asks_nothing(other, each.id) for other in others)
    ]


def _asks_nothing(form: Form, outcome: str) -> bool:
    try:
        accepted_fields(form, {}, outcome)
    except Declined:
        return False
    return True


def _candidates(
    connection: Connection, items: list[ListedTask], actor: Actor
) -> list[BulkCandidateOut]:
    """People who are candidates of all the tasks; the handler still has the last word on each."""
    common: set[str] | None = None
    by_groups: dict[frozenset[str], set[str]] = {}
    for item in items:
        groups = frozenset(item.row.groups)
        if groups not in by_groups:
            by_groups[groups] = set(holders_of(connection, groups))
        here = by_groups[groups] | set(item.row.users)
        common = here if common is None else common & here
    names = names_of(connection, (common or set()) - {actor.user_id})
    return [
        BulkCandidateOut(id=person, zh=name.zh, en=name.en)
        for person, name in sorted(names.items())
    ]
