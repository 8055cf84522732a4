"""`register.import`: facts of other systems, checked and written into the registers (台账导入).

The process `register_import` brings them in: a register keeper uploads, the head approves.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import ARRAY, Boolean, Column, Connection, Date, Integer, Numeric, Table

from engine.jobs.handlers import HandlerFailed, ServiceCall
from workflows.claims.frequency import COUNTED
from workflows.registers.claims import rate_setting, setting
from workflows.registers.directory import publish_facts
from workflows.registers.experts import expert_link
from workflows.registers.funds import fund_movement
from workflows.registers.institutions import institution
from workflows.registers.payments import advance
from workflows.registers.persons import attendance, employment, insurance, person, person_group
from workflows.registers.standing import credit_rating, exclusion
from workflows.registers.subsidies import subsidy

Fact = dict[str, Any]
#: Kind of fact → the table it goes into, and what completes a fact before it is written.
Importer = tuple[Table, Callable[[Fact], Fact]]


def _institution(fact: Fact) -> Fact:
    return {"institution": fact.pop("id", fact.get("institution")), **fact}


def _subsidy(fact: Fact) -> Fact:
    day = fact.get("valid_from") or fact.get("date")
    year = fact.get("year") or (_as_date(day).year if day else None)
    return {
        "valid_from": day,
        **fact,
        "state": "history",
        "year": year,
        "counts": fact.get("counts", fact.get("benefit") in COUNTED),
    }


def _fund(fact: Fact) -> Fact:
    return {
        "amount_yuan": fact.pop("balance_yuan", fact.get("amount_yuan")),
        "kind": "pooled",
        "reference": "import",
        **fact,
    }


def _advance(fact: Fact) -> Fact:
    return {"state": "paid", "budget_yuan": fact.get("amount_yuan"), **fact}


def _as_it_is(fact: Fact) -> Fact:
    return fact


IMPORTERS: dict[str, Importer] = {
    "persons": (person, _as_it_is),
    "person_groups": (person_group, _as_it_is),
    "employments": (employment, _as_it_is),
    "insurance": (insurance, _as_it_is),
    "attendance": (attendance, _as_it_is),
    "subsidies": (subsidy, _subsidy),
    "fund_accounts": (fund_movement, _fund),
    "advances": (advance, _advance),
    "institutions": (institution, _institution),
    "settings": (setting, _as_it_is),
    "rates": (rate_setting, _as_it_is),
    "expert_links": (expert_link, _as_it_is),
    "ratings": (credit_rating, _as_it_is),
    "exclusions": (exclusion, _as_it_is),
}

#: Entries of directory lists: they make a new version of their list.
DIRECTORY = "directory"

_KEY = {"case_id", "entry", "line", "recorded_at"}


def import_facts(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """Write all facts, or none.

    Raises: HandlerFailed naming the first fact that is wrong: kind, position and field.
    """
    facts: Any = call.inputs.get("facts") or {}
    day = call.calendar.local_day(call.at)
    written: dict[str, int] = {}
    for kind in facts:
        if kind not in IMPORTERS and kind != DIRECTORY:
            raise HandlerFailed(f"不认识的台账：{kind}", f"Unknown register: {kind}")
    for kind, (table, complete) in IMPORTERS.items():
        rows = [
            {
                **_row(table, complete(dict(fact)), kind, position, call.area, day),
                "case_id": call.case_id,
                "entry": call.entry,
                "line": position,
                "recorded_at": call.at,
            }
            for position, fact in enumerate(facts.get(kind) or (), start=1)
        ]
        if rows:
            for row in rows:
                connection.execute(table.insert().values(**row))
            written[kind] = len(rows)
    if facts.get(DIRECTORY):
        written[DIRECTORY] = publish_facts(call, connection, facts[DIRECTORY])
    return {"imported": written}


def _row(
    table: Table, fact: Fact, kind: str, position: int, area: str, day: date
) -> dict[str, Any]:
    columns = {column.name: column for column in table.columns if column.name not in _KEY}
    fact.setdefault("valid_from", day)
    if "area" in columns:
        fact.setdefault("area", area)
    row: dict[str, Any] = {}
    for name, column in columns.items():
        if fact.get(name) is None:
            if not column.nullable and column.server_default is None:
                raise _wrong(kind, position, name, "缺少", "missing")
            continue
        try:
            row[name] = _value(column, fact[name])
        except (ValueError, InvalidOperation, TypeError) as problem:
            raise _wrong(kind, position, name, "格式错误", "wrong format") from problem
    unknown = set(fact) - set(columns) - {"date"}
    if unknown:
        raise _wrong(kind, position, sorted(unknown)[0], "不认识的字段", "unknown field")
    return row


def _wrong(kind: str, position: int, field: str, zh: str, en: str) -> HandlerFailed:
    return HandlerFailed(
        f"{kind}第{position}条{field}:{zh}", f"{kind}, fact {position}, {field}: {en}"
    )


def _value(column: Column[Any], value: Any) -> Any:
    if isinstance(column.type, Date):
        return _as_date(value)
    if isinstance(column.type, Numeric):
        return Decimal(str(value))
    if isinstance(column.type, Integer):
        return int(value)
    if isinstance(column.type, Boolean):
        return _boolean(value)
    if isinstance(column.type, ARRAY):
        return [str(each) for each in value]
    return str(value)


def _boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("expected true or false")
    return value


def _as_date(value: Any) -> date:
    if isinstance(value, date):
        return value
    text = str(value)
    return date.fromisoformat(text if len(text) > 7 else f"{text}-01")
