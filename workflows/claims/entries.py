"""Register entries of the small processes: rates, funds, recognitions, tuition."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from engine.jobs.handlers import ServiceCall
from workflows.claims.calendar_months import full_months
from workflows.claims.gather import today
from workflows.registers import areas
from workflows.registers.claims import rate_setting
from workflows.registers.funds import book
from workflows.registers.institutions import institution

DAYS_RECOGNISED = 365  #: a hard-hit recognition lasts 12 months


def enter_rate(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """A rate with the document it comes from; after filing it holds from the acknowledgement on."""
    _, city = areas.plan_and_city(connection, call.area)
    filed_on = call.inputs.get("filed_on_province")
    since = call.inputs.get("rate_valid_from") or today(call)
    if isinstance(filed_on, date) and isinstance(since, date):
        since = max(filed_on, since)
    connection.execute(
        rate_setting.insert().values(
            **_key(call),
            valid_from=since,
            rate_id=call.inputs["rate_id"],
            area=city,
            level=call.inputs.get("rate_level"),
            amount_yuan=call.inputs["rate_amount_yuan"],
            filed_on=filed_on,
            document=call.inputs["rate_document"],
        )
    )
    return {}


def pool_fund(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """Money paid into a fund account of the city (资金筹集)."""
    _, city = areas.plan_and_city(connection, call.area)
    book(
        connection,
        key=(call.case_id, call.entry, 0),
        at=call.at,
        day=today(call),
        area=city,
        fund_source=str(call.inputs["fund_source"]),
        amount_yuan=Decimal(str(call.inputs["amount_yuan"])),
        kind="pooled",
        reference=str(call.inputs.get("document") or call.case_number),
    )
    return {}


def recognise(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """A recognition of an organisation: hard-hit enterprise, winner of a tender."""
    since = call.inputs.get("recognised_from")
    start = since if isinstance(since, date) else today(call)
    until = call.inputs.get("recognised_until")
    _, city = areas.plan_and_city(connection, call.area)
    connection.execute(
        institution.insert().values(
            **_key(call),
            valid_from=start,
            institution=str(call.inputs.get("recognised") or call.organisation),
            name=str(call.inputs.get("recognised_name") or call.organisation),
            kind=call.inputs["recognised_as"],
            accreditation=call.case_number,
            area=city,
            state="valid",
            valid_until=until
            if isinstance(until, date)
            else date.fromordinal(start.toordinal() + DAYS_RECOGNISED - 1),
        )
    )
    return {}


def tuition_facts(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """What DT-10 asks: whole months of unbroken service and since the diploma, to the claim."""
    filed_on = call.inputs.get("filed_on")
    day = filed_on if isinstance(filed_on, date) else today(call)
    joined, diploma = call.inputs["service_since"], call.inputs["diploma_date"]
    assert isinstance(joined, date)
    assert isinstance(diploma, date)
    return {
        "service_months": full_months(joined, day),
        "months_since_diploma": full_months(diploma, day),
    }


def _key(call: ServiceCall) -> dict[str, Any]:
    return {"case_id": call.case_id, "entry": call.entry, "line": 0, "recorded_at": call.at}
