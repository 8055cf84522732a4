"""Bring a database to the present tables: `migrate(url)`.

Migrations run while the previous version is still up: add, switch, remove later. Several processes
may start at once; one migrates, the others wait.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from engine.store.connections import sqlalchemy_engine

HERE = Path(__file__).parent / "migrations"
#: Taken for the time of a migration; "hqmi" in ASCII.
LOCK = 0x68716D69

OUR_SCHEMAS = frozenset({"engine", "people", "register"})


def migrate(url: str, extra_locations: Iterable[Path | str] = ()) -> None:
    """Run what is missing, of the engine's own line and of every branch in `extra_locations`.

    Each migration is one transaction; a failed one leaves the database at the one before.
    """
    database = sqlalchemy_engine(url, pool_size=1)
    try:
        with database.connect() as connection:
            connection.execute(text("select pg_advisory_lock(:lock)"), {"lock": LOCK})
            try:
                _upgrade(connection, extra_locations)
            finally:
                connection.rollback()
                connection.execute(text("select pg_advisory_unlock(:lock)"), {"lock": LOCK})
                connection.commit()
    finally:
        database.dispose()


def _upgrade(connection: Connection, extra_locations: Iterable[Path | str]) -> None:
    connection.execute(text("create schema if not exists engine"))
    # Alembic's own table takes names of 32 letters only.
    connection.execute(
        text(
            "create table if not exists engine.migration"
            " (version_num text constraint migration_pkc primary key)"
        )
    )
    connection.commit()
    command.upgrade(configuration(connection, extra_locations), "heads")
    connection.commit()


def configuration(connection: Connection, extra_locations: Iterable[Path | str] = ()) -> Config:
    """Alembic's settings: the connection to use and where the migrations lie."""
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("path_separator", "newline")
    locations = [str(HERE / "versions"), *(str(each) for each in extra_locations)]
    config.set_main_option("version_locations", "\n".join(locations))
    config.attributes["connection"] = connection
    return config


def is_ours(name: str | None, kind: Any, _parents: Any) -> bool:
    """Whether a comparison looks at it: our schemas only, in whatever database we live."""
    return kind != "schema" or name in OUR_SCHEMAS
