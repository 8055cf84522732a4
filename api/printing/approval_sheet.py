"""The approval sheet 审批表 as a document: what stands on it, before anybody draws it.

It tells what is recorded: facts of the application, one box per opinion in the order in which they
were given, steps of the usual way that were not reached with "/". It is for those who see who did
what in a case (decision 0020), in Chinese or English, of the case as it stands or as it stood after
an earlier entry of its journal. Opinions stay in the words in which they were given.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from api.printing.words import Words
from api.task_page.corrections import asked_out
from api.task_page.told import Told
from api.wording import Wording
from engine.capital_amount import capital_amount
from engine.feel import from_tagged
from engine.journal.reading import entries
from engine.model.case_states import case_state_name
from engine.model.forms import Form
from engine.model.forms.application import START_FORM
from engine.model.forms.references import KEYWORD, Named, reference_of
from engine.model.nodes import Text
from engine.model.stages import stages_of
from engine.people.names import names_of
from engine.reads.clock import now
from engine.reads.entries import Stand
from engine.reads.progress import Phase, Waiting, progress
from engine.reads.story import Step, story_of
from workflows.registers.directory import directory_in_force
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
    words: Words
    title: str
    number: str
    dated: str  #: day of the application
    facts: tuple[Fact, ...]
    amounts: tuple[Amount, ...]
    boxes: tuple[OpinionBox, ...]
    printed_by: str
    printed_at: datetime  #: local
    entry: int  #: the journal's entry up to which it tells …
    hash: str  #: … and the head of the chain there
    as_of: datetime | None  #: local; None: it tells the case as it stands


def approval_sheet(told: Told, stand: Stand, words: Words, printed_by: str) -> ApprovalSheet:
    """Raises: CaseNotFound for applicants, who do not see who decided what."""
    told.only_inside()
    is_earlier = stand.entry < told.view.row.version
    told = _after_entry(told, stand.entry) if is_earlier else _with_inner_values(told)
    row = told.view.row
    zone = ZoneInfo(told.people.calendar(row.area).time_zone)
    sheet = _Sheet(told, words, told.wording(), zone)
    facts, amounts = sheet.facts()
    return ApprovalSheet(
        words=words,
        title=words.title.format(title=words.pick(Text(row.title_zh, row.title_en))),
        number=row.number,
        dated=words.day(row.started_at.astimezone(zone).date()),
        facts=tuple(facts),
        amounts=tuple(amounts),
        boxes=tuple(sheet.boxes()),
        printed_by=printed_by,
        printed_at=now(told.connection).astimezone(zone),
        entry=stand.entry,
        hash=stand.hash,
        as_of=stand.at.astimezone(zone) if is_earlier else None,
    )


def _after_entry(told: Told, entry: int) -> Told:
    """The case as its journal tells it up to the entry; whose part it is does not change."""
    view = told.view
    driver: Any = told.connection.connection.driver_connection
    story = story_of(entries(driver, view.row.case_id, entry), told.resolved.models)
    found = replace(
        told,
        view=replace(
            view,
            row=replace(view.row, state=story.state.case_state, version=entry),
            waits=tuple({"element": each.node} for each in story.state.waits.values()),
        ),
    )
    found.story = story
    found.resolved = told.resolved
    return _with_inner_values(found)


def _with_inner_values(told: Told) -> Told:
    """With what processes under way hold and have not given back yet: amounts under review."""
    values: dict[str, Any] = {}
    for _scope, inner in sorted(told.story.variables.rows().items()):
        values = {**inner, **values}
    found = replace(told, view=replace(told.view, variables=values))
    found.story = told.story
    found.resolved = told.resolved
    return found


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What the parts of a sheet are made with."""

    told: Told
    words: Words
    wording: Wording
    zone: ZoneInfo

    def day(self, moment: datetime) -> str:
        return self.words.day(moment.astimezone(self.zone).date())

    # --- facts ------------------------------------------------------------------------------------

    def facts(self) -> tuple[list[Fact], list[Amount]]:
        told, words = self.told, self.words
        row = told.view.row
        organisations = told.people.organisations()
        organisation = organisations.organisations.get(row.organisation)
        area = organisations.areas.get(row.area)
        name = Text(organisation.name_zh, organisation.name_en) if organisation else None
        facts = [
            Fact(words.organisation, words.pick(name) if name else NOT_REACHED),
            Fact(
                words.credit_code, (organisation.credit_code if organisation else "") or NOT_REACHED
            ),
            Fact(words.applicant, words.pick(self.wording.person(row.applicant))),
            Fact(words.area, words.pick(Text(area.name_zh, area.name_en)) if area else row.area),
            Fact(words.applied_on, self.day(row.started_at)),
            Fact(words.state, words.pick(case_state_name(row.state))),
        ]
        values = told.reads.parts(told.connection, told.viewer, told.view)
        amounts = []
        for name_of, schema, label in self._fields():
            value = from_tagged(values[name_of]) if name_of in values else None
            if value is None or value == "" or value == []:
                continue
            said = words.pick(label)
            if schema.get("format") == "decimal" and (money := _money(value)) is not None:
                said = re.sub(r"（元[^）]*）$| \(yuan[^)]*\)$", "", said)
                amounts.append(Amount(said, f"¥{money:,.2f}", capital_amount(money)))
            else:
                facts.append(Fact(said, self._said(value, schema)))
        return facts, amounts

    def _fields(self) -> Iterator[tuple[str, Mapping[str, Any], Text]]:
        """The fields of the application, then the amounts that any step shows; each once."""
        seen: set[str] = set()
        bundles = self.told.resolved.bundles
        forms = [form for bundle in bundles for form in bundle.forms.values()]
        own = bundles[0].forms.get(START_FORM)
        if own is not None:
            for name in own.fields:
                seen.add(name)
                yield name, _schema(own, name), own.label(name)
        for form in forms:
            for name in form.fields:
                schema = _schema(form, name)
                if name not in seen and schema.get("format") == "decimal":
                    seen.add(name)
                    yield name, schema, form.label(name)

    def _said(self, value: Any, schema: Mapping[str, Any]) -> str:
        """The value in words."""
        words = self.words
        match value:
            case bool():
                return words.yes if value else words.no
            case datetime():
                return words.moment(value)
            case date():
                return words.day(value)
            case dict():
                inner = schema.get("properties", {})
                return words.within.join(
                    f"{self._option(inner.get(key, {}).get('x-label', {}), key)}"
                    f" {self._said(each, inner.get(key, {}))}"
                    for key, each in value.items()
                    if each is not None
                )
            case list() | tuple():
                inner = schema if KEYWORD in schema else schema.get("items", {})
                said = [self._said(each, inner) for each in value[:MOST_PARTS]]
                more = words.more.format(count=len(value)) if len(value) > MOST_PARTS else ""
                return words.between.join(said) + more
            case str() if (reference := reference_of(schema)) is not None:
                return self._named(reference.named, value)
            case str() if schema.get("format") == "roster":
                lines = load_roster(self.told.connection, value)
                return words.rows.format(count=len(lines or ()))
            case str() if schema.get("format") == "date":
                return self._written_date(value)
            case str() if value.startswith("sha256:"):
                return words.electronic
        return self._option(schema.get("x-options", {}).get(str(value), {}), value)

    def _named(self, named: Named, value: str) -> str:
        """What the value refers to by its name; a code that is read by itself stays beside it."""
        told, pick = self.told, self.words.pick
        known = told.people.organisations()
        match named:
            case Named.AREA if (area := known.areas.get(value)) is not None:
                return f"{pick(Text(area.name_zh, area.name_en))} {value}"
            case Named.ORGANISATION if (place := known.organisations.get(value)) is not None:
                return pick(Text(place.name_zh, place.name_en))
            case Named.PERSON:
                return pick(names_of(told.connection, [value]).get(value, Text(value, value)))
            case Named.PROJECT:
                row = told.view.row
                day = row.started_at.astimezone(self.zone).date()
                listed = directory_in_force(told.connection, row.area, day).trade(value)
                return f"{listed.name} {value}" if listed is not None else value
        return value

    def _option(self, label: Mapping[str, str], otherwise: Any) -> str:
        return self.words.pick(Text(label.get("zh", ""), label.get("en", ""))) or str(otherwise)

    def _written_date(self, text: str) -> str:
        try:
            return self.words.day(date.fromisoformat(text))
        except ValueError:
            return text

    # --- opinions ---------------------------------------------------------------------------------

    def boxes(self) -> Iterator[OpinionBox]:
        told, words = self.told, self.words
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
            title = words.pick(place.name)
            if place.phase is Phase.AHEAD:
                if place.usual:
                    yield OpinionBox(title, "", NOT_REACHED, "", "", "", None)
                continue
            for step in place.steps:
                if step.state == "completed":
                    yield self._box(title, step)
                elif step.state == "open":
                    yield OpinionBox(title, "", words.under_way, "", "", "", None)

    def _box(self, title: str, step: Step) -> OpinionBox:
        words, wording = self.words, self.wording
        signed = words.pick(wording.person(step.closed_by))
        if step.on_behalf_of:
            other = words.pick(wording.person(step.on_behalf_of))
            signed = words.on_behalf.format(person=signed, other=other)
        assert step.closed_at is not None  # the step is completed
        return OpinionBox(
            title=title,
            outcome=words.pick(wording.outcome(step.process, step.element, step.outcome)),
            text=self._opinion(step),
            signed_by=signed,
            organisation=self._organisation(step),
            signed_on=self.day(step.closed_at),
            entry=step.closed_entry,
        )

    def _opinion(self, step: Step) -> str:
        """The opinion; below it what a return named for correction, where it does not say so."""
        lines = [step.opinion] if step.opinion else []
        for each in asked_out(self.told, step) if step.named else ():
            if each.label.zh not in step.opinion or each.note not in step.opinion:
                label = self.words.pick(Text(each.label.zh, each.label.en))
                line = self.words.named_why if each.note else self.words.named
                lines.append(line.format(label=label, note=each.note))
        return "\n".join(lines)

    def _organisation(self, step: Step) -> str:
        known = self.told.people.organisations().organisations
        for group in step.groups:
            found = known.get(group.rpartition(".")[0])
            if found is not None:
                return self.words.pick(Text(found.name_zh, found.name_en))
        return ""


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
