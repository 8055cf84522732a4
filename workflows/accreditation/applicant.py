"""`accreditation.check_applicant`: what stands against an application before anybody reads it.

Each finding names its rule and the fact. It refuses nothing: a person decides, and may not approve
against it.
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
from workflows.registers.standing import exclusions_of, grade_of

RENEWAL_WORKING_DAYS = 60  #: renewal may be asked for from then on before the end [assumed]
TECHNICIAN_LEVELS = frozenset({"technician", "senior_technician"})


def check_applicant(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """`bars`: findings that stand in the way of an approval.

    Source: domain A1, A2; Plan 4 (七): new institutions up to senior worker (R4-12).
    """
    day = today(call)
    kind = str(inputs(call)["kind"])
    names = names_given(call)
    bars = list(removals(connection, names, day, "A-BAR", "申请", "apply"))
    until = _valid_until(connection, names, kind, day)
    if until is not None and _too_early(call, day, until):
        bars.append(
            Finding(
                "A-DUP",
                f"已有有效期至 {until} 的同类认定，"
                f"到期前{RENEWAL_WORKING_DAYS}个工作日起方可申请延续",
                f"a recognition of this kind is valid until {until}; it can be renewed from"
                f" {RENEWAL_WORKING_DAYS} working days before its end",
            )
        )
    founders = [str(name) for name in inputs(call).get("founders") or ()]
    bars += [
        Finding(
            "A2-FOUNDER",
            f"举办者{name}因骗取资金被移出，限制至 {until}",
            f"the founder {name} was removed for fraud and is kept out until {until}",
        )
        for name, until in exclusions_of(connection, founders, day, "fraud")
    ]
    levels = frozenset(map(str, inputs(call).get("levels") or ()))
    if levels & TECHNICIAN_LEVELS and grade_of(connection, call.organisation) not in ("A", "B"):
        bars.append(
            Finding(
                "R4-12",
                "首次认定等级不高于高级工，信用等级B级以上方可增设技师等级",
                "levels up to senior worker at first; technician levels need a credit grade of B",
            )
        )
    return {"bars": told(bars)}


def _valid_until(connection: Connection, names: list[str], kind: str, day: date) -> date | None:
    """The last day of a recognition of this kind that is in force today; None without one."""
    table = institution.c
    row = connection.execute(
        select(table.state, table.valid_until)
        .where(table.institution.in_(names), table.kind == kind)
        .order_by(table.recorded_at.desc(), table.entry.desc())
        .limit(1)
    ).one_or_none()
    if row is None or row.state != "valid" or row.valid_until is None or row.valid_until < day:
        return None
    found: date = row.valid_until
    return found


def _too_early(call: ServiceCall, day: date, until: date) -> bool:
    return call.calendar.between(day, until) > RENEWAL_WORKING_DAYS
