"""What can be done with a task, and what each verb would do."""

from datetime import datetime, timedelta

from api.corrections import may_be_named_out
from api.library import form_of
from api.schemas.task_page import (
    TaskHeadOut,
    VerbEffectOut,
    VerbOut,
    VerbsOut,
)
from api.task_page.facts import case_facts
from api.task_page.told import Told
from api.visible import takes_part
from api.wording import Wording, both
from engine.commands.actor import Actor
from engine.commands.verbs import Asked, Verb, verbs_of
from engine.feel import from_tagged
from engine.model.case_states import case_state_name
from engine.model.forms.form import Right
from engine.model.forms.narrowing import as_opened
from engine.model.nodes import Text
from engine.reads import cases
from engine.reads.drafts import draft_saved_at
from engine.reads.forecast import Effect, EffectKind, effects
from engine.reads.inbox import TaskRow
from engine.reads.viewer import Viewer
from engine.wiring import Engine
from workflows.effects import MOVES_MONEY, OUTSIDE_EFFECTS


def verbs_out(told: Told, engine: Engine, actor: Actor, task: int) -> VerbsOut:
    """Every verb with its reason or its effects. Raises: TaskNotFound."""
    case_id = told.view.row.case_id
    view = cases.get_task(told.connection, told.viewer, case_id, task)
    weighing = told.weighing(engine, actor)
    drawn = form_of(list(told.resolved.bundles), view.row.element_process, view.row.element)
    form = as_opened(drawn, view.corrections)
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
    facts = case_facts(told, wording)
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
