"""What a person can do with a task, whether they may, and what it would do: one table (办理方式).

A verb is allowed when its own handler says so. A handler that only misses what the person has yet
to give (an opinion, a reason, a field, a person) has said yes. To add a verb: one line in `VERBS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from engine.commands.claim_task import ClaimTask
from engine.commands.complete_task import CompleteTask
from engine.commands.naming_corrections import fields_to_name
from engine.commands.release_task import ReleaseTask
from engine.commands.save_draft import SaveDraft
from engine.commands.transfer_task import TransferTask
from engine.commands.weighing import Weighed, Weighing
from engine.errors import (
    CorrectionNotOpen,
    Declined,
    FormInvalid,
    NothingToCorrect,
    OpinionNotTaken,
    OpinionRequired,
    ReasonRequired,
    UnknownPerson,
)
from engine.feel import to_tagged
from engine.model.forms import Form, OpinionRule
from engine.model.nodes import Text

#: Declines that say no more than: there is something left to give.
STILL_TO_GIVE: Final = (
    FormInvalid,
    OpinionRequired,
    OpinionNotTaken,
    ReasonRequired,
    UnknownPerson,
    # What was named before the case went on may not fit any more: named anew when it is done.
    CorrectionNotOpen,
    NothingToCorrect,
)


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing that can be done with the task."""

    id: str
    label: Text
    outcome: str = ""
    opinion: str = OpinionRule.NONE.value  #: required, optional, none
    requires: tuple[str, ...] = ()  #: fields the outcome asks for
    asks_for_person: bool = False
    declined: Declined | None = None  #: why not; None: allowed
    weighed: Weighed | None = None  #: what it would do, when that can be said
    #: of a return: fields of the correction step that may be named, with their labels
    may_name: tuple[tuple[str, Text], ...] = ()

    @property
    def allowed(self) -> bool:
        return self.declined is None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the verbs of one task are worked out from."""

    weighing: Weighing
    case_id: UUID
    task: int
    form: Form | None
    values: Mapping[str, Any]  #: what is filled in so far, JSON
    outcome: str = ""  #: chosen so far
    corrections: Mapping[str, str] = field(default_factory=dict)  #: named so far for that outcome


def verbs_of(asked: Asked) -> list[Verb]:
    """All verbs, in the order in which screens show them."""
    return [verb for make in VERBS for verb in make(asked)]


def _completions(asked: Asked) -> Iterator[Verb]:
    outcomes = asked.form.outcomes if asked.form is not None else ()
    if not outcomes:
        label = Text("办结", "Complete")
        yield _completion(asked, "", label, OpinionRule.OPTIONAL, ())
    for each in outcomes:
        yield _completion(asked, each.id, each.label, each.opinion, each.requires)


def _completion(
    asked: Asked, outcome: str, label: Text, rule: OpinionRule, requires: tuple[str, ...]
) -> Verb:
    # A word stands for the opinion that is still to be written; without one, no word is taken.
    opinion = "" if rule is OpinionRule.NONE else "…"
    named = asked.corrections if outcome == asked.outcome else {}
    command = CompleteTask(asked.case_id, asked.task, outcome, opinion, asked.values, named)
    weighed = asked.weighing.command(command)
    declined = _declined(weighed)
    if declined is None and weighed.declined is not None:
        weighed = asked.weighing.completion(
            asked.task, outcome, opinion, _convertible(asked.form, asked.values)
        )
    return Verb(
        "complete",
        label,
        outcome,
        rule.value,
        requires,
        declined=declined,
        weighed=weighed if declined is None else None,
        may_name=fields_to_name(weighed.events, weighed.state, asked.weighing.resolved, asked.form)
        if declined is None
        else (),
    )


def _convertible(form: Form | None, values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that are right already, tagged; one that is wrong is left out."""
    if form is None:
        return {}
    wrong = {error.path.split("/")[1] for error in form.validate(values, draft=True) if error.path}
    fitting = {name: value for name, value in values.items() if name not in wrong}
    return {name: to_tagged(value) for name, value in form.convert(fitting).items()}


def _simple(
    verb: str, label: Text, make: Callable[[UUID, int], Any], **more: Any
) -> Callable[[Asked], Iterator[Verb]]:
    def weigh(asked: Asked) -> Iterator[Verb]:
        weighed = asked.weighing.command(make(asked.case_id, asked.task))
        declined = _declined(weighed)
        yield Verb(verb, label, declined=declined, weighed=weighed, **more)

    return weigh


def _declined(weighed: Weighed) -> Declined | None:
    return None if isinstance(weighed.declined, STILL_TO_GIVE) else weighed.declined


VERBS: Final[tuple[Callable[[Asked], Iterator[Verb]], ...]] = (
    _completions,
    _simple("claim", Text("认领", "Claim"), ClaimTask),
    _simple("release", Text("释放", "Release"), ReleaseTask),
    _simple(
        "transfer",
        Text("转办", "Transfer"),
        lambda case_id, task: TransferTask(case_id, task, "", ""),
        opinion=OpinionRule.REQUIRED.value,
        asks_for_person=True,
    ),
    _simple("draft", Text("暂存", "Save draft"), SaveDraft),
)
