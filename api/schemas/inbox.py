"""The workbench: rows, counts, columns, saved views, bulk acts, notices."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field, field_validator

from api.problems import Problem
from api.schemas.base import Given, Id, LongText, ShortText, Told
from api.schemas.cases import DoneOut, TaskOut
from engine.reads.inbox import Box, Sort

Due = Literal["overdue", "today", "week", "later"]


class NameOut(Told):
    zh: str
    en: str


class ListedTaskOut(TaskOut):
    """A row of the workbench: names instead of ids, and what helps to choose."""

    process_zh: str
    process_en: str
    applicant_zh: str
    applicant_en: str
    organisation: str
    organisation_zh: str = Field(description="the applicant's organisation; empty without one")
    organisation_en: str
    assignee_zh: str
    assignee_en: str
    candidates: list[NameOut] = Field(description="groups that are asked, by name")
    case_state: str
    days_left: int | None = Field(
        description="working days of the area until it is due; 0 today, negative when overdue"
    )
    overdue: bool
    flags: list[str] = Field(description="frozen, returned, incident, draft, overdue")
    outcome_zh: str = Field(description="what its form calls the outcome; empty while it is open")
    outcome_en: str
    amount_yuan: str
    fields: dict[str, str] = Field(description="search fields of the case; see /tasks/columns")


class CountOut(Told):
    count: int
    more: bool


class BureauCountOut(Told):
    id: str
    zh: str
    en: str
    count: int
    more: bool


class CountsOut(Told):
    """Counted to 1,000; `more` says that there are more."""

    mine: CountOut
    groups: CountOut
    open: CountOut
    bureau: CountOut
    today: CountOut
    overdue: CountOut
    returned: CountOut
    drafts: CountOut
    bureaus: list[BureauCountOut] = Field(description="free tasks of one's groups, per bureau")
    unread: CountOut = Field(description="notices")


class ColumnOut(Told):
    """A search field as a column of a process's tasks."""

    name: str
    zh: str
    en: str
    kind: Literal["text", "number", "money", "date"]
    options: dict[str, NameOut] = Field(description="value → words, where there is a fixed list")


class ProcessColumnsOut(Told):
    process: str
    zh: str
    en: str
    columns: list[ColumnOut]


class ViewFilter(Given):
    """What a list is narrowed to."""

    process: Id | None = None
    bureau: Id | None = None
    due: Due | None = None
    returned: bool = False
    text: ShortText | None = None


class ViewIn(Given):
    name: ShortText = Field(max_length=40)
    bureau: Id | None = Field(None, description="share with this organisation's members")
    box: Box = Field(strict=False)
    filter: ViewFilter = Field(default_factory=ViewFilter)
    columns: list[ShortText] = Field(default_factory=list, max_length=30)
    sort: Sort = Field(Sort.DUE, strict=False)
    descending: bool = False
    density: Literal["comfortable", "compact"] = "comfortable"

    @field_validator("name")
    @classmethod
    def _named(cls, name: str) -> str:
        if not name.strip():
            raise ValueError("a view needs a name")
        return name.strip()


class ViewOut(Told):
    id: UUID
    name: str
    owner: str
    owner_zh: str
    owner_en: str
    mine: bool
    bureau: str | None
    box: Box
    filter: ViewFilter
    columns: list[str]
    sort: Sort
    descending: bool
    density: str


class NotificationOut(Told):
    """Something that changed for the reader."""

    case_id: UUID
    entry: int
    kind: str = Field(description="assigned, transferred, returned, decided")
    task: int | None
    number: str
    process_zh: str
    process_en: str
    title_zh: str
    title_en: str
    state: str = Field(description="business state that was reached, of a decision")
    open: bool = Field(description="the task is still the reader's to do")
    at: datetime
    unread: bool


class ReadUntilIn(Given):
    until: datetime = Field(strict=False)


class TaskKey(Given):
    case_id: UUID = Field(strict=False)
    task: int = Field(ge=1, le=2_000_000_000)


class BulkIn(Given):
    verb: Literal["claim", "release", "transfer", "complete"]
    tasks: list[TaskKey] = Field(min_length=1, max_length=200)
    outcome: ShortText | None = None
    opinion: LongText = ""
    to: Id | None = Field(None, description="transfer: user id of another candidate")
    reason: LongText = Field("", description="transfer: why")


class OutcomeOut(Told):
    id: str
    zh: str
    en: str
    opinion: str = Field(description="optional, required or none")


class LeftOutOut(Told):
    """A task that the bulk act would not reach, and why."""

    case_id: UUID
    task: int
    number: str
    problem: Problem


class BulkCandidateOut(Told):
    id: str
    zh: str
    en: str


class BulkPreviewOut(Told):
    """What a bulk act would do; nothing has been done."""

    items: list[ListedTaskOut]
    left_out: list[LeftOutOut]
    amount_yuan: str = Field(description="sum of the items' amounts; empty without any")
    without_amount: int
    outcomes: list[OutcomeOut] = Field(description="complete: those that all items have")
    candidates: list[BulkCandidateOut] = Field(description="transfer: people who may get all items")


class BulkResultOut(Told):
    case_id: UUID
    task: int
    done: DoneOut | None
    problem: Problem | None


class BulkOut(Told):
    results: list[BulkResultOut]
