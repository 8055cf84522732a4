"""A run of a try-out told as a scenario (docs/scenarios.md), so that it can be played for real."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import yaml

from api.schemas.sandboxes import ScenarioIn
from engine.model.nodes import Kind
from engine.runtime.environment import SHANGHAI
from engine.store.resolved import Resolved
from engine.tryout.cast import group_of_free_role
from engine.tryout.errors import NotAScenario
from engine.tryout.keeping import Sandbox, Step
from engine.tryout.snapshot import Snapshot
from workflows.messages import OUTSIDE

#: Elements named in the path: those whose order the acts settle, not that of calls running beside.
_NAMED = (Kind.USER_TASK, Kind.BUSINESS_RULE_TASK, Kind.END_EVENT, Kind.RECEIVE_TASK)


@dataclass(frozen=True)
class Told:
    """The file's text, and what it could not hold, as (zh, en)."""

    text: str
    left_out: list[dict[str, str]] = field(default_factory=list)


def scenario_of(
    given: ScenarioIn,
    sandbox: Sandbox,
    line: Sequence[Step],
    snapshots: Sequence[Snapshot],
    entered: Sequence[tuple[str, str]],
    resolved: Resolved,
    cast: Mapping[str, str],
) -> Told:
    """The steps from the beginning as one scenario; `snapshots` are those of the steps.

    `entered` are (process, element) in order; `cast` gives the name of each free role.
    Raises: NotAScenario.
    """
    return _Teller(given, sandbox, line, snapshots, entered, resolved, cast).tell()


class _Teller:
    def __init__(
        self,
        given: ScenarioIn,
        sandbox: Sandbox,
        line: Sequence[Step],
        snapshots: Sequence[Snapshot],
        entered: Sequence[tuple[str, str]],
        resolved: Resolved,
        cast: Mapping[str, str],
    ) -> None:
        self.given = given
        self.sandbox = sandbox
        self.line = line
        self.snapshots = snapshots
        self.entered = entered
        self.resolved = resolved
        self.cast = cast
        self.left_out: dict[str, dict[str, str]] = {}
        self.free: dict[str, str] = {}

    def tell(self) -> Told:
        start = next((each for each in self.line if each.kind == "start"), None)
        if start is None:
            raise NotAScenario("尚未发起办件", "no case has been started")
        if start.act.get("node"):
            raise NotAScenario(
                "由消息、信号或定时发起的办件不能写成场景",
                "cases that a message, signal or timer starts cannot be played yet",
            )
        last = self.snapshots[-1]
        document: dict[str, Any] = {
            "id": self.given.id,
            "title": {"zh": self.given.title_zh, "en": self.given.title_en},
            "process": self.sandbox.process,
            "area": self.sandbox.area,
            "today": self.snapshots[0].moment.astimezone(SHANGHAI).date(),
            "applicant": self.person(start.person),
        }
        acts = self.acts()
        if self.free:
            document["people"] = [self.made(user, group) for user, group in self.free.items()]
        document["start"] = dict(start.act.get("fields", {}))
        document["acts"] = acts
        document["expect"] = self.expected(last)
        text = yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=100)
        return Told(text, list(self.left_out.values()))

    # --- acts -------------------------------------------------------------------------------------

    def acts(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for before, step in zip(self.snapshots, self.line[1:], strict=False):
            act = self.act(before, step)
            if act is not None and not (found and "wait" in act and found[-1] == act):
                found.append(act)
        return found

    def act(self, before: Snapshot, step: Step) -> dict[str, Any] | None:
        given = step.act
        match step.kind:
            case "complete":
                return self.task(step)
            case "claim" | "release":
                return {step.kind: step.element, "by": self.person(step.person)}
            case "transfer":
                to = self.person(str(given.get("to", "")))
                act = {"transfer": step.element, "by": self.person(step.person), "to": to}
                return {**act, "reason": given.get("reason", "")}
            case "withdraw":
                return {"withdraw": given.get("reason", ""), "by": self.person(step.person)}
            case "timer" | "wait":
                return self.wait(before, step)
            case "message":
                return self.message(step)
            case "answer" | "throw" | "fail":
                self.leave_out(
                    "calls",
                    "服务调用的答复不写入场景：播放时由真正的处理程序办理。",
                    "Answers of service calls are not written: real handlers run when played.",
                )
            case "resolve":
                self.leave_out(
                    "incidents",
                    "异常的修复不写入场景。",
                    "Repairs of incidents are not written.",
                )
        return None

    def task(self, step: Step) -> dict[str, Any]:
        given = step.act
        act: dict[str, Any] = {"task": step.element, "by": self.person(step.person)}
        for name in ("outcome", "opinion", "fields", "corrections"):
            if given.get(name):
                act[name] = given[name]
        return act

    def wait(self, before: Snapshot, step: Step) -> dict[str, Any] | None:
        """The wait as it was asked for; timers on the way fire by themselves."""
        asked, target = str(step.act.get("by", "")), str(step.act.get("to", ""))
        index = self.line.index(step)
        earlier = self.line[index - 1]
        if earlier.kind in ("timer", "wait") and earlier.act == step.act:
            return None  # one wait in which several timers fired
        if asked:
            return {"wait": asked}
        moment = datetime.fromisoformat(target).astimezone(SHANGHAI)
        present = before.moment.astimezone(SHANGHAI)
        if moment.time() == moment.min.time() and moment.date() > present.date():
            return {"wait": moment.date().isoformat()}
        minutes = -(-(moment - present) // timedelta(minutes=1)) + 1
        return {"wait": f"{max(int(minutes), 1)}m"}

    def message(self, step: Step) -> dict[str, Any] | None:
        name = str(step.act.get("message", ""))
        if name not in OUTSIDE or not step.act.get("person"):
            self.leave_out(
                f"message {name}",
                f"消息“{name}”没有由可提交它的人员提交，未写入场景。",
                f"The message {name} was not handed in by somebody who may; it is not written.",
            )
            return None
        act: dict[str, Any] = {"message": name, "by": self.person(step.person)}
        if step.act["key"] != self.snapshots[-1].facts.number:  # else the number it then has
            act["key"] = step.act["key"]
        payload = {key: _plain(each) for key, each in step.act["payload"].items()}
        return {**act, "fields": payload} if payload else act

    # --- people -----------------------------------------------------------------------------------

    def person(self, user: str) -> str:
        group = group_of_free_role(user)
        if group is None:
            return user
        self.free[user] = group
        return user.lower()  # as whoever signs in

    def made(self, user: str, group: str) -> dict[str, Any]:
        organisation, _, role = group.rpartition(".")
        return {
            "id": user.lower(),
            "name": self.cast.get(user, user),
            "organisation": organisation,
            "roles": [role],
        }

    # --- expectations -----------------------------------------------------------------------------

    def expected(self, last: Snapshot) -> dict[str, Any]:
        path = [
            element
            for process, element in self.entered
            if element != process and self.resolved.models[process].node(element).kind in _NAMED
        ]
        expect: dict[str, Any] = {"state": last.state.case_state, "path": path}
        root = last.variables.get(1, {})
        wanted = {name: _plain(root[name]) for name in self.given.variables if name in root}
        if wanted:
            expect["variables"] = wanted
        if last.incidents:
            expect["incidents"] = len(last.incidents)
        return expect

    def leave_out(self, what: str, zh: str, en: str) -> None:
        self.left_out[what] = {"zh": zh, "en": en}


def _plain(value: Any) -> Any:
    """Tagged JSON as the file writes it: amounts as texts."""
    if isinstance(value, dict):
        if len(value) == 1:
            (tag, inside), *_ = value.items()
            if tag in ("n", "d", "t", "dt", "dur", "ym") and isinstance(inside, str):
                return inside
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list) else value
