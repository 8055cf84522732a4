"""What administrators look at before they act, and what came of it."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import Field

from api.schemas.base import Given, Group, Id, ShortText, Told
from api.schemas.people import CalendarOut
from api.schemas.task_page import InBoth


class NamesIn(Given):
    name_zh: ShortText
    name_en: ShortText


class PersonChangeIn(Given):
    """A change that is not made yet; what is left out stays as it is."""

    groups: list[Group] | None = Field(None, max_length=100)
    status: Literal["active", "disabled"] | None = None


class HeldWorkOut(Told):
    """Open tasks of one step that the person holds."""

    process: str
    element: str
    title_zh: str
    title_en: str
    tasks: int
    first_due_at: datetime | None


class StepOut(Told):
    process: str
    process_title_zh: str
    process_title_en: str
    element: str
    title_zh: str
    title_en: str


class LostGroupOut(Told):
    """A group that the person would leave."""

    group: str
    others: int = Field(description="active people left in the group")
    waiting_tasks: int = Field(description="open tasks the group may take; 1000 at most")
    steps: list[StepOut] = Field(description="steps of published processes that need this role")


class PersonEffectOut(Told):
    """What a change of a person would do."""

    lost: list[LostGroupOut]
    gained: list[str]
    held: list[HeldWorkOut] = Field(description="open tasks that stay with the person")
    sessions_ended: int
    tokens_dead: int
    last_administrator: bool = Field(description="the change would be declined")


class HolderOut(Told):
    id: str
    name_zh: str
    name_en: str


class RoleCellOut(Told):
    role: str
    holders: list[HolderOut]
    needed: bool = Field(description="a published step asks for this role of this organisation")


class RoleRowOut(Told):
    organisation: str
    kind: str
    area: str
    name_zh: str
    name_en: str
    cells: list[RoleCellOut]


class StrandedOut(Told):
    """Open tasks that nobody can take."""

    group: str
    tasks: int = Field(description="1000 at most")


class RolesOut(Told):
    """Who holds which role in the organisations of an area."""

    roles: list[str]
    rows: list[RoleRowOut]
    stranded: list[StrandedOut]
    needed: list["NeededRoleOut"]


class NeededRoleOut(Told):
    role: str
    kind: str = Field(description="kind of organisation; empty: the case says which")
    steps: list[StepOut]


class RecordedChangeOut(Told):
    number: int
    at: datetime
    actor: str
    what: str
    subject: str
    details: dict[str, Any]
    actor_name: InBoth | None = Field(description="none: no person, e.g. the system")
    subject_name: InBoth | None


class AreaCalendarOut(Told):
    area: str
    since: datetime
    set_by: str | None
    calendar: CalendarOut


class ChangedDayOut(Told):
    day: date
    works: bool = Field(description="whether it is a working day afterwards")


class DueSampleOut(Told):
    """A limit that would begin today: its last day now and afterwards."""

    working_days: int
    before: date
    after: date


class CalendarEffectOut(Told):
    areas: list[str] = Field(description="areas that count by this calendar afterwards")
    days: list[ChangedDayOut]
    samples: list[DueSampleOut]


class OwnedTokenOut(Told):
    id: str
    person: str
    name: str
    groups: list[str]
    created_at: datetime
    expires_at: datetime


class WayOut(Told):
    """One rule by which somebody sees cases, or does not."""

    rule: Literal[
        "applicant",
        "organisation",
        "task",
        "head",
        "office",
        "letter",
        "incidents",
        "registers",
        "none",
    ]
    holds: bool
    details: dict[str, Any]


class SightOut(Told):
    """What a person may see here, and by which rule."""

    person: str
    number: Id | None = Field(None, description="the case that was asked about")
    sees: bool | None = Field(None, description="whether the person sees that case")
    ways: list[WayOut]
