"""Locks on what cases share and is scarce: a person, a class, a fund account.

Advisory locks of the transaction, given back at its end. Names share a fixed number of locks, so
that a claim of 5,000 persons does not fill PostgreSQL's lock table; two names that meet in one
lock only wait for each other.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, text

LOCKS_PER_KIND = 1024

_LOCK = text(
    "SELECT pg_advisory_xact_lock(hashtext(:kind), slot) FROM ("
    "  SELECT DISTINCT mod(hashtextextended(name, 0), :slots)::integer AS slot"
    "  FROM unnest(CAST(:names AS text[])) AS name ORDER BY slot"
    ") AS slots"
)


def lock(connection: Connection, kind: str, *names: str) -> None:
    """Wait for the locks of these names; two callers never wait for each other in a circle."""
    lock_all(connection, kind, names)


def lock_all(connection: Connection, kind: str, names: Iterable[str]) -> None:
    wanted = {"kind": kind, "names": sorted(set(names)), "slots": LOCKS_PER_KIND}
    connection.execute(_LOCK, wanted).all()
