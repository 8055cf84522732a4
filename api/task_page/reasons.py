"""Why a task is with somebody, and the rules that decided in the case."""

from collections.abc import Mapping
from typing import Any

from api.schemas.task_page import (
    MatchedRow,
    PartOut,
    ReasonInputOut,
    TaskReasonOut,
    WhyOut,
)
from api.task_page.told import Told
from api.wording import Wording, both
from engine.model.decision_code import decision_code
from engine.people.names import holders_of
from engine.reads.story import Reason
from engine.reads.why import Part, Words, sentence, why


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
