"""Cases, tasks and what a command answers."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, Field, computed_field

from api.schemas.base import Given, Id, LongText, NoteText, ShortText, Told
from api.schemas.task_page import CorrectionOut, InBoth
from api.schemas.values import JsonObject
from engine.model.case_states import case_state_name


class StartIn(Given):
    process: Id = Field(examples=["claim_certificate"])
    area: Id = Field(examples=["321300"])
    fields: JsonObject = Field(default_factory=dict)


class CorrectionIn(Given):
    """A field to be corrected: whole, so all files of it, or the whole roster."""

    field: ShortText = Field(
        description="field of the correction step's form, one of the verb's `may_name`",
        examples=["safety_papers"],
    )
    note: NoteText = Field("", description="why, or what of it, e.g. a row of the roster")


def _each_once(corrections: list[CorrectionIn]) -> list[CorrectionIn]:
    names = [each.field for each in corrections]
    if len(names) != len(set(names)):
        raise ValueError("a field is named twice")
    return corrections


Corrections = Annotated[
    list[CorrectionIn],
    AfterValidator(_each_once),
    Field(
        max_length=300,
        description="of a return that leads straight to a correction step: the only fields that "
        "are open there; none: all that its form opens",
    ),
]


class CompleteIn(Given):
    outcome: ShortText | None = None
    opinion: LongText = ""
    fields: JsonObject = Field(default_factory=dict)
    corrections: Corrections = Field(default_factory=list)


class DraftIn(Given):
    outcome: ShortText | None = None
    opinion: LongText = ""
    fields: JsonObject = Field(default_factory=dict)
    corrections: Corrections = Field(default_factory=list)


class TransferIn(Given):
    to: Id = Field(description="user id of another candidate", examples=["li.wei"])
    reason: LongText = Field(min_length=1)


class ReasonIn(Given):
    reason: LongText = Field(min_length=1)


class WithdrawIn(Given):
    reason: LongText = ""


class MessageIn(Given):
    name: ShortText = Field(examples=["provincial_reply"])
    key: ShortText = Field(description="correlation key, often a case number")
    payload: JsonObject = Field(default_factory=dict)
    area: Id | None = Field(None, description="for a message that starts a case")


class ResolveIn(Given):
    reason: LongText = Field(min_length=1)
    values: JsonObject = Field(default_factory=dict, description="variables to overwrite")


class OpenedTaskOut(Told):
    task: int
    element: str
    assignee: str
    groups: list[str]


class DoneOut(Told):
    """A command was carried out; sent again with the same key it answers `repeated`."""

    case_id: UUID
    number: str
    process: str
    version: int = Field(description="number of the newest journal entry; give it as If-Match")
    at: datetime
    repeated: bool
    state: str | None = Field(description="business state now; null when repeated")
    ended: bool | None
    opened: list[OpenedTaskOut] = Field(description="tasks that this command opened")


class TaskOut(Told):
    """A task in a list. What the reader need not know is left empty."""

    case_id: UUID
    task: int
    number: str
    process: str
    element: str
    element_process: str
    title_zh: str
    title_en: str
    area: str
    applicant: str
    groups: list[str]
    users: list[str]
    assignee: str
    opened_at: datetime
    due_at: datetime | None
    limit_id: str
    closed_at: datetime | None
    outcome: str
    completed_by: str
    state: str
    frozen: str


class FormOut(Told):
    """The form with the rights of this step: hidden fields are not in it."""

    id: str
    title: dict[str, str]
    outcomes: list[dict[str, Any]]
    json_schema: dict[str, Any] = Field(description="JSON Schema 2020-12 of the visible fields")
    rights: dict[str, str] = Field(description="field → read or write")


class TaskViewOut(TaskOut):
    version: int
    may_claim: bool
    may_complete: bool
    form: FormOut | None
    values: dict[str, Any] = Field(description="the visible fields, tagged JSON")
    draft: dict[str, Any] | None
    corrections: list[CorrectionOut] = Field(
        description="of a correction step: the only fields that are open, each with its reason; "
        "none: all that the form opens"
    )
    names: dict[str, InBoth] = Field(description="person → name, of those whom fields refer to")


class CaseOut(Told):
    case_id: UUID
    number: str
    process: str
    title_zh: str
    title_en: str
    area: str
    applicant: str
    organisation: str
    state: str
    frozen: str
    started_at: datetime
    ended_at: datetime | None
    version: int

    @computed_field(description="of the state, for people")  # type: ignore[prop-decorator]
    @property
    def state_name(self) -> InBoth:
        name = case_state_name(self.state)
        return InBoth(zh=name.zh, en=name.en)


class WaitOut(Told):
    element: str
    trigger: str
    name: str
    due: str


class CaseViewOut(CaseOut):
    bundles: dict[str, str] = Field(description="bundle key → content hash the case runs on")
    tasks: list[TaskOut]
    variables: dict[str, Any] = Field(description="what the reader may see, tagged JSON")
    may_withdraw: bool
    waits: list[WaitOut]
    incidents: int


class VariablesOut(Told):
    values: dict[str, Any] = Field(description="what the reader may see, tagged JSON")


class EntryOut(Told):
    """One entry of the journal."""

    entry: int
    at: datetime
    command: str
    actor: str
    document: dict[str, Any] = Field(description="the entry; personal data masked")
    hash: str


class StateOut(Told):
    """The case as it was after an entry."""

    case_id: UUID
    entry: int
    state: dict[str, Any]
    variables: dict[str, Any]


class IncidentOut(Told):
    case_id: UUID
    instance: int
    number: str
    process: str
    area: str
    element: str
    stage: str
    rule: str
    zh: str
    en: str
    raised_at: datetime
    resolved_at: datetime | None
    resolved_by: str


class JobOut(Told):
    case_id: UUID
    job: int
    number: str
    kind: str
    name: str
    due_at: datetime
    attempts: int
    dead: bool
    held: bool
    error_zh: str
    error_en: str
    done: int | None
    total: int | None


class FailedExpressionOut(Told):
    what: str = Field(
        description="input, loop, script, assignment, due, timer, correlation, output, condition"
    )
    target: str = Field(description="the variable or flow it is for; may be empty")
    text: str


class NamedValueOut(Told):
    name: str
    there: bool
    value: Any = Field(description="tagged JSON; personal data masked")


class IncidentViewOut(Told):
    """Cause, place, data, and what else stands still in the case."""

    incident: IncidentOut
    title_zh: str
    title_en: str
    process_title_zh: str
    process_title_en: str
    kind: str = Field(description="BPMN element")
    expressions: list[FailedExpressionOut]
    variables: list[NamedValueOut] = Field(description="what these expressions read")
    others: list[IncidentOut] = Field(description="other open incidents of the case")
    jobs: list[JobOut]
    diagram: str = Field(description="XML; empty where the diagram is not at hand")
