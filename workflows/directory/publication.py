"""`directory.publish`: a new version of a list 目录公布 (B7)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from engine.jobs.handlers import HandlerFailed, ServiceCall
from workflows.registers.bureaus import area_of
from workflows.registers.claims import rate_setting
from workflows.registers.directory import LISTS, Entry, Publication, add_version, plain
from workflows.registers.keys import inputs, key_of, today


def publish(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """`version_number` and `effective_date` of the new version.

    The date is the one asked for, but never before today, nor before the province acknowledged
    the filing of an entry (Plan 4 (十八)).
    """
    list_name = str(inputs(call)["list"])
    if list_name not in LISTS:
        raise HandlerFailed(f"不认识的目录：{list_name}", f"Unknown list: {list_name}")
    area = area_of(connection, inputs(call).get("lead")) or call.area
    given = list(inputs(call).get("entries") or ())
    effective = _effective(call, given)
    publication = Publication(
        area,
        list_name,
        effective,
        str(inputs(call).get("change_reason") or ""),
        str(inputs(call).get("contact") or ""),
    )
    version = add_version(call, connection, publication, map(_entry, given))
    for line, entry in enumerate(given, start=1):
        if entry.get("rate_yuan") is not None:
            _write_rate(call, connection, area, entry, line, effective)
    return {"version_number": version, "effective_date": effective}


def _effective(call: ServiceCall, entries: list[Mapping[str, Any]]) -> date:
    asked = inputs(call).get("effective_date")
    acknowledged = [entry.get("acknowledged_on") for entry in entries]
    return max(day for day in (asked, today(call), *acknowledged) if isinstance(day, date))


def _entry(given: Mapping[str, Any]) -> Entry:
    details = {name: each for name, each in given.items() if name not in ("code", "name", "action")}
    action = str(given.get("action") or "listed")
    return Entry(str(given["code"]), str(given["name"]), action, plain(details))


def _write_rate(
    call: ServiceCall,
    connection: Connection,
    area: str,
    entry: Mapping[str, Any],
    line: int,
    effective: date,
) -> None:
    """A rate of the supplementary list counts from the version's effective date."""
    connection.execute(
        rate_setting.insert().values(
            **key_of(call, line, effective),
            rate_id=str(entry["code"]),
            area=area,
            level=entry.get("level"),
            amount_yuan=Decimal(str(entry["rate_yuan"])),
            filed_on=entry.get("acknowledged_on"),
            document=str(entry.get("filing_number") or call.case_number),
        )
    )
