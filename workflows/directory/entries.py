"""Checks of directory entries 目录条目: standing, rating, project, duplicate.

Findings name rule and fact; they refuse nothing, but nobody may approve against them.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from engine.jobs.handlers import ServiceCall
from workflows.findings import Finding, told
from workflows.registers import areas
from workflows.registers.bureaus import area_of
from workflows.registers.directory import (
    Directory,
    directory_in_force,
    entries_of,
    newest_version,
)
from workflows.registers.institutions import institution
from workflows.registers.keys import inputs, today
from workflows.registers.standing import grade_of

#: List → what an institution must be recognised as to be on it.
RECOGNISED_AS = {
    "training": ("training_centre", "training_institution", "outside_institution"),
    "evaluation": ("evaluation_institution",),
}


def check_entry(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """`bars`: what stands against the entry.

    Source: domain B1–B3 step 3; Plan 4 (十一): access is not separated from the project (L-12).
    """
    list_name, entry = str(inputs(call)["list"]), inputs(call)["entry"]
    area = area_of(connection, inputs(call).get("lead")) or call.area
    day = today(call)
    in_force = directory_in_force(connection, area, day)
    bars = _duplicate(connection, area, list_name, entry)
    if list_name in RECOGNISED_AS:
        bars += _standing(call, connection, list_name, entry, day)
        bars += _projects(in_force, entry)
    return {"bars": told(bars)}


def check_supplement(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """`finding`: the entry of the provincial list that names the same trade and level, or null."""
    entry = inputs(call)["entry"]
    area = area_of(connection, inputs(call).get("lead")) or call.area
    for code in areas.chain(connection, area):
        version = newest_version(connection, code, "provincial")
        for listed in entries_of(connection, code, "provincial", version).values():
            same_trade = listed.name == entry["name"]
            if listed.code == entry["code"] or (
                same_trade and listed.details.get("level") in (None, entry.get("level"))
            ):
                found = Finding(
                    "B4-PROVINCE",
                    f"省级目录已列 {listed.code} {listed.name}",
                    f"the provincial list has {listed.code} {listed.name}",
                )
                return {"finding": found.to_json()}
    return {"finding": None}


def _duplicate(
    connection: Connection, area: str, list_name: str, entry: Mapping[str, Any]
) -> list[Finding]:
    """The same entry is listed already, or published and not yet in effect."""
    version = newest_version(connection, area, list_name)
    listed = entries_of(connection, area, list_name, version).get(str(entry["code"]))
    if listed is None or listed.action != "listed":
        return []
    new = set(entry.get("project_codes") or ()) - set(listed.details.get("project_codes") or ())
    if new:
        return []
    what = f"{listed.code} {listed.name}"
    return [Finding("B-DUP", f"目录已列 {what}", f"the list has {what} already")]


def _standing(
    call: ServiceCall,
    connection: Connection,
    list_name: str,
    entry: Mapping[str, Any],
    day: date,
) -> list[Finding]:
    number = entry.get("certificate_number")
    table = institution.c
    row = connection.execute(
        select(table.institution, table.state, table.valid_until)
        .where(table.accreditation == number, table.kind.in_(RECOGNISED_AS[list_name]))
        .order_by(table.recorded_at.desc(), table.entry.desc())
        .limit(1)
    ).one_or_none()
    bars: list[Finding] = []
    valid = row is not None and row.state == "valid"
    if row is None or not valid or (row.valid_until is not None and row.valid_until < day):
        zh, en = f"{number} 不是有效的认定编号", f"{number} is no valid number of a recognition"
        bars.append(Finding("B-ACCRED", zh, en))
    elif call.organisation and row.institution != call.organisation:
        zh, en = f"{number} 不属于申请单位", f"{number} belongs to somebody else"
        bars.append(Finding("B-ACCRED", zh, en))
    if grade_of(connection, row.institution if row else call.organisation) == "D":
        bars.append(Finding("B-RATING", "信用等级为D级", "the credit grade is D"))
    return bars


def _projects(in_force: Directory, entry: Mapping[str, Any]) -> list[Finding]:
    return [
        Finding(
            "L-12",
            f"项目 {code} 不在工种（项目）目录",
            f"the project {code} is not in the directory of trades",
        )
        for code in entry.get("project_codes") or ()
        if in_force.trade(str(code)) is None
    ]
