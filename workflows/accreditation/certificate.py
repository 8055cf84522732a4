"""`accreditation.issue`: number the certificate 认定编号 and enter the institution, in one go."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection

from engine.jobs.handlers import ServiceCall
from workflows.registers.bureaus import area_of
from workflows.registers.certificates import certificate, next_number
from workflows.registers.institutions import institution
from workflows.registers.keys import inputs, key_of, today

LEVELS = ("junior", "intermediate", "senior", "technician", "senior_technician")


def issue(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """`certificate_number`, `valid_from`, `valid_until` (inclusive) of the new recognition.

    `valid_until` may be given (the term of a qualification from elsewhere); else `years` count.
    """
    day = today(call)
    kind = str(inputs(call)["kind"])
    area = area_of(connection, inputs(call).get("lead")) or call.area
    number, sequence = next_number(connection, area, kind, day.year)
    until = inputs(call).get("valid_until") or last_day(day, int(inputs(call)["years"]))
    given = inputs(call)
    holder = str(given.get("organisation") or call.organisation or given["institution_name"])
    connection.execute(
        certificate.insert().values(
            **key_of(call),
            number=number,
            area=area,
            kind=kind,
            year=day.year,
            sequence=sequence,
            institution=holder,
        )
    )
    connection.execute(
        institution.insert().values(
            **key_of(call),
            institution=holder,
            name=str(inputs(call)["institution_name"]),
            kind=kind,
            accreditation=number,
            area=area,
            scope=[str(inputs(call).get("scope") or "")],
            highest_level=highest(inputs(call).get("levels")),
            state="valid",
            valid_until=until,
        )
    )
    return {"certificate_number": number, "valid_from": day, "valid_until": until}


def last_day(first: date, years: int) -> date:
    """The last day of a term of whole years; 29 February ends on 28 February."""
    try:
        end = first.replace(year=first.year + years)
    except ValueError:
        end = date(first.year + years, 3, 1)
    return end - timedelta(days=1)


def highest(levels: Any) -> str | None:
    """The highest of the levels; None when none is given."""
    given = [level for level in LEVELS if level in (levels or ())]
    return given[-1] if given else None
