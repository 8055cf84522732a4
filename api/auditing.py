"""From the filter of a request to the conditions of a case search, registers included."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from api.library import Library
from api.schemas.audits import CaseSearchIn, OutcomeChoiceOut, StepTitleOut
from engine.people.names import people_called
from engine.people.organisations import Organisations
from engine.reads import bundles
from engine.reads.case_search import CASE_ID, CaseSearch, Condition, Work, conditions_of
from workflows.registers.case_money import amount_between, amount_of, paid_to, under_rule

#: What narrows a search, in the order in which it is proposed.
WAYS = ("started", "process", "area", "state", "work", "payee")

__all__ = ["amount_of", "as_csv", "conditions", "ways_to_narrow"]


def conditions(
    connection: Connection, given: CaseSearchIn, organisations: Organisations, at: datetime
) -> list[Condition]:
    """The conditions in the order in which they are counted."""
    people: list[str] = []
    if given.person:
        named = people_called(connection, given.person)
        people = [*named, *_parties(given.person, organisations)]
    found = conditions_of(_search(given, organisations, people), at)
    if given.amount_from is not None or given.amount_until is not None:
        clause = amount_between(CASE_ID, given.amount_from, given.amount_until)
        found.append(Condition("amount", clause))
    if given.payee:
        found.append(Condition("payee", paid_to(CASE_ID, _parties(given.payee, organisations))))
    if given.rule:
        found.append(Condition("rule", under_rule(CASE_ID, given.rule)))
    return found


def ways_to_narrow(found: Iterable[Condition]) -> list[str]:
    """Three conditions that are not set yet."""
    used = {condition.name for condition in found}
    return [way for way in WAYS if way not in used][:3]


def _search(given: CaseSearchIn, organisations: Organisations, people: Sequence[str]) -> CaseSearch:
    areas = {code for area in given.area for code in organisations.within(area)}
    return CaseSearch(
        number=(given.number or "").strip(),
        processes=tuple(given.process),
        areas=tuple(sorted(areas)),
        state=given.state or "",
        running=given.running,
        started_from=given.started_from,
        started_until=given.started_until,
        ended_from=given.ended_from,
        ended_until=given.ended_until,
        people=tuple(dict.fromkeys(people)),
        work=Work(
            bureau=given.bureau or "",
            step=given.step or "",
            step_process=given.step_process or "",
            outcome=given.outcome or "",
            waiting=given.waiting,
            overdue=given.overdue,
            late=given.late,
            done_from=given.done_from,
            done_until=given.done_until,
            arrived_from=given.arrived_from,
            arrived_until=given.arrived_until,
        ),
        without_step=given.without_step or "",
        first_step=given.first_step or "",
        last_step=given.last_step or "",
        variant=given.variant or "",
        decision=(given.decision or "").strip(),
        decision_row=given.decision_row,
    )


def _parties(typed: str, organisations: Organisations) -> list[str]:
    """The text itself, and every organisation it is the id, the credit code or part of the name of.

    Payees who are persons are not looked up by name: whoever asks gives the whole ID number.
    """
    text = typed.strip()
    lower = text.lower()
    named = [
        each.id
        for each in organisations.organisations.values()
        if text in (each.id, each.credit_code)
        or (len(text) > 1 and (text in each.name_zh or lower in each.name_en.lower()))
    ]
    return [text, *named[:200]]


def step_names(
    connection: Connection, library: Library, steps: Iterable[str]
) -> dict[str, StepTitleOut]:
    """What steps are called in the published diagrams; unknown ones are left out."""
    wanted, found = set(steps), {}
    for row in bundles.list_bundles(connection, state="published"):
        for model in library.bundle(connection, row.bundle).processes.values():
            for step in sorted(wanted & model.by_id.keys()):
                name = model.node(step).name
                found[step] = StepTitleOut(zh=name.zh or step, en=name.en or name.zh or step)
        wanted -= found.keys()
        if not wanted:
            break
    return found


def outcome_names(connection: Connection, library: Library) -> list[OutcomeChoiceOut]:
    """Outcomes of steps, each by the words that most published forms have for it."""
    words: dict[str, Counter[tuple[str, str]]] = {}
    for row in bundles.list_bundles(connection, state="published"):
        for form in library.bundle(connection, row.bundle).forms.values():
            for each in form.source.get("outcomes", []):
                label = each.get("label", {})
                said = (label.get("zh", each["id"]), label.get("en", each["id"]))
                words.setdefault(each["id"], Counter())[said] += 1
    found = {outcome: each.most_common(1)[0][0] for outcome, each in sorted(words.items())}
    return [OutcomeChoiceOut(outcome=each, zh=zh, en=en) for each, (zh, en) in found.items()]


def as_csv(head: Iterable[str], rows: Iterable[Iterable[Any]]) -> Iterator[bytes]:
    """CSV for spreadsheets: UTF-8 with mark, nothing in it is taken for a formula."""
    yield b"\xef\xbb\xbf"
    for row in (head, *rows):
        buffer = io.StringIO()
        csv.writer(buffer).writerow([_cell(each) for each in row])
        yield buffer.getvalue().encode()


def _cell(value: Any) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
