"""The embedded PostgreSQL: what runs when no `DATABASE_URL` is given.

    with EmbeddedPostgres(Path(".huiqian/postgres")) as url:
        ...

Meant for trials, development and small single-host installations; anything larger takes a
PostgreSQL of its own, with backups. Works on Linux and macOS.
"""

from engine.store.postgres.binaries import Binaries, find_binaries
from engine.store.postgres.failures import (
    NobodyMayRunPostgres,
    PostgresDidNotStart,
    PostgresFolderUnusable,
    PostgresNotFound,
    PostgresUnavailable,
)
from engine.store.postgres.launcher import EmbeddedPostgres
from engine.store.postgres.watch import KeptRunning

__all__ = [
    "Binaries",
    "EmbeddedPostgres",
    "KeptRunning",
    "NobodyMayRunPostgres",
    "PostgresDidNotStart",
    "PostgresFolderUnusable",
    "PostgresNotFound",
    "PostgresUnavailable",
    "find_binaries",
]
