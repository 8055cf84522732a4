"""Locks on what cases share and is scarce: a person, a class, a fund account.

Advisory locks of the transaction: taken in sorted order, given back at its end.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, text

_LOCK = text(
    "SELECT pg_advisory_xact_lock(key) FROM ("
    "  SELECT DISTINCT hashtextextended(:kind || ':' || name, 0) AS key"
    "  FROM unnest(CAST(:names AS text[])) AS name ORDER BY key"
    ") AS keys"
)


def lock(connection: Connection, kind: str, *names: str) -> None:
    """Wait for the locks of these names; two callers never wait for each other in a circle."""
    lock_all(connection, kind, names)


def lock_all(connection: Connection, kind: str, names: Iterable[str]) -> None:
    connection.execute(_LOCK, {"kind": kind, "names": sorted(set(names))}).all()
