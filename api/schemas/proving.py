"""Comparison, impact, scenarios and requests to publish."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from api.schemas.base import Given, Id, LongText, Told
from api.schemas.sandboxes import UUID_TEXT

HASH = "^[0-9a-f]{64}$"


class WordsOut(Told):
    zh: str
    en: str


class VersionOut(Told):
    bundle: str = Field(description="content hash")
    key: str
    version: int | None = Field(description="null: files of a workspace")
    state: str = Field(description="workspace, draft, published or retired")
    workspace: UUID | None
    title_zh: str
    title_en: str
    files: list[str]


class CellOut(Told):
    label: WordsOut
    before: str
    after: str


class DifferenceOut(Told):
    """One difference in words."""

    group: str = Field(description="flow, property, table, form, file or layout")
    kind: str = Field(description="added, removed or changed")
    text: WordsOut
    file: str
    process: str
    element: str
    what: str
    label: WordsOut
    before: WordsOut
    after: WordsOut
    details: list[CellOut]


class ComparisonOut(Told):
    before: VersionOut | None = Field(description="null: nothing is published yet")
    after: VersionOut
    counts: dict[str, int] = Field(description="differences by group")
    changes: list[DifferenceOut]


class RemarkOut(Told):
    """What the engine's checks say of a file; errors would stand in the way of deploying."""

    file: str
    severity: str = Field(description="error or warning")
    rule: str
    element: str
    line: int
    message: WordsOut


class VersionInUseOut(Told):
    bundle: str
    version: int
    state: str
    process: str
    cases: int


class DeadlineOut(Told):
    before_days: int | None
    after_days: int | None
    before_due: datetime | None
    after_due: datetime | None
    overdue_now: int
    overdue_after: int


class PersonOut(Told):
    id: str
    zh: str
    en: str


class ChangedStepOut(Told):
    process: str
    element: str
    name: WordsOut
    changes: list[int] = Field(description="places in the list of changes")
    cases: int
    tasks: int
    held: int
    people: list[PersonOut]
    groups: list[PersonOut] = Field(description="whom the tasks are offered to, in words")
    deadline: DeadlineOut | None


class ImpactOut(Told):
    """Open work that would be different, were it started today; nothing of it changes."""

    at: datetime
    cases: int
    tasks: int
    people: int
    versions: list[VersionInUseOut]
    steps: list[ChangedStepOut]


class ScenarioOut(Told):
    id: str
    title: WordsOut
    process: str
    file: str
    problem: str = Field(description="why the file cannot be read; empty when it can")


class CheckOut(Told):
    what: str
    expected: str
    found: str
    ok: bool


class ScenarioResultOut(Told):
    id: str
    ok: bool
    failure: str
    seconds: float
    opinion: str = Field(description="what the second opinion said")
    differences: list[str]
    checks: list[CheckOut]


class ScenarioRunIn(Given):
    bundle: str | None = Field(None, pattern=HASH)
    workspace: str | None = Field(None, pattern=UUID_TEXT)


class ScenarioRunOut(Told):
    id: UUID
    key: str
    bundle: str
    requested_by: str
    state: str = Field(description="running, done or failed")
    done: int
    total: int
    failure: str
    started_at: datetime
    finished_at: datetime | None
    results: list[ScenarioResultOut]


class CoveredOut(Told):
    """Something that scenarios can reach."""

    id: str = Field(description="of the element or flow; of a row its number")
    name: WordsOut
    count: int = Field(description="how often, over all scenarios")


class CoveredProcessOut(Told):
    process: str
    file: str
    name: WordsOut
    elements: list[CoveredOut]
    flows: list[CoveredOut]


class CoveredTableOut(Told):
    decision: str
    file: str
    name: str
    rows: list[CoveredOut]


class CoverageOut(Told):
    """What all scenarios together reached of the bundle's own flows and tables (场景覆盖)."""

    run: UUID
    scenarios: int
    processes: list[CoveredProcessOut]
    tables: list[CoveredTableOut]


class PublishRequestIn(Given):
    """Of a deployed draft, or of a workspace whose files are deployed with the request."""

    bundle: str | None = Field(None, pattern=HASH)
    workspace: str | None = Field(None, pattern=UUID_TEXT)
    reason: LongText = Field(min_length=1)
    area: Id | None = Field(None, description="of cases that timers and signals start")


class SignIn(Given):
    opinion: LongText = ""


class RefuseIn(Given):
    opinion: LongText = Field(min_length=1)


class PublicationDoneOut(Told):
    request: UUID
    bundle: str
    key: str
    version: int
    state: str


class PublishRequestOut(Told):
    id: UUID
    bundle: str
    key: str
    version: int
    title_zh: str
    title_en: str
    base: str
    base_version: int | None
    area: str
    reason: str
    state: str = Field(description="open, published, refused or withdrawn")
    requested_by: PersonOut
    requested_at: datetime
    decided_by: PersonOut | None
    decided_at: datetime | None
    opinion: str
    evidence: dict[str, Any] = Field(description="counts as they were when it was asked")
    mine: bool
    may_sign: bool
    outdated: bool = Field(description="another version was published meanwhile")
