"""What a new case needs before it can be decided: the time, its business number, its id."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg

from engine.runtime.environment import SHANGHAI
from engine.store.case_ids import new_case_id

_NUMBER = b"""
insert into engine.case_counter (area, process, year, last) values (%s, %s, %s, 1)
on conflict (area, process, year) do update set last = case_counter.last + 1
returning last
"""


def database_now(connection: psycopg.Connection[Any]) -> datetime:
    """The time of the database's clock, trial offset included."""
    row = connection.execute(
        "select clock_timestamp() + ahead from engine.clock", prepare=True
    ).fetchone()
    assert row is not None
    now: datetime = row[0]
    return now


def next_number(connection: psycopg.Connection[Any], area: str, process: str, now: datetime) -> str:
    """The next business number of area, process and local year, e.g. 321300-claim-2026-000017.

    A start that is declined leaves a gap; no number is given twice.
    """
    year = now.astimezone(SHANGHAI).year
    row = connection.execute(_NUMBER, (area, process, year), prepare=True).fetchone()
    assert row is not None
    return f"{area}-{process}-{year}-{row[0]:06d}"


def case_id_for_key(
    connection: psycopg.Connection[Any], person: str, key: str, case_id: UUID | None = None
) -> UUID:
    """The case that this person's start or message with this key is for, the same every time.

    The first time it is `case_id`, or a new one.
    """
    wanted = case_id or new_case_id()
    row = connection.execute(
        "insert into engine.start_key (person, key, case_id) values (%s, %s, %s)"
        " on conflict do nothing returning case_id",
        (person, key, wanted),
        prepare=True,
    ).fetchone()
    return wanted if row is not None else known_case_for_key(connection, person, key) or wanted


def known_case_for_key(connection: psycopg.Connection[Any], person: str, key: str) -> UUID | None:
    """The case that an earlier request of this person with this key was for."""
    row = connection.execute(
        "select case_id from engine.start_key where person = %s and key = %s",
        (person, key),
        prepare=True,
    ).fetchone()
    return row[0] if row is not None else None
