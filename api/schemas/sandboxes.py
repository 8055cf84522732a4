"""Try-outs of process designers."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from api.schemas.base import Given, Id, IsoDate, LongText, NoteText, ShortText, Told
from api.schemas.cases import FormOut
from api.schemas.task_page import MayBeNamedOut
from api.schemas.values import JsonObject

#: The id of a workspace.
UUID_TEXT = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
#: A FEEL context; longer than an opinion, as results of calls may be lists.
FeelText = Field("", max_length=100_000)


class SandboxIn(Given):
    """What to try out: a deployed bundle by its hash, or a workspace's files as they are."""

    bundle: str | None = Field(None, pattern="^[0-9a-f]{64}$")
    workspace: str | None = Field(None, pattern=UUID_TEXT)
    process: Id | None = Field(None, description="default: the one the bundle is named after")
    area: Id = Field(description="administrative code", examples=["P1_CITY"])
    title: ShortText | None = None
    today: IsoDate | None = Field(None, description="first day, at 09:00; default: now")


class ActIn(Given):
    """One act; `kind` says which of the other fields count."""

    kind: Literal[
        "start",
        "complete",
        "claim",
        "release",
        "transfer",
        "answer",
        "throw",
        "fail",
        "message",
        "deliver",
        "resolve",
        "withdraw",
        "wait",
        "timer",
    ]
    position: int = Field(ge=0, description="the step at which the caller sees the try-out")
    n: int = Field(0, ge=0, le=2_000_000_000)
    person: ShortText | None = Field(
        None, description="a person, or a free role like try.1.P1_CITY.hrss_bureau.reviewer"
    )
    node: ShortText | None = Field(None, description="of a start: the start event")
    outcome: ShortText | None = None
    opinion: LongText = ""
    fields: JsonObject = Field(default_factory=dict)
    corrections: dict[ShortText, NoteText] = Field(
        default_factory=dict,
        max_length=300,
        description="of a return: field of the correction step → why it is to be corrected",
    )
    answer: str = FeelText
    code: ShortText | None = None
    reason: LongText = ""
    to: ShortText | None = None
    by: ShortText | None = Field(None, description="of a wait: 5wd, 10d, 3h, 30m or a day")


class PositionIn(Given):
    step: int = Field(ge=0)


class SharingIn(Given):
    shared: bool


class SandboxOut(Told):
    id: UUID
    owner: str
    shared: bool
    title: str
    key: str
    process: str
    area: str
    bundle: str = Field(description="content hash of what is tried out")
    workspace: str
    position: int
    last: int
    created_at: datetime
    expires_at: datetime


class SandboxStepOut(Told):
    step: int
    parent: int | None
    kind: str
    element: str
    person: str
    at: str = Field(description="the clock of the try-out, UTC")


class SandboxActorOut(Told):
    """Somebody who may act: a person, or a free role (`free`)."""

    id: str
    zh: str
    en: str
    group: str
    free: bool


class SandboxChoiceOut(Told):
    """One thing that can be done now."""

    kind: str
    n: int
    process: str
    element: str
    title: dict[str, str]
    form: FormOut | None
    values: dict[str, Any] = Field(description="what the form shows, tagged JSON")
    actors: list[SandboxActorOut]
    assignee: str
    may_name: dict[str, list[MayBeNamedOut]] = Field(
        description="outcome → fields of the correction step that `corrections` may name"
    )
    due: str
    limit_id: str
    name: str
    key: str
    input: dict[str, Any]
    answer: str = Field(description="a first answer to a call: what was answered last, or names")
    errors: list[str]
    zh: str
    en: str


class SandboxTokenOut(Told):
    n: int
    process: str
    element: str
    incident: bool
    count: int


class SandboxVariableOut(Told):
    scope: int
    process: str
    element: str
    name: str
    value: Any
    before: Any
    change: str = Field(description="new, changed, same or gone")


class HappenedOut(Told):
    """An event of the engine with the element it is about."""

    type: str
    process: str
    element: str
    event: dict[str, Any]


class ProcessCoverageOut(Told):
    process: str
    elements: dict[str, int]
    flows: dict[str, int]
    elements_of: int
    flows_of: int


class SandboxViewOut(Told):
    """A try-out as it stands at one step."""

    sandbox: SandboxOut
    mine: bool
    step: int
    now: str
    begun: bool
    ended: bool
    case_state: str
    applicant: str
    steps: list[SandboxStepOut]
    names: dict[str, dict[str, str]] = Field(description="people and free roles that turn up")
    labels: dict[str, dict[str, str]] = Field(description="variable → what forms call it")
    choices: list[SandboxChoiceOut]
    tokens: list[SandboxTokenOut]
    variables: list[SandboxVariableOut]
    happened: list[HappenedOut]
    sent: list[dict[str, Any]]
    coverage: list[ProcessCoverageOut]


class TitledOut(Told):
    zh: str
    en: str
    kind: str


class FlowTitleOut(Told):
    zh: str
    en: str
    source: str
    target: str
    condition: str


class SandboxProcessOut(Told):
    """A process that the try-out may run through, with the words of its elements."""

    process: str
    title: dict[str, str]
    called: bool = Field(description="it belongs to another, published bundle")
    elements: dict[str, TitledOut]
    flows: dict[str, FlowTitleOut]


class ScenarioIn(Given):
    id: Id = Field(description="unique among the scenarios", examples=["EX-01-late"])
    title_zh: ShortText
    title_en: ShortText
    variables: list[ShortText] = Field(
        default_factory=list, max_length=100, description="variables whose value is expected"
    )


class ScenarioTextOut(Told):
    path: str
    text: str
    left_out: list[dict[str, str]] = Field(description="what the file cannot hold, in words")
