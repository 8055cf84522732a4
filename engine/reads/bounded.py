"""A question that may take only so long, so that nobody's broad search stops the others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from psycopg.errors import QueryCanceled
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from engine.reads.case_search import TooBroad

LONGEST_SECONDS = 8


@contextmanager
def bounded(connection: Connection) -> Iterator[None]:
    """Statements inside may run `LONGEST_SECONDS` each. Raises: TooBroad when one takes longer."""
    connection.execute(
        text("select set_config('statement_timeout', :limit, true)"),
        {"limit": f"{LONGEST_SECONDS}s"},
    )
    try:
        yield
    except OperationalError as wrong:
        if isinstance(wrong.orig, QueryCanceled):
            raise TooBroad from wrong
        raise
