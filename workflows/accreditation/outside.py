"""`accreditation.check_outside`: what stands against an institution from elsewhere (A3).

Findings name rule and fact; they refuse nothing, but nobody may approve against them.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from engine.jobs.handlers import ServiceCall
from workflows.accreditation.removed import names_given, removals
from workflows.findings import Finding, told
from workflows.registers.institutions import institution
from workflows.registers.keys import inputs, today

#: What the register of the home city says, in words.
STATES = {"suspended": ("已暂停", "suspended"), "removed": ("已移出", "removed")}


def check_outside(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """`bars`: the home qualification has ended or is withdrawn, or somebody removed them.

    Source: Plan 4 (七), qualified institutions from elsewhere are welcome; domain A3.
    """
    given, day = inputs(call), today(call)
    bars = list(removals(connection, names_given(call), day, "A3-REMOVED", "登记", "be registered"))
    until = given.get("home_valid_until")
    if not isinstance(until, date) or until < day:
        bars.append(
            Finding(
                "A3-INVALID",
                f"原认定有效期至 {until}，已失效" if until else "未写明原认定的有效期",
                f"the home qualification was valid until {until}"
                if until
                else "the application does not say how long the home qualification is valid",
            )
        )
    state = _state_at_home(connection, str(given["home_number"]))
    if state is not None and state != "valid":
        zh, en = STATES.get(state, (state, state))
        bars.append(
            Finding(
                "A3-INVALID",
                f"原认定 {given['home_number']} {zh}",
                f"the home qualification {given['home_number']} is {en}",
            )
        )
    return {"bars": told(bars)}


def _state_at_home(connection: Connection, number: str) -> str | None:
    """The state of the home qualification where its city shares data; None where it does not."""
    table = institution.c
    return connection.scalar(
        select(table.state)
        .where(table.accreditation == number)
        .order_by(table.recorded_at.desc(), table.entry.desc())
        .limit(1)
    )
