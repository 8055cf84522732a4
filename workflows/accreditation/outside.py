"""`accreditation.check_outside`: what stands against an institution from elsewhere (A3).

Findings name rule and fact; they refuse nothing, but nobody may approve against them.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from engine.jobs.handlers import ServiceCall
from workflows.registers.institutions import institution
from workflows.registers.keys import inputs, today
from workflows.registers.standing import exclusions_of


def check_outside(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """`bars`: the home qualification has ended or is withdrawn, or somebody removed them.

    Source: Plan 4 (七), qualified institutions from elsewhere are welcome; domain A3.
    """
    given, day = inputs(call), today(call)
    names = [
        str(name)
        for name in (call.organisation, given.get("credit_code"), given.get("institution_name"))
        if name
    ]
    bars = [
        f"A3-REMOVED：{name} 已被移出，{until} 前不得登记"
        for name, until in exclusions_of(connection, names, day)
    ]
    until = given.get("home_valid_until")
    if not isinstance(until, date) or until < day:
        bars.append(f"A3-INVALID：原认定有效期至 {until}，已失效")
    state = _state_at_home(connection, str(given["home_number"]))
    if state is not None and state != "valid":
        bars.append(f"A3-INVALID：原认定 {given['home_number']} 的状态为 {state}")
    return {"bars": bars}


def _state_at_home(connection: Connection, number: str) -> str | None:
    """The state of the home qualification where its city shares data; None where it does not."""
    table = institution.c
    return connection.scalar(
        select(table.state)
        .where(table.accreditation == number)
        .order_by(table.recorded_at.desc(), table.entry.desc())
        .limit(1)
    )
