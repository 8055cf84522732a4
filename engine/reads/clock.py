"""The clock of the database: trial or live, and what time it is there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, text

_NOW = text("select clock_timestamp() + ahead, mode from engine.clock")


def now(connection: Connection) -> datetime:
    """The database's time, UTC; that of a trial database may run ahead."""
    moment: datetime = connection.execute(_NOW).one()[0]
    return moment


def is_trial(connection: Connection) -> bool:
    """Whether the database was created for trials (for ever)."""
    return bool(connection.execute(_NOW).one()[1] == "trial")
