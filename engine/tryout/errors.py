"""What a try-out declines beside what the engine itself declines."""

from __future__ import annotations

from dataclasses import dataclass

from engine.errors import Conflict, Invalid, NotAllowed, NotFound, TooLarge


@dataclass(eq=False)
class SandboxNotFound(NotFound):
    """There is no such try-out (试运行不存在)."""

    zh = "没有试运行 {sandbox}，或已过期，或您无权查看。"
    en = "Expected a try-out {sandbox} that is not over and that is open to you."
    sandbox: str


@dataclass(eq=False)
class SandboxOfAnother(NotAllowed):
    """Only its owner may act in a try-out (只有本人可以操作该试运行)."""

    zh = "此试运行属于 {owner}，您只能查看。"
    en = "This try-out belongs to {owner}; you may look at it."
    owner: str


@dataclass(eq=False)
class SandboxMoved(Conflict):
    """The try-out has moved on in another window (试运行已在其他窗口继续)."""

    zh = "试运行已停在第 {position} 步，请刷新后再操作。"
    en = "Expected the try-out to stand where you see it, but it stands at step {position}."
    position: int


@dataclass(eq=False)
class StepNotFound(NotFound):
    """The try-out has no such step (试运行没有这一步)."""

    zh = "试运行没有第 {step} 步。"
    en = "Expected the try-out to have a step {step}."
    step: int


@dataclass(eq=False)
class AlreadyStarted(Conflict):
    """The case of this try-out has been started (试运行的办件已经发起)."""

    zh = "此处办件已经发起；要重新发起，请先退回到开始。"
    en = "The case has been started here; to start anew, go back to the beginning."


@dataclass(eq=False)
class NotStartedYet(Conflict):
    """Start the case first (请先发起办件)."""

    zh = "办件尚未发起。"
    en = "Expected the case to have been started."


@dataclass(eq=False)
class TooManySandboxes(Conflict):
    """Too many try-outs are kept (保留的试运行过多)."""

    zh = "您已有 {limit} 个试运行；请先删除不再需要的。"
    en = "Expected fewer than {limit} try-outs of yours; delete some that you need no more."
    limit: int


@dataclass(eq=False)
class TryoutTooLong(TooLarge):
    """The try-out has become too long (试运行过长)."""

    zh = "试运行的{what}超过上限 {limit}；请另开一个。"
    en = "Expected at most {limit} {what} in a try-out; begin another one."
    what: str
    limit: int


@dataclass(eq=False)
class TooManyTimers(Invalid):
    """Too many timers would fire (触发的定时过多)."""

    zh = "拨动这段时间会触发超过 {limit} 次定时；请拨短一些。"
    en = "Moving the clock that far would fire more than {limit} timers; move it less."
    limit: int


@dataclass(eq=False)
class NoSuchProcessToTry(Invalid):
    """The bundle has no process to begin with (流程包中没有可试运行的流程)."""

    zh = "流程包中没有可由人发起或由事件发起的流程“{process}”。"
    en = "Expected the bundle to hold a process {process} that can begin."
    process: str


@dataclass(eq=False)
class NotAScenario(Conflict):
    """This run cannot be told as a scenario (此次试运行不能存为场景)."""

    zh = "此次试运行不能存为场景：{zh_reason}"
    en = "This run cannot be told as a scenario: {en_reason}"
    zh_reason: str
    en_reason: str


@dataclass(eq=False)
class AnswerNotUnderstood(Invalid):
    """The answer is no FEEL context (答复不是 FEEL 上下文)."""

    zh = "答复无法识别：{zh_reason}"
    en = "Expected a FEEL context: {en_reason}"
    zh_reason: str
    en_reason: str


@dataclass(eq=False)
class ScenarioRunNotFound(NotFound):
    """There is no such run of scenarios (没有这次场景播放)."""

    zh = "没有场景播放 {run}。"
    en = "Expected a run of scenarios {run}."
    run: str


@dataclass(eq=False)
class NoScenarios(Conflict):
    """The bundle has no scenarios to play (流程包中没有场景)."""

    zh = "流程包 {key} 中没有场景；可在试运行中保存一个。"
    en = "Expected scenarios in {key}; a try-out can be saved as one."
    key: str
