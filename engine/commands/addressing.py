"""To whom a message goes: the case that waits longest for it, else the process it starts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import psycopg

from engine.commands.deliver_message import DeliverMessage
from engine.commands.start_case import StartCase
from engine.errors import NobodyWaitsForMessage

_WAITING = b"""
select case_id from engine.wait
 where trigger = 'message' and name = %s and key = %s order by case_id, n limit 1
"""
_STARTS = b"""
select s.process, s.node from engine.bundle_start s join engine.bundle b on b.hash = s.bundle
 where s.trigger = 'message' and s.name = %s and b.state = 'published' order by s.process limit 1
"""


def receiver_of(
    connection: psycopg.Connection[Any],
    name: str,
    key: str,
    payload: Mapping[str, Any],
    *,
    area: str,
    applicant: str,
    organisation: str,
) -> DeliverMessage | StartCase:
    """The command that takes the message in.

    A case that it starts is filed in the area, and for the person, that the payload's `area` and
    `applicant` name; else in the sender's, for the sender's applicant.
    Raises: NobodyWaitsForMessage.
    """
    row = connection.execute(_WAITING, (name, key), prepare=True).fetchone()
    if row is not None:
        return DeliverMessage(row[0], name, key, payload)
    row = connection.execute(_STARTS, (name,), prepare=True).fetchone()
    if row is None:
        raise NobodyWaitsForMessage(name, key)
    named_area, named_applicant = payload.get("area"), payload.get("applicant")
    if isinstance(named_applicant, str) and named_applicant:
        organisation = organisation if named_applicant == applicant else ""
        applicant = named_applicant
    return StartCase(
        process=row[0],
        area=named_area if isinstance(named_area, str) and named_area else area,
        values=payload,
        applicant=applicant,
        organisation=organisation,
        start_node=row[1],
    )
