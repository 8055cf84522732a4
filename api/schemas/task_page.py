"""What the task page asks beside the form: verbs, why, history, path, phrases, candidates."""

from datetime import datetime
from typing import Any

from pydantic import Field

from api.schemas.base import Given, Id, LongText, Told


class InBoth(Told):
    """A text in both languages."""

    zh: str
    en: str


class NotNow(InBoth):
    """Why something is not possible."""

    rule: str = Field(description="stable id, e.g. separation-of-duties")


class VerbEffectOut(InBoth):
    """One thing that an act does."""

    kind: str = Field(
        description="cancels, state, opens, names, joins, service, waits, ends; "
        "unknown: it hangs on what is filled in"
    )
    title: InBoth
    who: list[InBoth] = Field(description="groups or people it goes to, or is taken from")
    forecast: bool = Field(description="not certain: it lies behind a service, a wait or a field")
    money: bool = Field(description="it moves money")
    mine: bool = Field(description="it opens a task that whoever asks may work on")


class MayBeNamedOut(Told):
    """A field of the correction step that a return may name."""

    field: str
    label: InBoth


class CorrectionOut(MayBeNamedOut):
    """A field that a return named for correction."""

    note: str = Field(description="why; empty where nothing was said of this field alone")


class VerbOut(Told):
    """One thing that can be done with the task."""

    verb: str = Field(description="complete, claim, release, transfer, draft; more will come")
    outcome: str = Field(description="of complete; empty for other verbs")
    label: InBoth
    opinion: str = Field(description="required, optional or none")
    requires: list[str] = Field(description="fields that this outcome asks for")
    asks_for_person: bool
    allowed: bool
    reason: NotNow | None = Field(description="why not")
    may_name: list[MayBeNamedOut] = Field(
        description="of a return: fields of the correction step that `corrections` may name; "
        "none: the outcome leads to no correction step"
    )
    effects: list[VerbEffectOut]


class TaskHeadOut(Told):
    """What the case is and whose task it is, in words."""

    number: str
    process: InBoth
    step: InBoth
    applicant: InBoth
    organisation: InBoth | None = Field(description="for which the application was filed")
    area: InBoth
    case_state: str
    case_state_name: InBoth
    holder: InBoth | None = Field(description="who has the task; none: it is free")
    is_mine: bool
    is_candidate: bool
    task_state: str
    due_at: datetime | None
    working_days_left: int | None = Field(description="negative: overdue by so many")
    frozen: str


class VerbsOut(Told):
    version: int = Field(description="of the case; the verbs hold for it")
    head: TaskHeadOut
    draft_saved_at: datetime | None
    verbs: list[VerbOut]


class MatchedRow(Told):
    """A row of a decision table that matched."""

    number: int
    conditions: list[str]
    annotations: list[str]
    output: Any


class ReasonInputOut(Told):
    label: str
    expression: str
    value: Any


class TaskReasonOut(Told):
    """A recorded reason: an expression, an assignment or a decision with what it read."""

    entry: int
    at: datetime
    what: str
    subject: str
    title: InBoth = Field(description="of the element at which it was decided")
    element: str
    process: str
    text: str
    read: dict[str, Any]
    result: Any
    decision: str = Field(description="short code of the decision, e.g. DT-09")
    hit_policy: str
    inputs: list[ReasonInputOut]
    rows: list[MatchedRow]
    default: bool
    names: dict[str, InBoth] = Field(
        description="what ids among the values are called: organisations, kinds, posts, people"
    )


class PartOut(InBoth):
    """One clause of the sentence with the reasons it rests on."""

    kind: str
    reasons: list[TaskReasonOut]


class WhyOut(Told):
    sentence: InBoth
    parts: list[PartOut]


class TaskHandoverOut(Told):
    at: datetime
    from_name: InBoth
    to_name: InBoth
    reason: str


class SentCorrectionOut(CorrectionOut):
    """A field that was named for correction, after the correction was sent."""

    changed: bool = Field(description="false: it was left as it was")


class TaskStepOut(Told):
    """A step of the case; names, outcome and opinion only for whoever may see them."""

    task: int
    element: str
    process: str
    title: InBoth
    state: str
    opened_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    groups: list[InBoth]
    holder: InBoth | None = Field(description="who has it now")
    by: InBoth | None = Field(description="who closed it")
    on_behalf_of: InBoth | None
    mine: bool
    outcome: str
    outcome_label: InBoth | None
    opinion: str
    working_days: int = Field(description="used until it was closed, or until now")
    limit_working_days: int
    overdue: bool
    handovers: list[TaskHandoverOut]
    corrections: list[CorrectionOut] = Field(
        description="fields that its completion named for correction"
    )
    corrected: list[SentCorrectionOut] = Field(
        description="of a completed correction step: what it was asked to correct"
    )


class CaseHistoryOut(Told):
    case_id: Any
    now: datetime
    steps: list[TaskStepOut] = Field(description="oldest first")


class TaskChangeOut(Told):
    """A field that was changed since the step saw it last."""

    field: str
    label: InBoth
    old: Any
    new: Any
    at: datetime | None
    by: InBoth | None
    by_applicant: bool


class RosterChangeOut(Told):
    """How a roster differs from the one before."""

    old_rows: int
    new_rows: int
    differing: int = Field(description="rows of the new one that the old one does not have")


class CorrectedFieldOut(SentCorrectionOut):
    """A named field with what it was and what it is now."""

    shown: bool = Field(description="false: its value is not for the reader")
    json_schema: dict[str, Any] = Field(description="of the field")
    old: Any
    new: Any
    roster: RosterChangeOut | None = Field(description="of a changed roster that is shown")


class CorrectionRoundOut(Told):
    """The last correction with named fields: who asked for what, and what became of it."""

    asked_at: datetime
    asked_by: InBoth | None
    sent_at: datetime
    by_applicant: bool
    fields: list[CorrectedFieldOut]


class TaskChangesOut(Told):
    """`since` is None when this step sees the case for the first time."""

    since: datetime | None
    changes: list[TaskChangeOut]
    correction: CorrectionRoundOut | None = Field(
        description="null: nothing was named for correction so far"
    )


class ElementCount(Told):
    element: str
    count: int
    active: int


class FlowCount(Told):
    flow: str
    count: int


class DrawnProcess(Told):
    """A process of the case with the path taken through it."""

    process: str
    title: InBoth
    elements: list[ElementCount]
    flows: list[FlowCount]


class CasePathOut(Told):
    """What was entered and taken, from the journal."""

    processes: list[DrawnProcess] = Field(description="those with open work first")


class TransferCandidateOut(Told):
    """Somebody the task can be handed to."""

    person: str
    name: InBoth
    groups: list[InBoth]
    open_tasks: int
    overdue: int
    allowed: bool
    reason: NotNow | None


class FieldPersonOut(Told):
    """Somebody a field of the form can name."""

    person: str
    name: InBoth
    organisation: InBoth
    open_tasks: int


class PhraseOut(Told):
    id: int | None = Field(description="None: an opinion one wrote before on this step")
    process: str
    text: str


class PhraseIn(Given):
    text: LongText = Field(min_length=1)
    process: Id | None = Field(None, description="process key; none: for every process")


class CaseAttachmentOut(Told):
    """A file that a visible field of the case names."""

    sha256: str
    name: str
    media_type: str
    size_bytes: int
    uploaded_at: datetime
    field: str
    label: InBoth


class WaitingFor(Told):
    """What a case waits for."""

    title: InBoth
    process: InBoth
    due: datetime | None


class CaseFactsOut(Told):
    """What one may see of the case's data, with the words and kinds its forms give."""

    json_schema: dict[str, Any]
    rights: dict[str, str] = Field(description="every field: read")
    values: dict[str, Any]
    applicant: InBoth
    organisation: InBoth | None
    area: InBoth
    case_state: str
    case_state_name: InBoth
    waits: list[WaitingFor]
