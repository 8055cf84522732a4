"""The approval sheet 审批表 as a document: what stands on it, before anybody draws it.

It tells what is recorded: facts of the application, one box per opinion in the order in which they
were given, steps of the usual way that were not reached with "/". It is for those who see who did
what in a case (decision 0020).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from api.corrections import asked_out
from api.task_page import Told
from api.visible import START_FORM
from api.wording import Wording
from engine.capital_amount import capital_amount
from engine.feel import from_tagged
from engine.model.case_states import case_state_name
from engine.model.forms import Form
from engine.model.stages import stages_of
from engine.reads.clock import now
from engine.reads.progress import Phase, Place, Waiting, progress
from engine.reads.story import Step
from engine.store.tables.journal import head
from workflows.registers.rosters import load_roster

NOT_REACHED: Final = "/"
MOST_PARTS: Final = 8  #: entries of a list that are spelt out


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Amount:
    """Figures and 大写 side by side."""

    label: str
    figures: str
    capitals: str


@dataclass(frozen=True, slots=True)
class OpinionBox:
    """One opinion with who gave it and when; `text` is "/" where the step was not reached."""

    title: str
    outcome: str
    text: str
    signed_by: str
    organisation: str
    signed_on: str
    entry: int | None  #: journal entry that holds it

    @property
    def reached(self) -> bool:
        return self.text != NOT_REACHED


@dataclass(frozen=True, slots=True)
class ApprovalSheet:
    title: str
    number: str
    dated: str  #: day of the application
    facts: tuple[Fact, ...]
    amounts: tuple[Amount, ...]
    boxes: tuple[OpinionBox, ...]
    printed_by: str
    printed_at: datetime  #: local
    entry: int  #: the journal's last entry at that time …
    hash: str  #: … and the head of the chain there


def approval_sheet(told: Told, printed_by: str) -> ApprovalSheet:
    """Raises: CaseNotFound for applicants, who do not see who decided what."""
    told.only_inside()
    row = told.view.row
    zone = ZoneInfo(told.people.calendar(row.area).time_zone)
    wording = told.wording()
    entry, chain = _head(told.connection, row.case_id)
    facts, amounts = _facts(told, wording, zone)
    return ApprovalSheet(
        title=f"{row.title_zh}审批表",
        number=row.number,
        dated=chinese_date(row.started_at.astimezone(zone).date()),
        facts=tuple(facts),
        amounts=tuple(amounts),
        boxes=tuple(_boxes(told, wording, zone)),
        printed_by=printed_by,
        printed_at=now(told.connection).astimezone(zone),
        entry=entry,
        hash=chain,
    )


def chinese_date(day: date) -> str:
    """2026年5月3日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _head(connection: Connection, case_id: Any) -> tuple[int, str]:
    found = connection.execute(
        select(head.c.entry, head.c.hash).where(head.c.case_id == case_id)
    ).one()
    return found.entry, bytes(found.hash).hex()


# --- facts ----------------------------------------------------------------------------------------


def _facts(told: Told, wording: Wording, zone: ZoneInfo) -> tuple[list[Fact], list[Amount]]:
    row = told.view.row
    organisations = told.people.organisations()
    organisation = organisations.organisations.get(row.organisation)
    area = organisations.areas.get(row.area)
    facts = [
        Fact("申请单位", organisation.name_zh if organisation else NOT_REACHED),
        Fact("信用代码", (organisation.credit_code if organisation else "") or NOT_REACHED),
        Fact("申请人", wording.person(row.applicant).zh),
        Fact("办理地区", area.name_zh if area else row.area),
        Fact("申请日期", chinese_date(row.started_at.astimezone(zone).date())),
        Fact("办件状态", case_state_name(row.state).zh),
    ]
    values = told.reads.parts(told.connection, told.viewer, told.view)
    amounts = []
    for name, schema, label in _fields(told):
        value = from_tagged(values[name]) if name in values else None
        if value is None or value == "" or value == []:
            continue
        if schema.get("format") == "decimal" and (money := _money(value)) is not None:
            label = re.sub("（元[^）]*）$", "", label)
            amounts.append(Amount(label, f"¥{money:,.2f}", capital_amount(money)))
        else:
            facts.append(Fact(label, _said(told, value, schema)))
    return facts, amounts


def _fields(told: Told) -> Iterator[tuple[str, Mapping[str, Any], str]]:
    """The fields of the application, then the amounts that any step shows; each once."""
    seen: set[str] = set()
    forms = [form for bundle in told.resolved.bundles for form in bundle.forms.values()]
    own = told.resolved.bundles[0].forms.get(START_FORM)
    if own is not None:
        for name in own.fields:
            seen.add(name)
            yield name, _schema(own, name), own.label(name).zh
    for form in forms:
        for name in form.fields:
            schema = _schema(form, name)
            if name not in seen and schema.get("format") == "decimal":
                seen.add(name)
                yield name, schema, form.label(name).zh


def _schema(form: Form, name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = form.schema["properties"].get(name, {})
    return found


def _money(value: Any) -> Decimal | None:
    try:
        money = Decimal(str(value))
        capital_amount(money)
    except (ArithmeticError, ValueError):
        return None
    return money


def _said(told: Told, value: Any, schema: Mapping[str, Any]) -> str:
    """The value in words."""
    match value:
        case bool():
            return "是" if value else "否"
        case datetime():
            return f"{chinese_date(value.date())} {value:%H:%M}"
        case date():
            return chinese_date(value)
        case dict():
            inner = schema.get("properties", {})
            return "，".join(
                f"{inner.get(key, {}).get('x-label', {}).get('zh', key)}"
                f" {_said(told, each, inner.get(key, {}))}"
                for key, each in value.items()
                if each is not None
            )
        case list() | tuple():
            inner = schema.get("items", {})
            said = [_said(told, each, inner) for each in value[:MOST_PARTS]]
            more = f"；共 {len(value)} 项" if len(value) > MOST_PARTS else ""
            return "；".join(said) + more
        case str() if schema.get("format") == "roster":
            lines = load_roster(told.connection, value)
            return f"花名册 {len(lines or ())} 行"
        case str() if schema.get("format") == "date":
            return _written_date(value)
        case str() if value.startswith("sha256:"):
            return "附件（电子）"
    option = schema.get("x-options", {}).get(str(value), {})
    return str(option.get("zh", value))


def _written_date(text: str) -> str:
    try:
        return chinese_date(date.fromisoformat(text))
    except ValueError:
        return text


# --- opinions -------------------------------------------------------------------------------------


def _boxes(told: Told, wording: Wording, zone: ZoneInfo) -> Iterator[OpinionBox]:
    row = told.view.row
    places = progress(
        stages_of(told.resolved.models, row.process),
        told.story.steps,
        [Waiting(wait["element"], None) for wait in told.view.waits],
        told.resolved.models,
        row.applicant,
        ended=False,
    )
    for place in places:
        if place.applicant or place.waits:
            continue
        if place.phase is Phase.AHEAD:
            if place.usual:
                yield OpinionBox(place.name.zh, "", NOT_REACHED, "", "", "", None)
            continue
        for step in place.steps:
            if step.state == "completed":
                yield _box(told, place, step, wording, zone)
            elif step.state == "open":
                yield OpinionBox(place.name.zh, "", "（办理中）", "", "", "", None)


def _box(told: Told, place: Place, step: Step, wording: Wording, zone: ZoneInfo) -> OpinionBox:
    signed = wording.person(step.closed_by).zh
    if step.on_behalf_of:
        signed = f"{signed}（代{wording.person(step.on_behalf_of).zh}）"
    assert step.closed_at is not None  # the step is completed
    return OpinionBox(
        title=place.name.zh,
        outcome=wording.outcome(step.process, step.element, step.outcome).zh,
        text=_opinion(told, step),
        signed_by=signed,
        organisation=_organisation(told, step),
        signed_on=chinese_date(step.closed_at.astimezone(zone).date()),
        entry=step.closed_entry,
    )


def _opinion(told: Told, step: Step) -> str:
    """The opinion, and below it what a return named for correction, where it does not say so."""
    lines = [step.opinion] if step.opinion else []
    for each in asked_out(told, step) if step.named else ():
        line = f"“{each.label.zh}”：{each.note}" if each.note else f"“{each.label.zh}”须补正"
        if each.label.zh not in step.opinion or each.note not in step.opinion:
            lines.append(line)
    return "\n".join(lines)


def _organisation(told: Told, step: Step) -> str:
    known = told.people.organisations().organisations
    for group in step.groups:
        found = known.get(group.rpartition(".")[0])
        if found is not None:
            return found.name_zh
    return ""
