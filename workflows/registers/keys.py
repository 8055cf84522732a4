"""The key of a register row: who wrote it, and the two dates every row has."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from engine.jobs.handlers import ServiceCall


def today(call: ServiceCall) -> date:
    """The local day of the call, by the calendar of its area."""
    return call.calendar.local_day(call.at)


def key_of(call: ServiceCall, line: int = 0, valid_from: date | None = None) -> dict[str, Any]:
    """case_id, entry, line, valid_from (today unless given) and recorded_at of a row."""
    return {
        "case_id": call.case_id,
        "entry": call.entry,
        "line": line,
        "valid_from": valid_from or today(call),
        "recorded_at": call.at,
    }


def inputs(call: ServiceCall) -> Mapping[str, Any]:
    """What the diagram's input mappings gave; the handler knows the types it asks for."""
    return call.inputs
