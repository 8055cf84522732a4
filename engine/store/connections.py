"""Connections: a pool of plain psycopg ones for commands, SQLAlchemy for screens and jobs."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg_pool import ConnectionPool
from sqlalchemy import Engine, create_engine, make_url

#: A statement of a request that runs longer is a fault, and must not hold its connection.
STATEMENT_TIMEOUT_MS = 30_000


def sqlalchemy_engine(url: str, pool_size: int = 10, **options: Any) -> Engine:
    """An SQLAlchemy engine on psycopg 3 for any `postgresql://…` URL."""
    return create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        pool_size=pool_size,
        max_overflow=0,
        pool_pre_ping=True,
        **options,
    )


def command_pool(url: str, size: int = 16) -> ConnectionPool[psycopg.Connection[Any]]:
    """The pool of the command path: autocommit, so that one statement is one transaction."""
    return ConnectionPool(
        plain_url(url),
        min_size=1,
        max_size=size,
        timeout=30,
        max_waiting=0,
        check=None,
        open=True,
        name="commands",
        configure=_configure,
        kwargs={"autocommit": True, "prepare_threshold": 1},
    )


def plain_url(url: str) -> str:
    """The URL as libpq takes it, without SQLAlchemy's driver name."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _configure(connection: psycopg.Connection[Any]) -> None:
    connection.prepared_max = 200
    connection.execute(f"set statement_timeout = {STATEMENT_TIMEOUT_MS}")
    connection.execute("set plan_cache_mode = force_generic_plan")
