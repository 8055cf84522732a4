"""Rows of the workbench as documents: names, days left, flags, columns."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection

from api.library import Library, form_of
from api.schemas.inbox import (
    ColumnOut,
    ListedTaskOut,
    NameOut,
    NotificationOut,
    ProcessColumnsOut,
)
from api.task_documents import task_out
from engine.model.bundle import SHARED, Bundle
from engine.model.forms import Form
from engine.model.nodes import NO_TEXT, Text
from engine.people.lookup import DatabasePeople
from engine.people.roles import group_name
from engine.reads import bundles
from engine.reads.inbox import ListedTask
from engine.reads.notices import Notice

#: A limit runs out at 24:00, which is the next day's first moment.
A_MOMENT = timedelta(microseconds=1)
MOST_GROUPS = 5  #: named in a row


class Listing:
    """Makes documents of rows at one moment of the database's clock."""

    def __init__(self, people: DatabasePeople, now: datetime) -> None:
        self._people = people
        self._now = now

    def row(self, listed: ListedTask, outcome: Text = NO_TEXT) -> ListedTaskOut:
        row = listed.row
        overdue = row.state == "open" and row.due_at is not None and row.due_at < self._now
        flags = {
            "frozen": bool(row.frozen),
            "returned": row.state == "open" and bool(listed.returned_to),
            "incident": listed.has_incident,
            "draft": listed.has_draft,
            "overdue": overdue,
        }
        return ListedTaskOut(
            **task_out(row).model_dump(),
            process_zh=listed.process_zh,
            process_en=listed.process_en,
            applicant_zh=listed.applicant_zh,
            applicant_en=listed.applicant_en,
            organisation=listed.organisation,
            organisation_zh=listed.organisation_zh,
            organisation_en=listed.organisation_en,
            assignee_zh=listed.assignee_zh,
            assignee_en=listed.assignee_en,
            candidates=[self.group(each) for each in row.groups[:MOST_GROUPS]],
            case_state=listed.case_state,
            days_left=self.days_left(row.area, row.due_at) if row.state == "open" else None,
            overdue=overdue,
            flags=[name for name, holds in flags.items() if holds],
            outcome_zh=outcome.zh,
            outcome_en=outcome.en,
            amount_yuan=listed.amount_yuan,
            fields=listed.fields,
        )

    def days_left(self, area: str, due_at: datetime | None) -> int | None:
        """Working days of the area's calendar from today to the day on which it is due."""
        if due_at is None:
            return None
        calendar = self._people.calendar(area)
        today = calendar.local_day(self._now)
        return calendar.between(today, calendar.local_day(due_at - A_MOMENT))

    def organisation(self, organisation: str) -> NameOut:
        known = self._people.organisations().organisations.get(organisation)
        if known is None:
            return NameOut(zh=organisation, en=organisation)
        return NameOut(zh=known.name_zh, en=known.name_en)

    def group(self, group: str) -> NameOut:
        name = group_name(self._people.organisations(), group)
        return NameOut(zh=name.zh, en=name.en)


def outcome_names(
    connection: Connection, library: Library, rows: Iterable[ListedTask]
) -> list[Text]:
    """What the forms of closed tasks call their outcomes, row by row; the id where none does."""
    known: dict[tuple[str, str, str, str], Text] = {}
    found = []
    for each in rows:
        row = each.row
        key = each.pins, row.element_process, row.element, row.outcome
        if row.outcome and key not in known:
            resolved = library.of_case(connection, each.pins, each.bundle)
            form = form_of(list(resolved.bundles), row.element_process, row.element)
            outcome = form.outcome(row.outcome) if form is not None else None
            known[key] = outcome.label if outcome is not None else Text(row.outcome, row.outcome)
        found.append(known[key] if row.outcome else NO_TEXT)
    return found


def notice_out(row: Notice) -> NotificationOut:
    return NotificationOut(
        case_id=row.case_id,
        entry=row.entry,
        kind=row.kind,
        task=row.n or None,
        number=row.number,
        process_zh=row.process_zh,
        process_en=row.process_en,
        title_zh=row.title_zh,
        title_en=row.title_en,
        state=row.detail,
        open=row.open,
        at=row.at,
        unread=row.unread,
    )


def columns_by_process(connection: Connection, library: Library) -> list[ProcessColumnsOut]:
    """The search fields of every published process, those of the processes it calls included."""
    published = {
        row.key: (row, library.bundle(connection, row.bundle))
        for row in bundles.list_bundles(connection, state="published")
    }
    owners = {name: bundle for _row, bundle in published.values() for name in bundle.processes}
    found = []
    for key, (row, bundle) in published.items():
        columns = _columns(_reached(bundle, owners))
        if key != SHARED:
            titles = {"zh": row.title_zh, "en": row.title_en}
            found.append(ProcessColumnsOut(process=key, **titles, columns=columns))
    return found


def _reached(bundle: Bundle, owners: dict[str, Bundle]) -> list[Bundle]:
    reached = [bundle]
    for each in reached:  # grows while it is walked
        for called in sorted(each.called_processes):
            owner = owners.get(called)
            if owner is not None and owner not in reached:
                reached.append(owner)
    return reached


def _columns(reached: list[Bundle]) -> list[ColumnOut]:
    columns: dict[str, ColumnOut] = {}
    personal: set[str] = set()
    for bundle in reached:
        for form in bundle.forms.values():
            personal |= form.personal
            for name in form.fields:
                if name in form.searchable and name not in columns:
                    columns[name] = _column(form, name)
    return [column for name, column in columns.items() if name not in personal]


def _column(form: Form, name: str) -> ColumnOut:
    schema = form.schema["properties"].get(name, {})
    label = form.label(name)
    kinds = schema.get("type", "string")
    kind = "text"
    if schema.get("format") == "date":
        kind = "date"
    elif schema.get("format") == "decimal" or {"integer", "number"} & set(
        [kinds] if isinstance(kinds, str) else kinds
    ):
        kind = "money" if name.endswith("_yuan") else "number"
    options = {
        value: NameOut(zh=words.get("zh", value), en=words.get("en", value))
        for value, words in schema.get("x-options", {}).items()
    }
    return ColumnOut.model_validate(
        {"name": name, "zh": label.zh, "en": label.en, "kind": kind, "options": options}
    )
