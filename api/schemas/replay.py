"""What the replay player is told about a case besides its journal."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from api.schemas.base import Told
from api.schemas.cases import CaseOut


class ReplayNameOut(Told):
    zh: str
    en: str
    organisation: str = Field("", description="of a person: the organisation's id")


class ReplayLabelOut(Told):
    zh: str
    en: str


class ReplayElementOut(Told):
    """One element of a process of the case, in document order."""

    id: str
    kind: str = Field(description="BPMN name, e.g. userTask")
    zh: str
    en: str
    parent: str = Field("", description="id of the enclosing sub-process")
    calls: str = Field("", description="id of the process a call activity calls")
    outcomes: dict[str, ReplayLabelOut] = Field(default_factory=dict)


class ReplayFlowOut(Told):
    """A sequence flow; zh and en are empty where it has no name."""

    zh: str
    en: str
    source: str
    target: str


class ReplayProcessOut(Told):
    """A process the case runs on: which bundle and file hold it, and what is in it."""

    id: str
    zh: str
    en: str
    bundle: str = Field(description="content hash")
    bundle_key: str
    bundle_version: int
    file: str = Field(description="path of the diagram inside the bundle")
    elements: list[ReplayElementOut]
    flows: dict[str, ReplayFlowOut] = Field(description="sequence flows by id")


class ReplayOut(Told):
    """A case as the player needs it; the entries themselves come from `journal.jsonl`."""

    case: CaseOut
    entries: int
    head: str = Field(description="hash of the newest entry")
    masked: bool = Field(description="personal data is masked: hashes cannot be recomputed")
    processes: list[ReplayProcessOut]
    people: dict[str, ReplayNameOut]
    organisations: dict[str, ReplayNameOut]
    fields: dict[str, ReplayLabelOut] = Field(description="variable → its label in a form")
    options: dict[str, dict[str, ReplayLabelOut]] = Field(
        description="variable → value → what a form calls it"
    )
    time_zone: str
    days_off: list[date] = Field(
        description="days between first and last entry that are no working days"
    )
    first_at: datetime
    last_at: datetime


class ReplayRemarkOut(Told):
    entry: int
    zh: str
    en: str


class IntegrityOut(Told):
    """What the server itself finds when it checks the chain of a case."""

    case_id: UUID
    entries: int
    head: str
    sound: bool
    changed: list[ReplayRemarkOut]
    missing: list[ReplayRemarkOut]
    checked_at: datetime
    proves: ReplayLabelOut
    does_not_prove: ReplayLabelOut
