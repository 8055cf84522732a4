"""What the task page asks beside the form, put together as documents.

Who takes part in a case as staff, or reads it by office, sees the names, outcomes and opinions of
its steps; applicants see of the steps of others no more than that they are there (decision 0020).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from api.auth.viewer import is_own_part
from api.corrections import asked_out, may_be_named_out, round_out, sent_out
from api.library import form_of, personal_names
from api.masking import mask_personal, mask_record
from api.schemas.task_page import (
    CaseAttachmentOut,
    CaseFactsOut,
    CaseHistoryOut,
    CasePathOut,
    DrawnProcess,
    ElementCount,
    FieldPersonOut,
    FlowCount,
    InBoth,
    MatchedRow,
    PartOut,
    ReasonInputOut,
    TaskChangeOut,
    TaskChangesOut,
    TaskHandoverOut,
    TaskHeadOut,
    TaskReasonOut,
    TaskStepOut,
    TransferCandidateOut,
    VerbEffectOut,
    VerbOut,
    VerbsOut,
    WaitingFor,
    WhyOut,
)
from api.state import Reader
from api.visible import takes_part
from api.wording import Wording, both, labels
from engine.commands.actor import Actor
from engine.commands.transfer_task import TransferTask
from engine.commands.verbs import Asked, Verb, verbs_of
from engine.commands.weighing import Weighing
from engine.errors import AttachmentNotFound, CaseNotFound, TaskNotFound
from engine.feel import from_tagged
from engine.journal.reading import entries
from engine.model.case_states import case_state_name
from engine.model.forms import Form
from engine.model.forms.conversion import to_form
from engine.model.forms.form import Right
from engine.model.forms.narrowing import only
from engine.model.nodes import Text
from engine.people.calendars import WorkingCalendar
from engine.people.lookup import DatabasePeople
from engine.people.names import holders_of
from engine.reads import cases
from engine.reads.cases import CaseView
from engine.reads.clock import now
from engine.reads.drafts import draft_saved_at
from engine.reads.forecast import Effect, EffectKind, effects
from engine.reads.inbox import TaskRow
from engine.reads.load import Load, load_of
from engine.reads.story import Reason, Snapshot, Step, Story, story_of
from engine.reads.viewer import Viewer
from engine.reads.why import Part, Words, decision_code, sentence, why
from engine.store import attachments
from engine.store.attachment_references import references_in
from engine.store.resolved import Resolved
from engine.wiring import Engine
from workflows.effects import MOVES_MONEY, OUTSIDE_EFFECTS


@dataclass
class Told:
    """One case for one viewer; what several documents need is worked out once."""

    connection: Connection
    viewer: Viewer
    reads: Reader
    view: CaseView
    people: DatabasePeople

    @classmethod
    def of(cls, connection: Connection, viewer: Viewer, reads: Reader, case_id: UUID) -> "Told":
        """Raises: CaseNotFound."""
        view = cases.get_case(connection, viewer, case_id)
        return cls(connection, viewer, reads, view, reads.lookup)

    @cached_property
    def resolved(self) -> Resolved:
        row = self.view.row
        return self.reads.library.resolved(self.connection, row.process, self.view.bundles)

    @cached_property
    def story(self) -> Story:
        driver: Any = self.connection.connection.driver_connection
        return story_of(entries(driver, self.view.row.case_id), self.resolved.models)

    @property
    def is_own(self) -> bool:
        row = self.view.row
        return is_own_part(self.viewer, row.applicant, row.organisation)

    @cached_property
    def inside(self) -> bool:
        """Whether the viewer sees who did what: staff of the case and those who read by office."""
        if self.viewer.reads_by_office(self.view.row):
            return True
        return not self.is_own and any(takes_part(self.viewer, row) for row in self.view.tasks)

    def only_inside(self) -> None:
        """Raises: CaseNotFound for applicants."""
        if not self.inside:
            raise CaseNotFound(self.view.row.case_id)

    def wording(self, people: Iterable[str] = ()) -> Wording:
        known = {self.view.row.applicant, *people}
        for step in self.story.steps.values():
            known |= {*step.users, step.assignee, step.closed_by, step.on_behalf_of}
            for each in step.handovers:
                known |= {each.from_user, each.to_user}
        return Wording(self.connection, self.people.organisations(), self.resolved, known)

    def step(self, task: int) -> Step:
        """Raises: TaskNotFound."""
        found = self.story.steps.get(task)
        if found is None:
            raise TaskNotFound(self.view.row.case_id, task)
        return found

    def form(self, step: Step) -> Form | None:
        """The form of a step, as it is drawn."""
        return form_of(list(self.resolved.bundles), step.process, step.element)

    def sees_step(self, step: Step) -> bool:
        """Whether names, outcome and opinion of the step are for the viewer."""
        return self.inside or self.viewer.user_id in (step.closed_by, step.assignee, *step.users)

    @cached_property
    def _personal(self) -> frozenset[str]:
        return personal_names(list(self.resolved.bundles))

    def masked(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Values that a reason read, personal ones masked unless the viewer reads them whole."""
        if self.viewer.reads_unmasked(self.view.row):
            return dict(values)
        return {
            name: mask_personal(value)
            if name in self._personal
            else mask_record({name: value})[name]
            for name, value in values.items()
        }


# --- verbs ----------------------------------------------------------------------------------------


def verbs_out(told: Told, engine: Engine, actor: Actor, task: int) -> VerbsOut:
    """Every verb with its reason or its effects. Raises: TaskNotFound."""
    case_id = told.view.row.case_id
    view = cases.get_task(told.connection, told.viewer, case_id, task)
    weighing = _weighing(told, engine, actor)
    form = form_of(list(told.resolved.bundles), view.row.element_process, view.row.element)
    if form is not None and view.corrections:
        form = only(form, view.corrections)
    draft = from_tagged(dict(view.draft)) if view.draft else {}
    filled = draft.get("fields", {}) if isinstance(draft, dict) else {}
    writable = {name for name, right in form.rights.items() if right is Right.WRITE} if form else ()
    fitting = {name: value for name, value in filled.items() if name in writable}
    named = draft.get("corrections") or [] if isinstance(draft, dict) else []
    verbs = verbs_of(
        Asked(
            weighing,
            case_id,
            task,
            form,
            fitting,
            outcome=str(draft.get("outcome") or ""),
            corrections={each["field"]: each["note"] for each in named},
        )
    )
    before = weighing.loaded.state
    told_of = {
        (each.id, each.outcome): effects(before, each.weighed, told.resolved, task, writable)
        if each.id == "complete" and each.weighed is not None and task in before.instances
        else []
        for each in verbs
    }
    people = {actor.user_id, view.row.assignee, view.row.completed_by, view.row.applicant}
    for found in told_of.values():
        for effect in found:
            people |= {*effect.users, effect.assignee}
    for each in verbs:
        if each.declined is not None:
            facts = each.declined.facts
            people |= {str(facts.get(key) or "") for key in ("person", "user", "assignee")}
    wording = Wording(told.connection, told.people.organisations(), told.resolved, people)
    return VerbsOut(
        version=weighing.loaded.version,
        head=_head(told, view.row, wording, weighing.loaded.now),
        draft_saved_at=draft_saved_at(told.connection, case_id, task, actor.user_id),
        verbs=[
            _verb(
                each,
                told_of[each.id, each.outcome],
                wording,
                view.row.element_process,
                told.viewer,
            )
            for each in verbs
        ],
    )


def _head(told: Told, row: TaskRow, wording: Wording, moment: datetime) -> TaskHeadOut:
    case = told.view.row
    facts = _case_facts(told, wording)
    calendar = told.people.calendar(case.area)
    left = None
    if row.due_at is not None and row.state == "open":
        # Due at 24:00: the last day is the one that ends then.
        last = calendar.local_day(row.due_at - timedelta(seconds=1))
        left = calendar.between(calendar.local_day(moment), last)
    return TaskHeadOut(
        number=case.number,
        process=both(Text(case.title_zh, case.title_en)),
        step=both(wording.element(row.element_process, row.element)),
        **facts,
        holder=both(wording.person(row.assignee)) if row.assignee and told.inside else None,
        is_mine=row.assignee == told.viewer.user_id,
        is_candidate=takes_part(told.viewer, row),
        task_state=row.state,
        due_at=row.due_at,
        working_days_left=left,
        frozen=case.frozen,
    )


def _case_facts(told: Told, wording: Wording) -> dict[str, Any]:
    """Whose case it is, where, and in which state, in words."""
    case = told.view.row
    organisations = told.people.organisations()
    organisation = organisations.organisations.get(case.organisation)
    area = organisations.areas.get(case.area)
    state = "frozen" if case.frozen else case.state
    return {
        "applicant": both(wording.person(case.applicant)),
        "organisation": both(Text(organisation.name_zh, organisation.name_en))
        if organisation is not None
        else None,
        "area": both(Text(area.name_zh, area.name_en) if area else Text(case.area, case.area)),
        "case_state": state,
        "case_state_name": both(case_state_name(state)),
    }


def _weighing(told: Told, engine: Engine, actor: Actor) -> Weighing:
    driver: Any = told.connection.connection.driver_connection
    return engine.weighing(driver, told.view.row.case_id, actor)


def _verb(
    verb: Verb, found: list[Effect], wording: Wording, process: str, viewer: Viewer
) -> VerbOut:
    reason = wording.declined(verb.declined, process) if verb.declined is not None else None
    return VerbOut(
        verb=verb.id,
        outcome=verb.outcome,
        label=both(verb.label),
        opinion=verb.opinion,
        requires=list(verb.requires),
        asks_for_person=verb.asks_for_person,
        allowed=verb.allowed,
        reason=reason,
        may_name=may_be_named_out(verb.may_name),
        effects=[effect_out(each, wording, viewer) for each in found],
    )


def effect_out(effect: Effect, wording: Wording, viewer: Viewer) -> VerbEffectOut:
    """The effect as a sentence in each language."""
    people = [*effect.users, *([effect.assignee] if effect.assignee else [])]
    who = [wording.group(each) for each in effect.groups] if effect.groups else []
    if effect.assignee or not who:
        who = [wording.person(each) for each in dict.fromkeys(people)]
    text = _said(effect, who)
    return VerbEffectOut(
        kind=effect.kind.value,
        title=both(effect.title),
        who=[both(each) for each in who],
        forecast=effect.forecast,
        money=effect.handler in MOVES_MONEY,
        mine=_opens_for(effect, viewer),
        zh=text.zh,
        en=text.en,
    )


def _opens_for(effect: Effect, viewer: Viewer) -> bool:
    if effect.kind is not EffectKind.OPENS:
        return False
    if effect.assignee:
        return effect.assignee == viewer.user_id
    return viewer.user_id in effect.users or not viewer.groups.isdisjoint(effect.groups)


def _said(effect: Effect, who: list[Text]) -> Text:
    zh, en = effect.title.zh, effect.title.en or effect.title.zh
    names_zh, names_en = "、".join(each.zh for each in who), ", ".join(each.en for each in who)
    match effect.kind:
        case EffectKind.OPENS:
            article = "the " if effect.groups and not effect.assignee else ""
            to_zh, to_en = (
                (f"交{names_zh}", f" goes to {article}{names_en}") if who else ("", " opens")
            )
            return Text(f"{to_zh}办理“{zh}”", f'"{en}"{to_en}')
        case EffectKind.NAMES:
            fields_zh = "、".join(each.zh for each in effect.fields)
            fields_en = ", ".join(each.en for each in effect.fields)
            return Text(
                f"“{zh}”中只能更正：{fields_zh}", f'in "{en}" only these are open: {fields_en}'
            )
        case EffectKind.CANCELS:
            of_zh = f"，并告知{names_zh}" if who else ""
            of_en = f"; {names_en} will be told" if who else ""
            return Text(f"取消尚未办结的“{zh}”{of_zh}", f'the open step "{en}" is cancelled{of_en}')
        case EffectKind.STATE:
            name = case_state_name(effect.detail)
            return Text(f"办件状态变为“{name.zh}”", f'the case becomes "{name.en}"')
        case EffectKind.JOINS:
            return Text(
                f"还有 {effect.detail} 方未办结，全部办结后继续",
                f"{effect.detail} more have to answer before it goes on",
            )
        case EffectKind.SERVICE:
            outside = OUTSIDE_EFFECTS.get(effect.handler)
            if outside is not None:
                return outside
            return Text(f"系统办理“{zh}”", f'the system does "{en}"')
        case EffectKind.WAITS:
            return Text(f"等待“{zh}”", f'the case waits for "{en}"')
        case EffectKind.ENDS:
            if effect.title.zh:
                return Text(f"本件以“{zh}”办结", f'the case ends with "{en}"')
            return Text("本件办结", "the case ends")
        case EffectKind.UNKNOWN:
            return Text("后续取决于所填内容", "what follows depends on what is filled in")


# --- why ------------------------------------------------------------------------------------------


def why_out(told: Told, task: int) -> WhyOut:
    """The sentence with its parts. Raises: TaskNotFound."""
    step = told.step(task)
    wording = told.wording()
    holders = list(holders_of(told.connection, step.groups)) if step.groups else []
    words = Words(
        person=wording.person,
        group=wording.group,
        outcome=lambda each: wording.outcome(each.process, each.element, each.outcome),
    )
    parts = why(told.story, task, told.resolved.models, words, told.viewer.user_id, holders)
    if not told.inside:
        # Applicants learn why it is theirs, not who decided what before.
        parts = [each for each in parts if each.kind == "assignment"]
    said = sentence(parts)
    return WhyOut(sentence=both(said), parts=[_part(told, each, wording) for each in parts])


def _part(told: Told, part: Part, wording: Wording) -> PartOut:
    reasons = part.reasons if told.inside else ()
    return PartOut(
        kind=part.kind,
        zh=part.text.zh,
        en=part.text.en,
        reasons=[reason_out(told, each, wording) for each in reasons],
    )


def reason_out(told: Told, reason: Reason, wording: Wording) -> TaskReasonOut:
    rules = reason.rules or {}
    table = rules.get("table") or {}
    masked = told.masked
    return TaskReasonOut(
        entry=reason.entry,
        at=reason.at,
        what=reason.what,
        subject=reason.subject,
        title=both(wording.element(reason.process, reason.element)),
        element=reason.element,
        process=reason.process,
        text=reason.text,
        read=masked(reason.read),
        result=masked({reason.subject: reason.result})[reason.subject],
        decision=decision_code(reason.subject) if reason.what == "decision" else "",
        hit_policy=table.get("hit_policy", ""),
        inputs=[
            ReasonInputOut(
                label=each.get("label", ""),
                expression=each["expression"],
                value=masked({each["expression"]: each["value"]})[each["expression"]],
            )
            for each in table.get("inputs", ())
        ],
        rows=[
            MatchedRow(
                number=each["number"],
                conditions=each["conditions"],
                annotations=[note["text"] for note in each["annotations"] if note["text"]],
                output=each["output"],
            )
            for each in table.get("rules", ())
        ],
        default=bool(table.get("default")),
        names={
            text: both(name)
            for text in _texts_in([reason.read, reason.result, rules.get("value")])
            if (name := wording.called(text, told.view.row.area)) is not None
        },
    )


def _texts_in(value: Any) -> set[str]:
    found: set[str] = set()
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            found.add(part)
        elif isinstance(part, Mapping):
            waiting.extend(part.values())
        elif isinstance(part, list | tuple):
            waiting.extend(part)
    return found


def decisions_out(told: Told) -> list[TaskReasonOut]:
    """The decision tables that were asked in the case, oldest first. Raises: CaseNotFound."""
    told.only_inside()
    wording = told.wording()
    return [
        reason_out(told, each, wording) for each in told.story.reasons if each.what == "decision"
    ]


# --- history --------------------------------------------------------------------------------------


def history_out(told: Told) -> CaseHistoryOut:
    """The steps of the case with who, when, outcome, opinion and working days."""
    moment = now(told.connection)
    wording = told.wording()
    calendar = told.people.calendar(told.view.row.area)
    return CaseHistoryOut(
        case_id=told.view.row.case_id,
        now=moment,
        steps=[_step(told, each, wording, calendar, moment) for each in told.story.steps.values()],
    )


def _step(
    told: Told, step: Step, wording: Wording, calendar: WorkingCalendar, moment: datetime
) -> TaskStepOut:
    sees = told.sees_step(step)
    counted = (told.people.calendar_by_hash(step.calendar) if step.calendar else None) or calendar
    until = step.closed_at or moment
    used = counted.between(counted.local_day(step.opened_at), counted.local_day(until))

    def name(person: str) -> InBoth | None:
        return both(wording.person(person)) if sees and person else None

    label = wording.outcome(step.process, step.element, step.outcome)
    return TaskStepOut(
        task=step.n,
        element=step.element,
        process=step.process,
        title=both(wording.element(step.process, step.element)),
        state=step.state,
        opened_at=step.opened_at,
        due_at=step.due_at,
        closed_at=step.closed_at,
        groups=[both(wording.group(each)) for each in step.groups],
        holder=name(step.assignee) if step.state == "open" else None,
        by=name(step.closed_by),
        on_behalf_of=name(step.on_behalf_of),
        mine=told.viewer.user_id in (step.assignee, step.closed_by),
        outcome=step.outcome if sees else "",
        outcome_label=both(label) if sees and step.outcome else None,
        opinion=step.opinion if sees else "",
        working_days=max(used, 0),
        limit_working_days=step.limit_working_days,
        overdue=step.due_at is not None and until > step.due_at,
        handovers=[
            TaskHandoverOut(
                at=each.at,
                from_name=both(wording.person(each.from_user)),
                to_name=both(wording.person(each.to_user)),
                reason=each.reason,
            )
            for each in step.handovers
            if sees
        ],
        corrections=asked_out(told, step) if sees and step.named else [],
        corrected=sent_out(told, step) if sees else [],
    )


# --- changes --------------------------------------------------------------------------------------


def changes_out(told: Told, task: int) -> TaskChangesOut:
    """Visible fields that differ from when this step, or else the viewer, saw the case last.

    Raises: TaskNotFound.
    """
    step = told.step(task)
    view = cases.get_task(told.connection, told.viewer, told.view.row.case_id, task)
    form = form_of(list(told.resolved.bundles), step.process, step.element)
    seen = _last_seen(told, step)
    correction = round_out(told, step, told.wording()) if step.state == "open" else None
    if form is None or seen is None or step.state != "open":
        return TaskChangesOut(
            since=seen.at if seen is not None else None, changes=[], correction=correction
        )
    shown = [name for name in form.fields if form.may(name, Right.READ)]
    written = told.story.written
    changed = [
        name
        for name in shown
        if seen.values.get(name) != view.values.get(name)
        and (name in written and written[name].entry > seen.entry)
    ]
    wording = told.wording({written[name].actor for name in changed})
    old = form.read({n: from_tagged(v) for n, v in seen.values.items() if n in form.rights})
    new = form.read({n: from_tagged(v) for n, v in view.values.items() if n in form.rights})
    return TaskChangesOut(
        since=seen.at,
        changes=[
            TaskChangeOut(
                field=name,
                label=both(form.label(name)),
                old=old.get(name),
                new=new.get(name),
                at=written[name].at,
                by=both(wording.person(written[name].actor)) if told.inside else None,
                by_applicant=written[name].actor == told.view.row.applicant,
            )
            for name in changed
        ],
        correction=correction,
    )


def _last_seen(told: Told, step: Step) -> Snapshot | None:
    found = told.story.seen.get((step.process, step.element))
    return found or told.story.seen_by.get(told.viewer.user_id)


# --- path -----------------------------------------------------------------------------------------


def path_out(told: Told) -> CasePathOut:
    """What was entered and taken, process by process. Raises: CaseNotFound."""
    told.only_inside()
    story, active = told.story, told.story.active()
    wording = told.wording()
    found: dict[str, DrawnProcess] = {}
    for (process, element), count in story.entered.items():
        if element == process:
            found.setdefault(
                process,
                DrawnProcess(
                    process=process, title=both(wording.process(process)), elements=[], flows=[]
                ),
            )
            continue
        found[process].elements.append(
            ElementCount(element=element, count=count, active=active[process, element])
        )
    for (process, flow), count in story.taken.items():
        found[process].flows.append(FlowCount(flow=flow, count=count))
    open_now = {step.process for step in story.steps.values() if step.state == "open"}
    order = list(found)
    return CasePathOut(
        processes=sorted(
            found.values(),
            key=lambda each: (each.process not in open_now, -order.index(each.process)),
        )
    )


def diagram_of(told: Told, process: str) -> bytes:
    """The diagram that the case runs on, as it was uploaded. Raises: CaseNotFound."""
    told.only_inside()
    if process not in told.resolved.models:
        raise CaseNotFound(told.view.row.case_id)
    bundle = told.resolved.bundle_of(process)
    return next(each for each in bundle.diagrams.values() if process in each.processes).source


# --- transfer -------------------------------------------------------------------------------------


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
    weighing = _weighing(told, engine, actor)
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
    """Who holds the role that the field's `x-people` names, least busy first.

    Raises: TaskNotFound.
    """
    view = cases.get_task(told.connection, told.viewer, told.view.row.case_id, task)
    if not takes_part(told.viewer, view.row):
        raise TaskNotFound(told.view.row.case_id, task)
    bundle = told.reads.library.bundle(told.connection, view.bundle)
    form = form_of([bundle], view.row.element_process, view.row.element)
    asked = form.schema["properties"].get(field, {}).get("x-people") if form is not None else None
    kind, _, role = str(asked or "").partition(".")
    organisations = told.people.organisations()
    bureau = organisations.bureau(kind, told.view.row.area)
    if bureau is None:
        return []
    known = organisations.organisations[bureau]
    held = holders_of(told.connection, [f"{bureau}.{role}"])
    loads = load_of(told.connection, list(held), now(told.connection))
    wording = Wording(told.connection, organisations, told.resolved, set(held))
    found = [
        FieldPersonOut(
            person=person,
            name=both(wording.person(person)),
            organisation=InBoth(zh=known.name_zh, en=known.name_en),
            open_tasks=loads.get(person, Load(0, 0)).open,
        )
        for person in held
    ]
    return sorted(found, key=lambda each: (each.open_tasks, each.person))


# --- attachments ----------------------------------------------------------------------------------


def attachments_out(told: Told) -> list[CaseAttachmentOut]:
    """Files that fields name which the viewer sees, in the order of the fields."""
    parts = told.reads.parts(told.connection, told.viewer, told.view)
    driver: Any = told.connection.connection.driver_connection
    names = labels(told.resolved)
    found: dict[str, CaseAttachmentOut] = {}
    for field, value in parts.items():
        for sha256 in references_in(value):
            if sha256 in found:
                continue
            try:
                kept = attachments.describe(driver, sha256)
            except AttachmentNotFound:
                continue
            found[sha256] = CaseAttachmentOut(
                sha256=sha256,
                name=kept.name,
                media_type=kept.media_type,
                size_bytes=kept.size_bytes,
                uploaded_at=kept.uploaded_at,
                field=field,
                label=both(names.get(field, Text(field, field))),
            )
    return list(found.values())


# --- facts ----------------------------------------------------------------------------------------


def facts_out(told: Told) -> CaseFactsOut:
    """The visible variables that some form of the case names, as read-only fields."""
    parts = told.reads.parts(told.connection, told.viewer, told.view)
    schemas: dict[str, Any] = {}
    values: dict[str, Any] = {}
    for bundle in told.resolved.bundles:
        for form in bundle.forms.values():
            for name in form.fields:
                if name in parts and name not in schemas and parts[name] is not None:
                    schema = form.schema["properties"].get(name, {})
                    schemas[name] = schema
                    values[name] = to_form(from_tagged(parts[name]), schema)
    wording = told.wording()
    story = told.story
    waits = [
        (story.state.instances[wait.instance], wait)
        for wait in story.state.waits.values()
        if wait.instance in story.state.instances
    ]
    return CaseFactsOut(
        json_schema={"type": "object", "properties": schemas},
        rights=dict.fromkeys(schemas, Right.READ.value),
        values=values,
        **_case_facts(told, wording),
        waits=[
            WaitingFor(
                title=both(wording.element(instance.process, wait.node)),
                process=both(wording.process(instance.process)),
                due=datetime.fromisoformat(wait.due) if wait.due else None,
            )
            for instance, wait in waits
            if told.inside
        ],
    )
