"""Why is this task with me (为什么在我这里): said from the reasons that deciding recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from engine.model.decision_code import decision_code
from engine.model.nodes import Kind, ProcessModel, Text
from engine.reads.story import Reason, Step, Story

MOST_STEPS_BACK: Final = 200
#: Conditions that are worth a place in the sentence; the details hold all of them.
MOST_ROUTES: Final = 2


@dataclass(frozen=True, slots=True)
class Words:
    """How people, groups and elements are called."""

    person: Callable[[str], Text]
    group: Callable[[str], Text]
    outcome: Callable[[Step], Text]


@dataclass(frozen=True, slots=True)
class Part:
    """One clause of the answer, with the recorded reasons it rests on."""

    kind: str  #: before, route, rule, assignment, handover, alone
    text: Text
    reasons: tuple[Reason, ...] = ()


def why(
    story: Story,
    task: int,
    models: Mapping[str, ProcessModel],
    words: Words,
    viewer: str,
    holders: Sequence[str],
) -> list[Part]:
    """The clauses in order; `holders` are the active people of the task's groups."""
    step = story.steps[task]
    found = [*_before(story, task, models, words), *_assignment(story, step, models, words)]
    for handover in step.handovers[-1:]:
        by, reason = words.person(handover.from_user), handover.reason
        found.append(
            Part(
                "handover",
                Text(
                    f"{by.zh}转办给{words.person(handover.to_user).zh}：{reason}",
                    f"{by.en} transferred it to {words.person(handover.to_user).en}: {reason}",
                ),
            )
        )
    found.extend(_me(step, viewer, holders, words))
    return found


def sentence(parts: Sequence[Part]) -> Text:
    """One sentence in each language."""
    if not parts:
        return Text("没有记录理由。", "No reason was recorded.")
    zh = "，".join(each.text.zh for each in parts)
    en = "; ".join(each.text.en for each in parts)
    return Text(f"{zh}。", f"{en[:1].upper()}{en[1:]}.")


def _before(
    story: Story, task: int, models: Mapping[str, ProcessModel], words: Words
) -> Iterator[Part]:
    """Who acted last on the way here, and which conditions sent it this way."""
    routes: list[Part] = []
    n = story.causes.get(task, 0)
    for _step in range(MOST_STEPS_BACK):
        if not n:
            break
        earlier = story.steps.get(n)
        if earlier is not None and n != task and earlier.state == "completed":
            yield _after_step(story, earlier, models, words)
            break
        if (route := _route(story, n, models)) is not None:
            routes.append(route)
        n = story.causes.get(n, 0)
    else:
        n = 0
    if not n and story.applicant:
        person = words.person(story.applicant)
        yield Part("before", Text(f"{person.zh}提交了申请", f"{person.en} filed the application"))
    yield from reversed(routes[:MOST_ROUTES])


def _after_step(story: Story, step: Step, models: Mapping[str, ProcessModel], words: Words) -> Part:
    name = _name(models, step.process, step.element)
    by, outcome = words.person(step.closed_by), words.outcome(step)
    zh = f"{by.zh}已办理“{name.zh}”" + (f"（{outcome.zh}）" if outcome.zh else "")
    en = f'{by.en} finished "{name.en}"' + (f" ({outcome.en})" if outcome.en else "")
    return Part("before", Text(zh, en))


def _route(story: Story, n: int, models: Mapping[str, ProcessModel]) -> Part | None:
    """What a gateway on the way decided; None where nothing was to choose."""
    process, element = story.places[n]
    model = models.get(process)
    if model is None or element not in model.by_id:
        return None
    node = model.node(element)
    if node.kind not in (Kind.EXCLUSIVE_GATEWAY, Kind.INCLUSIVE_GATEWAY):
        return None
    reasons = tuple(each for each in story.reasons_at(n) if each.what == "condition")
    if not reasons:
        return None
    chosen = next((each for each in reasons if each.result is True), None)
    if chosen is None or chosen.subject not in model.flow_by_id:
        return None  # the usual way, by default
    index = model.flow_by_id[chosen.subject]
    flow = model.flows[index]
    target = model.nodes[flow.target]
    to_zh = flow.name.zh or target.name.zh or target.id
    to_en = flow.name.en or target.name.en or to_zh
    return Part(
        "route",
        Text(
            f"“{node.name.zh or node.id}”走向“{to_zh}”",
            f'"{node.name.en or node.id}" led to "{to_en}"',
        ),
        reasons,
    )


def _assignment(
    story: Story, step: Step, models: Mapping[str, ProcessModel], words: Words
) -> Iterator[Part]:
    assigned = tuple(each for each in story.reasons_at(step.n) if each.what == "assignment")
    rule = next((found for each in assigned for found in _rules_behind(story, step, each)), None)
    groups_zh = "、".join(words.group(each).zh for each in step.groups)
    groups_en = ", ".join(words.group(each).en for each in step.groups)
    people = [*step.users, *([step.assignee] if not step.groups and step.assignee else [])]
    if not step.groups and people:
        names_zh = "、".join(words.person(each).zh for each in dict.fromkeys(people))
        names_en = ", ".join(words.person(each).en for each in dict.fromkeys(people))
        yield Part("assignment", Text(f"指定由{names_zh}办理", f"{names_en} is named"), assigned)
        return
    if rule is None:
        yield Part(
            "assignment",
            Text(f"按属地和岗位由{groups_zh}办理", f"by area and post it is for the {groups_en}"),
            assigned,
        )
        return
    reason, numbers = rule
    name = _name(models, reason.process, reason.element)
    code = decision_code(reason.subject)
    rows_zh = f"第 {'、'.join(map(str, numbers))} 行" if numbers else "的默认结果"
    rows_en = f"row {', '.join(map(str, numbers))}" if numbers else "the default result"
    yield Part(
        "rule",
        Text(
            f"按 {code} {rows_zh}（{name.zh}）由{groups_zh}办理",
            f"by {code} {rows_en} ({name.en}) it is for the {groups_en}",
        ),
        (reason, *assigned),
    )


def _rules_behind(
    story: Story, step: Step, assigned: Reason
) -> Iterator[tuple[Reason, tuple[int, ...]]]:
    """The latest decision before the task whose result holds a value that assigning read."""
    earlier = [
        each
        for each in story.reasons
        if each.what == "decision" and (each.entry, each.instance) < (step.opened_entry, step.n)
    ]
    for name, value in assigned.read.items():
        if not isinstance(value, str) or not value:
            continue
        # A decision that came after the name was written did not give it its value.
        written = story.written.get(name)
        last = written.entry if written is not None else step.opened_entry
        for reason in reversed([each for each in earlier if each.entry <= last]):
            texts = {text for text in _texts(reason.result) if _same(value, text)}
            if not texts:
                continue
            table = (reason.rules or {}).get("table") or {}
            rules = table.get("rules", ())
            rows = tuple(
                rule["number"] for rule in rules if not texts.isdisjoint(_texts(rule.get("output")))
            )
            yield reason, rows or tuple(rule["number"] for rule in rules)
            return


def _same(value: str, text: str) -> bool:
    """The text itself, or the kind of an organisation id "<area>.<kind>"."""
    return value == text or value.endswith(f".{text}")


def _texts(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str) and part:
            yield part
        elif isinstance(part, Mapping):
            waiting.extend(part.values())
        elif isinstance(part, list | tuple):
            waiting.extend(part)


def _me(step: Step, viewer: str, holders: Sequence[str], words: Words) -> Iterator[Part]:
    if step.assignee and step.assignee != viewer and step.groups:
        by = words.person(step.assignee)
        yield Part("holder", Text(f"现由{by.zh}办理", f"{by.en} holds it now"))
    elif viewer in holders and len(holders) == 1:
        yield Part(
            "alone",
            Text("您是该岗位唯一在岗人", "you are the only one in this post"),
        )
    elif viewer in holders:
        yield Part(
            "among",
            Text(
                f"该岗位共 {len(holders)} 人，您是其中之一",
                f"you are one of {len(holders)} in this post",
            ),
        )


def _name(models: Mapping[str, ProcessModel], process: str, element: str) -> Text:
    model = models.get(process)
    name = model.node(element).name if model is not None and element in model.by_id else Text()
    return Text(name.zh or element, name.en or name.zh or element)
