"""The clock of the database: live for ever, or trial and then moved forward by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import psycopg

from engine.errors import ClockIsLive, ClockMovesForwardOnly
from engine.store.statement import CHANNEL


@dataclass(frozen=True, slots=True)
class Clock:
    trial: bool
    ahead: timedelta  #: how far before the real time
    now: datetime  #: UTC, `ahead` included


def read_clock(connection: psycopg.Connection[Any]) -> Clock:
    """The clock as it stands."""
    row = connection.execute(
        "select mode = 'trial', ahead, clock_timestamp() + ahead from engine.clock"
    ).fetchone()
    assert row is not None
    return Clock(*row)


def make_trial(connection: psycopg.Connection[Any]) -> bool:
    """Make a database without cases a trial one, for ever; False when it has cases and is live."""
    row = connection.execute(
        "update engine.clock set mode = 'trial'"
        " where mode = 'trial' or not exists (select from engine.\"case\") returning mode"
    ).fetchone()
    return row is not None


def move_clock(connection: psycopg.Connection[Any], to: datetime, person: str) -> Clock:
    """Move a trial clock forward to a moment; recorded, and the workers wake.

    Raises: ClockIsLive, ClockMovesForwardOnly.
    """
    with connection.transaction():
        row = connection.execute(
            "select mode, clock_timestamp() + ahead from engine.clock for update"
        ).fetchone()
        assert row is not None
        if row[0] != "trial":
            raise ClockIsLive
        if to <= row[1]:
            raise ClockMovesForwardOnly(to.isoformat())
        # An interval of seconds: months and days have no fixed length.
        moved = connection.execute(
            "update engine.clock set ahead = make_interval(secs =>"
            " extract(epoch from %s::timestamptz - clock_timestamp())::double precision)"
            " returning ahead",
            (to,),
        ).fetchone()
        assert moved is not None
        connection.execute(
            "insert into engine.clock_move (person, ahead) values (%s, %s)", (person, moved[0])
        )
        connection.execute(f"select pg_notify('{CHANNEL}', 'clock')".encode())
        return read_clock(connection)
