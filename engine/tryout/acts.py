"""What a designer does in a try-out, and the engine's command that it becomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from engine.commands.actor import Actor, system_actor
from engine.commands.claim_task import ClaimTask
from engine.commands.complete_job import CompleteJob
from engine.commands.complete_task import CompleteTask
from engine.commands.deliver_message import DeliverMessage
from engine.commands.deliver_signal import DeliverSignal
from engine.commands.fail_job import FailJob, ThrowJobError
from engine.commands.operating import CASE_OPERATOR
from engine.commands.release_task import ReleaseTask
from engine.commands.resolve_incident import ResolveIncident
from engine.commands.start_case import StartCase
from engine.commands.transfer_task import TransferTask
from engine.commands.values import clean_json
from engine.commands.withdraw_application import WithdrawApplication
from engine.errors import JobNotFound, NobodyWaitsForMessage
from engine.feel import (
    EvaluationContext,
    FeelError,
    compile_expression,
    to_tagged,
)
from engine.runtime.environment import SHANGHAI
from engine.tryout.cast import Cast
from engine.tryout.errors import AlreadyStarted, AnswerNotUnderstood, NotStartedYet
from engine.tryout.snapshot import Snapshot

#: Who repairs incidents in a try-out.
OPERATOR = Actor("try.operator", frozenset({f"platform.{CASE_OPERATOR}"}))


@dataclass(frozen=True, slots=True)
class Act:
    """One act; `kind` says which of the other fields count."""

    #: start, complete, claim, release, transfer, answer, throw, fail, message, signal, deliver,
    #: resolve, withdraw
    kind: str
    n: int = 0  #: number of the task, call, wait, message sent or instance
    person: str = ""  #: who acts: a person or a free role
    node: str = ""  #: of a start: the start event; empty: the plain one
    outcome: str = ""
    opinion: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)  #: of a form, JSON
    corrections: Mapping[str, str] = field(default_factory=dict)  #: named by a return → why
    answer: str = ""  #: results of a call or the load of a message: a FEEL context
    code: str = ""  #: of a BPMN error
    reason: str = ""
    to: str = ""  #: of a transfer


def command_of(
    act: Act, snapshot: Snapshot, cast: Cast, *, case_id: UUID, process: str, area: str
) -> tuple[Any, Actor]:
    """The command and who gives it.

    Raises: AlreadyStarted, NotStartedYet, UnknownPerson, JobNotFound, NobodyWaitsForMessage,
        AnswerNotUnderstood, NotJson, ValuesTooLarge.
    """
    if act.kind == "start":
        if snapshot.begun:
            raise AlreadyStarted
        values = context_of(act.answer, snapshot) if act.node else dict(act.fields)
        command = StartCase(process, area, values, case_id, start_node=act.node)
        return command, cast.actor(act.person)
    if not snapshot.begun:
        raise NotStartedYet
    return _ACTS[act.kind](act, snapshot, cast, case_id)


def context_of(text: str, snapshot: Snapshot) -> dict[str, Any]:
    """A FEEL context as tagged values; empty text is an empty one. Raises: AnswerNotUnderstood."""
    if not text.strip():
        return {}
    try:
        expression = compile_expression(text)
        unknown = sorted(expression.free_names)
        if unknown:
            raise AnswerNotUnderstood(
                f"不认识的名称 {unknown[0]}；文本请加引号",
                f"unknown name {unknown[0]}; quote texts",
            )
        value = expression.evaluate({}, EvaluationContext(now=snapshot.moment, zone=SHANGHAI))
        if not isinstance(value, Mapping):
            raise AnswerNotUnderstood(
                "应为上下文，如 {结果: true}", "Expected a context like {result: true}"
            )
        return {name: to_tagged(each) for name, each in value.items()}
    except FeelError as error:
        zh = getattr(error, "message_zh", "") or str(error)
        en = getattr(error, "message_en", "") or str(error)
        raise AnswerNotUnderstood(zh, en) from error


def _complete(act: Act, _snapshot: Snapshot, cast: Cast, case_id: UUID) -> tuple[Any, Actor]:
    command = CompleteTask(
        case_id, act.n, act.outcome, act.opinion, dict(act.fields), dict(act.corrections)
    )
    return command, cast.actor(act.person)


def _claim(act: Act, _snapshot: Snapshot, cast: Cast, case_id: UUID) -> tuple[Any, Actor]:
    return ClaimTask(case_id, act.n), cast.actor(act.person)


def _release(act: Act, _snapshot: Snapshot, cast: Cast, case_id: UUID) -> tuple[Any, Actor]:
    return ReleaseTask(case_id, act.n), cast.actor(act.person)


def _transfer(act: Act, _snapshot: Snapshot, cast: Cast, case_id: UUID) -> tuple[Any, Actor]:
    return TransferTask(case_id, act.n, act.to, act.reason), cast.actor(act.person)


def _answer(act: Act, snapshot: Snapshot, _cast: Cast, case_id: UUID) -> tuple[Any, Actor]:
    output = context_of(act.answer, snapshot)
    return CompleteJob(case_id, act.n, output), system_actor("service")


def _throw(act: Act, _snapshot: Snapshot, _cast: Cast, case_id: UUID) -> tuple[Any, Actor]:
    return ThrowJobError(case_id, act.n, act.code, act.reason), system_actor("service")


def _fail(act: Act, _snapshot: Snapshot, _cast: Cast, case_id: UUID) -> tuple[Any, Actor]:
    text = act.reason or "试运行中设定的失败"
    english = act.reason or "A failure set in the try-out"
    command = FailJob(case_id, act.n, "handler-failed", text, english)
    return command, system_actor("service")


def _message(act: Act, snapshot: Snapshot, cast: Cast, case_id: UUID) -> tuple[Any, Actor]:
    wait = snapshot.state.waits.get(act.n)
    if wait is None or wait.trigger not in ("message", "signal"):
        raise NobodyWaitsForMessage("", "")
    payload = context_of(act.answer, snapshot)
    if wait.trigger == "signal":
        return DeliverSignal(case_id, wait.name, payload), system_actor("signal")
    actor = cast.actor(act.person) if act.person else system_actor("message")
    return DeliverMessage(case_id, wait.name, wait.key, payload), actor


def _deliver(act: Act, snapshot: Snapshot, _cast: Cast, case_id: UUID) -> tuple[Any, Actor]:
    if not 0 <= act.n < len(snapshot.sent):
        raise JobNotFound(case_id, act.n)
    sent = snapshot.sent[act.n]
    if sent.kind == "signal":
        return DeliverSignal(case_id, sent.name, sent.payload), system_actor("signal")
    return DeliverMessage(case_id, sent.name, sent.key, sent.payload), system_actor("message")


def _resolve(act: Act, snapshot: Snapshot, _cast: Cast, case_id: UUID) -> tuple[Any, Actor]:
    values = clean_json(context_of(act.answer, snapshot), "answer")
    return ResolveIncident(case_id, act.n, act.reason or "试运行 try-out", values), OPERATOR


def _withdraw(act: Act, snapshot: Snapshot, cast: Cast, case_id: UUID) -> tuple[Any, Actor]:
    return WithdrawApplication(case_id, act.reason), cast.actor(snapshot.facts.applicant)


_ACTS = {
    "complete": _complete,
    "claim": _claim,
    "release": _release,
    "transfer": _transfer,
    "answer": _answer,
    "throw": _throw,
    "fail": _fail,
    "message": _message,
    "deliver": _deliver,
    "resolve": _resolve,
    "withdraw": _withdraw,
}
