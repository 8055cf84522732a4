"""The failure tree: who is to blame decides what happens.

    Declined                      the caller's: nothing changed; a problem document in zh and en
    ├── NotSignedIn · TooMany     see engine.people
    ├── NotFound                  CaseNotFound · TaskNotFound · ProcessNotFound · BundleNotFound ·
    │                             IncidentNotFound · JobNotFound · AttachmentNotFound ·
    │                             NobodyWaitsForMessage
    ├── NotAllowed                NotACandidate · NotTheAssignee · SeparationOfDuties ·
    │                             NotTheApplicant · NotPermitted · FieldNotWritable ·
    │                             CorrectionNotOpen
    ├── Conflict                  TaskAlreadyClaimed · TaskAlreadyClosed · TaskNotClaimed ·
    │                             TaskHasNoOtherCandidate ·
    │                             CaseIsFrozen · CaseIsNotFrozen · CaseHasEnded · NotWithdrawable ·
    │                             IdempotencyKeyReused · CaseIsBusy · BundleStateConflict ·
    │                             ClockIsLive · ClockMovesForwardOnly · CalledProcessMissing
    ├── StaleVersion              VersionMismatch
    └── Invalid                   FormInvalid · UnknownOutcome · OpinionRequired · OpinionNotTaken ·
        │                         ReasonRequired · NothingToCorrect ·
        │                         UnknownPerson · BundleRefused · UnusableText · StartNotPossible
        └── TooLarge              ValuesTooLarge · AttachmentTooLarge · AttachmentTypeNotAllowed
    BpmnError                     business: goes to the error boundary; uncaught it is an incident
    HandlerFailed                 the world's: tried again later, then an incident
    (any other exception)         ours: rolled back, 500, alarm; other cases go on

An incident is not an exception: it is an event (`IncidentRaised`), the case waits for a person.
Each class is one situation: its docstring is the title, English (中文), its attributes are the data
of the problem document; `api.problems` turns the branch into a status.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Finding:
    """One of several things that are wrong: with a field of a form, a line of a file."""

    where: str  #: name of the field, or file and line; empty: the whole
    rule: str  #: stable id, e.g. "required"
    zh: str
    en: str


class Declined(Exception):
    """The request was declined (请求未被接受)."""

    #: texts of the message; `{name}` is filled from the attributes
    zh: ClassVar[str] = "请求未被接受。"
    en: ClassVar[str] = "The request was declined."

    message_zh: str
    message_en: str
    facts: dict[str, Any]  #: data of the problem document, JSON; `problems` is the list of findings

    def __init__(
        self, zh: str = "", en: str = "", problems: Sequence[Any] = (), **facts: Any
    ) -> None:
        super().__init__(en or self.en)
        self.message_zh = zh or self.zh
        self.message_en = en or self.en
        self.facts = {name: _plain(value) for name, value in facts.items()}
        if problems:
            self.facts["problems"] = [_plain(each) for each in problems]

    def __getattr__(self, name: str) -> Any:
        facts = self.__dict__.get("facts", {})
        if name in facts:
            return facts[name]
        raise AttributeError(name)

    def __post_init__(self) -> None:
        """For the situations below that are dataclasses: their fields are the facts."""
        names = getattr(self, "__dataclass_fields__", {})
        facts = {name: _plain(getattr(self, name)) for name in names}
        texts = {name: _text(value) for name, value in facts.items()}
        zh = self.zh.format_map(texts)
        en = self.en.format_map(texts)
        Declined.__init__(self, zh, en, **facts)

    @classmethod
    def problem(cls) -> str:
        """The stable id of the situation, last part of the problem's `type`."""
        return "".join(f"-{c.lower()}" if c.isupper() else c for c in cls.__name__).lstrip("-")

    @classmethod
    def title(cls) -> tuple[str, str]:
        """The title in Chinese and English."""
        line = (cls.__doc__ or "").strip().splitlines()[0]
        english, _, chinese = line.rstrip(".").rpartition(" (")
        return (chinese.removesuffix(")"), english) if english else (chinese, chinese)

    def __str__(self) -> str:
        return self.message_en


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Finding):
        return {"where": value.where, "rule": value.rule, "zh": value.zh, "en": value.en}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return value


def _text(value: Any) -> str:
    if not isinstance(value, list):
        return str(value)
    return str(len(value)) if value and isinstance(value[0], dict) else ", ".join(map(str, value))


# --- who is asking --------------------------------------------------------------------------------


class NotSignedIn(Declined):
    """Nobody is signed in (请先登录)."""

    zh = "请先登录。"
    en = "Expected a signed-in person."


class TooMany(Declined):
    """Too many requests (请求过于频繁)."""

    retry_after_seconds: int

    def __init__(self, zh: str, en: str, *, retry_after_seconds: int, **facts: Any) -> None:
        super().__init__(zh, en, retry_after_seconds=retry_after_seconds, **facts)


# --- not found ------------------------------------------------------------------------------------


class NotFound(Declined):
    """Not found (未找到)."""


@dataclass(eq=False)
class CaseNotFound(NotFound):
    """Case not found (办件不存在)."""

    zh = "办件 {case_id} 不存在，或您无权查看。"
    en = "Expected case {case_id} to exist and to be open to you."
    case_id: UUID


@dataclass(eq=False)
class TaskNotFound(NotFound):
    """Task not found (任务不存在)."""

    zh = "办件 {case_id} 中没有任务 {task}，或您无权查看。"
    en = "Expected case {case_id} to have a task {task} that is open to you."
    case_id: UUID
    task: int


@dataclass(eq=False)
class ProcessNotFound(NotFound):
    """No published process of this name (流程未发布)."""

    zh = "没有已发布的流程 {process}。"
    en = "Expected a published process {process}."
    process: str


@dataclass(eq=False)
class BundleNotFound(NotFound):
    """Bundle not found (部署包不存在)."""

    zh = "部署包 {bundle} 不存在。"
    en = "Expected a bundle {bundle}."
    bundle: str


@dataclass(eq=False)
class IncidentNotFound(NotFound):
    """Incident not found (异常不存在)."""

    zh = "办件 {case_id} 的 {instance} 处没有待处理的异常。"
    en = "Expected case {case_id} to have an open incident at {instance}."
    case_id: UUID
    instance: int


@dataclass(eq=False)
class JobNotFound(NotFound):
    """Job not found (作业不存在)."""

    zh = "办件 {case_id} 中没有作业 {job}。"
    en = "Expected case {case_id} to have a job {job} under way."
    case_id: UUID
    job: int


@dataclass(eq=False)
class NoEntryThen(NotFound):
    """The case had no entry then (当时尚无记录)."""

    zh = "本办件当时尚未开始，没有记录。"
    en = "Expected the case to have an entry by then; it began later."
    case_id: UUID


@dataclass(eq=False)
class AttachmentNotFound(NotFound):
    """Attachment not found (附件不存在)."""

    zh = "附件 {attachment} 不存在，或您无权查看。"
    en = "Expected an attachment {attachment} that is open to you."
    attachment: str


@dataclass(eq=False)
class NobodyWaitsForMessage(NotFound):
    """Nobody waits for this message (没有办件在等待该消息)."""

    zh = "没有办件在等待消息 {name}（关联键 {key}）。"
    en = "Expected a case to wait for message {name} with key {key}."
    name: str
    key: str


# --- forbidden ------------------------------------------------------------------------------------


class NotAllowed(Declined):
    """Not allowed (没有权限)."""


@dataclass(eq=False)
class NotACandidate(NotAllowed):
    """Not a candidate of the task (不是该任务的候选人)."""

    zh = "{user} 不是任务 {task} 的候选人。"
    en = "Expected {user} to be a candidate of task {task}."
    case_id: UUID
    task: int
    user: str


@dataclass(eq=False)
class NotTheAssignee(NotAllowed):
    """The task is held by somebody else (任务由他人办理)."""

    zh = "任务 {task} 由 {assignee} 办理，{user} 不能操作。"
    en = "Expected task {task} to be held by {user}, but {assignee} holds it."
    case_id: UUID
    task: int
    user: str
    assignee: str


@dataclass(eq=False)
class SeparationOfDuties(NotAllowed):
    """Separation of duties (职责分离)."""

    zh = "{person} 已办理本件的 {element}，不得再办理任务 {task}（职责分离）。"
    en = "Expected another person than {person} for task {task}: separation of duties ({element})."
    case_id: UUID
    task: int
    person: str
    element: str  #: the earlier step; "applicant" when the person is the applicant

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.element == "applicant":
            self.message_zh = (
                f"{self.person} 是本件的申请人，不得办理任务 {self.task}（职责分离）。"
            )


@dataclass(eq=False)
class NotTheApplicant(NotAllowed):
    """Only the applicant may do this (仅限申请人)."""

    zh = "只有申请人可以对办件 {case_id} 执行此操作，{user} 不是申请人。"
    en = "Expected {user} to be the applicant of case {case_id}."
    case_id: UUID
    user: str


@dataclass(eq=False)
class NotPermitted(NotAllowed):
    """Not allowed for this person (没有权限)."""

    zh = "{user} 没有权限：{what}。"
    en = "Expected {user} to be allowed to: {what}."
    user: str
    what: str


@dataclass(eq=False)
class FieldNotWritable(NotAllowed):
    """The field may not be written here (字段不可填写)."""

    zh = "字段 {names} 在此步骤不可填写。"
    en = "Expected only writable fields, but got {names}."
    names: tuple[str, ...]


@dataclass(eq=False)
class CorrectionNotOpen(NotAllowed):
    """The return cannot open this field (退回不能指定此栏目)."""

    zh = "退回不能指定 {names}：补正环节的表单没有这些可填写的栏目，或您无权查看。"
    en = (
        "Expected fields that the correction step opens and you may see, but got {names}; "
        "it can open: {allowed}."
    )
    names: tuple[str, ...]
    allowed: tuple[str, ...]  #: fields that may be named


# --- conflict -------------------------------------------------------------------------------------


class Conflict(Declined):
    """It is not the time for this (当前状态不允许)."""


@dataclass(eq=False)
class TaskAlreadyClaimed(Conflict):
    """The task is already claimed (任务已被认领)."""

    zh = "任务 {task} 已由 {assignee} 认领。"
    en = "Expected task {task} to be free, but {assignee} holds it."
    case_id: UUID
    task: int
    assignee: str


@dataclass(eq=False)
class TaskAlreadyClosed(Conflict):
    """The task is already done or cancelled (任务已结束)."""

    zh = "任务 {task} 已办结或已取消。"
    en = "Expected task {task} to be open, but it is done or cancelled."
    case_id: UUID
    task: int


@dataclass(eq=False)
class TaskNotClaimed(Conflict):
    """The task is not claimed (任务尚未认领)."""

    zh = "任务 {task} 尚未被认领。"
    en = "Expected task {task} to be claimed."
    case_id: UUID
    task: int


@dataclass(eq=False)
class TaskHasNoOtherCandidate(Conflict):
    """The task is for one person only (任务仅限本人办理)."""

    zh = "任务 {task} 指定由 {assignee} 办理，不能释放或转办。"
    en = "Expected task {task} to have candidates, but it is for {assignee} alone."
    case_id: UUID
    task: int
    assignee: str


@dataclass(eq=False)
class CaseIsFrozen(Conflict):
    """The case is frozen (办件已冻结)."""

    zh = "本办件已冻结：{reason}。"
    en = "Expected the case to be open, but it is frozen: {reason}."
    case_id: UUID
    reason: str


@dataclass(eq=False)
class CaseIsNotFrozen(Conflict):
    """The case is not frozen (办件未冻结)."""

    zh = "本办件未冻结。"
    en = "Expected the case to be frozen."
    case_id: UUID


@dataclass(eq=False)
class CaseHasEnded(Conflict):
    """The case has ended (办件已办结)."""

    zh = "本办件已办结。"
    en = "Expected the case to be open, but it has ended."
    case_id: UUID


@dataclass(eq=False)
class NotWithdrawable(Conflict):
    """The application can no longer be taken back (申请已不能撤回)."""

    zh = "本办件的申请在当前步骤不能撤回。"
    en = "Expected the case to be where its application can be taken back."
    case_id: UUID


@dataclass(eq=False)
class IdempotencyKeyReused(Conflict):
    """The idempotency key was used for something else (幂等键已用于其他请求)."""

    zh = "幂等键 {key} 已用于另一请求。"
    en = "Expected idempotency key {key} to be new or to repeat the same request."
    key: str


@dataclass(eq=False)
class CaseIsBusy(Conflict):
    """Too many people act on this case at once (办件正忙)."""

    zh = "同时操作本办件的人过多，请稍后再试。"
    en = "Expected a quiet moment of the case; try again."
    case_id: UUID


@dataclass(eq=False)
class FourEyesNeeded(NotAllowed):
    """A second person has to sign before this is published (发布须由第二人签署)."""

    zh = "发布须由另一位设计人员签署：请提交发布申请。"
    en = "Expected a request to publish, signed by another designer."


@dataclass(eq=False)
class SamePersonSigns(NotAllowed):
    """Whoever asks to publish may not sign it (申请人不得自行签署)."""

    zh = "{user} 提出了发布申请，须由另一位设计人员签署或退回。"
    en = "Expected another designer than {user}, who asked to publish this."
    user: str


@dataclass(eq=False)
class PublishRequestNotFound(NotFound):
    """There is no such request to publish (发布申请不存在)."""

    zh = "没有发布申请 {request}。"
    en = "Expected a request to publish {request}."
    request: str


@dataclass(eq=False)
class PublishRequestClosed(Conflict):
    """The request to publish has been decided (发布申请已办结)."""

    zh = "发布申请已由 {decided_by} 办结（{state}）。"
    en = "Expected an open request to publish, but {decided_by} has decided it ({state})."
    request: str
    state: str
    decided_by: str


@dataclass(eq=False)
class PublishRequestOpen(Conflict):
    """Somebody has asked to publish this process already (已有待签署的发布申请)."""

    zh = "流程 {key} 已有待签署的发布申请；请先签署、退回或撤回。"
    en = "Expected no open request to publish {key}; sign, refuse or withdraw it first."
    key: str
    request: str


@dataclass(eq=False)
class PublishBaseChanged(Conflict):
    """Another version was published meanwhile (期间已发布其他版本)."""

    zh = "提出申请后，流程 {key} 已发布其他版本；请重新比对后再次申请。"
    en = "Expected what {key} was compared with to be published still; compare and ask again."
    key: str


@dataclass(eq=False)
class BundleStateConflict(Conflict):
    """The bundle is not in the state for this (部署包状态不符)."""

    zh = "部署包 {bundle} 的状态为 {state}，需要 {wanted}。"
    en = "Expected bundle {bundle} to be {wanted}, but it is {state}."
    bundle: str
    state: str
    wanted: str


@dataclass(eq=False)
class CalledProcessMissing(Conflict):
    """A called process or decision is not published (被调用的流程或决策未发布)."""

    zh = "流程 {process} 引用的 {missing} 尚未发布。"
    en = "Expected {missing}, which process {process} uses, to be published."
    process: str
    missing: tuple[str, ...]


@dataclass(eq=False)
class ClockIsLive(Conflict):
    """A live database keeps the real time (正式环境不可调整时钟)."""

    zh = "本数据库为正式环境，时钟不可调整。"
    en = "Expected a trial database: the clock of a live one is never moved."


@dataclass(eq=False)
class ClockMovesForwardOnly(Conflict):
    """The clock moves forward only (时钟只能向前调整)."""

    zh = "时钟只能向前调整，不能调回 {to}。"
    en = "Expected a time after now, but got {to}."
    to: str


# --- stale ----------------------------------------------------------------------------------------


class StaleVersion(Declined):
    """Somebody was faster (数据已变化)."""


@dataclass(eq=False)
class VersionMismatch(StaleVersion):
    """The case has changed since it was read (办件已变化)."""

    zh = "本办件的版本为 {actual}，请求基于版本 {expected}，请刷新后重试。"
    en = "Expected the case to be at version {expected}, but it is at {actual}."
    case_id: UUID
    expected: int
    actual: int


# --- invalid --------------------------------------------------------------------------------------


class Invalid(Declined):
    """The request is not valid (请求内容有误)."""


@dataclass(eq=False)
class FormInvalid(Invalid):
    """The form is not filled in correctly (表单填写有误)."""

    zh = "表单有 {problems} 处需要更正。"
    en = "Expected a valid form, but {problems} places are wrong."
    problems: tuple[Finding, ...]


@dataclass(eq=False)
class UnknownOutcome(Invalid):
    """The task has no such outcome (没有该办理结果)."""

    zh = "任务 {task} 的办理结果只能是 {allowed}，不能是 {outcome}。"
    en = "Expected one of {allowed} as outcome of task {task}, but got {outcome}."
    task: int
    outcome: str
    allowed: tuple[str, ...]


@dataclass(eq=False)
class NothingToCorrect(Invalid):
    """The outcome leads to no correction step (此办理结果不进入补正)."""

    zh = "办理结果 {outcome} 不直接进入补正环节，不能指定补正栏目；理由请写入意见。"
    en = (
        "Expected an outcome of task {task} that leads straight to a correction step, but "
        '"{outcome}" does not; write the reason into the opinion.'
    )
    task: int
    outcome: str


@dataclass(eq=False)
class OpinionRequired(Invalid):
    """This outcome needs an opinion (须填写意见)."""

    zh = "办理结果 {outcome} 须填写意见。"
    en = "Expected an opinion with outcome {outcome}."
    outcome: str


@dataclass(eq=False)
class OpinionNotTaken(Invalid):
    """This outcome takes no opinion (不接受意见)."""

    zh = "办理结果 {outcome} 不填写意见。"
    en = "Expected no opinion with outcome {outcome}."
    outcome: str


@dataclass(eq=False)
class ReasonRequired(Invalid):
    """A reason is required (须填写理由)."""

    zh = "须填写理由。"
    en = "Expected a reason."


@dataclass(eq=False)
class UnknownPerson(Invalid):
    """There is no such person (人员不存在)."""

    zh = "没有可用的人员 {user}。"
    en = "Expected an active person {user}."
    user: str


@dataclass(eq=False)
class UnusableText(Invalid):
    """A text holds characters that cannot be kept (文本含有不可用字符)."""

    zh = "{where} 含有不可用的字符。"
    en = "Expected text without NUL and lone surrogates in {where}."
    where: str


@dataclass(eq=False)
class BundleRefused(Invalid):
    """The bundle cannot be deployed (部署包有误)."""

    zh = "部署包有 {problems} 处错误。"
    en = "Expected a bundle without errors, but found {problems}."
    problems: tuple[Finding, ...]


@dataclass(eq=False)
class StartNotPossible(Invalid):
    """The process cannot be started this way (流程不能这样发起)."""

    zh = "流程 {process} 不能由用户直接发起。"
    en = "Expected process {process} to have a start that a person may use."
    process: str


class TooLarge(Invalid):
    """Too large (内容过大)."""


@dataclass(eq=False)
class ValuesTooLarge(TooLarge):
    """The values are too large (填写内容过大)."""

    zh = "填写内容共 {size_bytes} 字节，上限为 {limit_bytes} 字节。"
    en = "Expected at most {limit_bytes} bytes of values, but got {size_bytes}."
    size_bytes: int
    limit_bytes: int


@dataclass(eq=False)
class AttachmentTooLarge(TooLarge):
    """The attachment is too large (附件过大)."""

    zh = "附件 {name} 超过 {limit_bytes} 字节的上限。"
    en = "Expected attachment {name} to have at most {limit_bytes} bytes."
    name: str
    limit_bytes: int


@dataclass(eq=False)
class AttachmentTypeNotAllowed(Invalid):
    """This type of file is not taken (不接受该类型的附件)."""

    zh = "附件 {name} 的类型 {media_type} 不在允许之列。"
    en = "Expected an allowed type of file, but {name} is {media_type}."
    name: str
    media_type: str


# --- what handlers raise --------------------------------------------------------------------------


class BpmnError(Exception):
    """A business error of a handler: goes to the error boundary event with this code."""

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(f"{code}: {message}" if message else code)
        self.code = code
        self.message = message


class HandlerFailed(Exception):
    """The world did not answer: the call is tried again, then becomes an incident."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


def every_decline() -> Sequence[type[Declined]]:
    """Every concrete class of the tree, for the API document and the tests."""
    found: list[type[Declined]] = []
    branches: list[type[Declined]] = [Declined]
    while branches:
        branch = branches.pop()
        branches.extend(branch.__subclasses__())
        if "__dataclass_fields__" in branch.__dict__:
            found.append(branch)
    return sorted(found, key=lambda each: each.__name__)
