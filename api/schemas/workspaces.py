"""Workspaces of process designers: drafts of bundles, their files, saves and checks."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from api.schemas.base import Given, Id, IsoMoment, ShortText, Told, storable

FEEL_SOURCE = 20_000
Source = Annotated[str, StringConstraints(max_length=FEEL_SOURCE), AfterValidator(storable)]


class PersonNameOut(Told):
    id: str
    zh: str
    en: str


class TextOut(Told):
    zh: str
    en: str


class WorkspaceIn(Given):
    """From a bundle or from a template; one of the two."""

    title: ShortText | None = None
    key: Id | None = Field(None, description="of the new process; needed for a template")
    bundle: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")] | None = None
    template: Id | None = None


class WorkspaceChangeIn(Given):
    title: ShortText | None = None
    key: Id | None = None


class VisitorOut(Told):
    person: PersonNameOut
    path: str


class WorkspaceOut(Told):
    id: UUID
    key: str
    title: str
    origin: str = Field(description="bundle, template or import")
    based_on: str = Field(description="content hash of the bundle it was made from")
    template: str
    saves: int = Field(description="number of the last save")
    files: int
    created_by: PersonNameOut
    created_at: datetime
    changed_by: PersonNameOut
    changed_at: datetime
    deleted_at: datetime | None
    visitors: list[VisitorOut]


class SaveOut(Told):
    number: int
    path: str
    size_bytes: int
    act: str = Field(description="create, save, remove, undo, redo or restore")
    refers_to: int | None = Field(description="the save that is undone, redone or restored")
    removed: bool
    current: bool
    saved_by: PersonNameOut
    saved_at: datetime


class FileOut(SaveOut):
    kind: str = Field(description="bpmn, dmn, form or scenario")


class WorkspaceViewOut(WorkspaceOut):
    contents: list[FileOut]
    based_on_version: int | None
    based_on_state: str | None


class ImportedOut(WorkspaceOut):
    left_out: list[str] = Field(description="paths that have no place in a bundle")


class RestoreIn(Given):
    number: int = Field(ge=1, description="the save whose content the file gets")
    on: int | None = Field(None, ge=0, description="the save the caller has seen")
    act: Literal["restore", "undo", "redo"] = "restore"
    refers_to: int | None = Field(None, ge=1)


class VisitIn(Given):
    path: Annotated[str, StringConstraints(max_length=200), AfterValidator(storable)] = ""


class VisitOut(Told):
    """Who else is here, and which save each file is at."""

    saves: int
    visitors: list[VisitorOut]
    contents: list[FileOut]


class FixOut(Told):
    act: str
    label: TextOut
    facts: dict[str, str]


class ProblemOut(Told):
    file: str
    severity: str = Field(description="error, warning or carried")
    rule: str
    element: str
    line: int
    message: TextOut
    fix: FixOut | None


class ChecksOut(Told):
    """What deploying the files as they are would say."""

    content: str = Field(description="content hash of the files that were checked")
    saves: int
    errors: int
    problems: list[ProblemOut]


class UseOut(Told):
    file: str
    element: str
    how: str
    text: str


class DraftVariableOut(Told):
    name: str
    type: str
    label: TextOut | None
    implicit: bool
    writers: list[UseOut]
    readers: list[UseOut]


class NamedOut(Told):
    id: str
    name: str


class OutlineOut(Told):
    variables: list[DraftVariableOut]
    steps: list[NamedOut]
    forms: list[str]
    decisions: list[NamedOut]
    processes: list[NamedOut]
    handlers: list[str]


class TryIn(Given):
    source: Source
    unary: bool = Field(False, description="a cell of a decision table, which tests `tested`")
    values: dict[str, Any] | None = Field(None, description="example data; tagged JSON")
    tested: Any = None
    names: list[ShortText] = Field([], max_length=200, description="names only this place knows")
    now: IsoMoment | None = None


class ExpressionRemarkOut(Told):
    severity: str
    rule: str
    line: int
    column: int
    message: TextOut
    instead: str


class TriedOut(Told):
    remarks: list[ExpressionRemarkOut]
    type: str
    reads: list[str]
    has_value: bool
    value: Any
    shown: str


class FunctionOut(Told):
    name: str
    calls: list[str]
    parameters: list[str]
    result: str
    example: str
    answer: str
    group: TextOut
    extension: str


class TemplateOut(Told):
    id: str
    title: TextOut
    help: TextOut
