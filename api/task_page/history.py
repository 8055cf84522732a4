"""The steps of a case with who, when, outcome and opinion."""

from datetime import datetime

from api.schemas.task_page import (
    CaseHistoryOut,
    InBoth,
    TaskHandoverOut,
    TaskStepOut,
)
from api.task_page.corrections import asked_out, sent_out
from api.task_page.told import Told
from api.wording import Wording, both
from engine.people.calendars import WorkingCalendar
from engine.reads.clock import now
from engine.reads.story import Step


def history_out(told: Told) -> CaseHistoryOut:
    """The steps of the case with who, when, outcome, opinion and working days."""
    moment = now(told.connection)
    wording = told.wording()
    calendar = told.people.calendar(told.view.row.area)
    return CaseHistoryOut(
        case_id=told.view.row.case_id,
        now=moment,
        steps=[_step(told, each, wording, calendar, moment) for each in told.story.steps.values()],
    )


def _step(
    told: Told, step: Step, wording: Wording, calendar: WorkingCalendar, moment: datetime
) -> TaskStepOut:
    sees = told.sees_step(step)
    counted = (told.people.calendar_by_hash(step.calendar) if step.calendar else None) or calendar
    until = step.closed_at or moment
    used = counted.between(counted.local_day(step.opened_at), counted.local_day(until))

    def name(person: str) -> InBoth | None:
        return both(wording.person(person)) if sees and person else None

    label = wording.outcome(step.process, step.element, step.outcome)
    return TaskStepOut(
        task=step.n,
        element=step.element,
        process=step.process,
        title=both(wording.element(step.process, step.element)),
        state=step.state,
        opened_at=step.opened_at,
        due_at=step.due_at,
        closed_at=step.closed_at,
        groups=[both(wording.group(each)) for each in step.groups],
        holder=name(step.assignee) if step.state == "open" else None,
        by=name(step.closed_by),
        on_behalf_of=name(step.on_behalf_of),
        mine=told.viewer.user_id in (step.assignee, step.closed_by),
        outcome=step.outcome if sees else "",
        outcome_label=both(label) if sees and step.outcome else None,
        opinion=step.opinion if sees else "",
        working_days=max(used, 0),
        limit_working_days=step.limit_working_days,
        overdue=step.due_at is not None and until > step.due_at,
        handovers=[
            TaskHandoverOut(
                at=each.at,
                from_name=both(wording.person(each.from_user)),
                to_name=both(wording.person(each.to_user)),
                reason=each.reason,
            )
            for each in step.handovers
            if sees
        ],
        corrections=asked_out(told, step) if sees and step.named else [],
        corrected=sent_out(told, step) if sees else [],
    )
