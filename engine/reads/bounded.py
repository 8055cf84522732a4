"""A question that may take only so long, so that nobody's broad search stops the others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from psycopg.errors import QueryCanceled
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from engine.errors import Invalid

LONGEST_SECONDS = 8


class TookTooLong(Invalid):
    """The question takes too long (查询耗时过长)."""

    zh = f"查询超过 {LONGEST_SECONDS} 秒，已停止，未作任何更改。请缩小范围：限定期间、事项或部门。"
    en = (
        f"The question took more than {LONGEST_SECONDS} seconds and was stopped; nothing has "
        "changed. Narrow it by period, process or bureau."
    )


@contextmanager
def bounded(connection: Connection) -> Iterator[None]:
    """Statements inside may run `LONGEST_SECONDS` each. Raises: TookTooLong."""
    connection.execute(
        text("select set_config('statement_timeout', :limit, true)"),
        {"limit": f"{LONGEST_SECONDS}s"},
    )
    try:
        yield
    except OperationalError as wrong:
        if isinstance(wrong.orig, QueryCanceled):
            raise TookTooLong from wrong
        raise
