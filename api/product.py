"""Put the product together over one database: engine, people, application, worker."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import FastAPI
from psycopg_pool import ConnectionPool
from sqlalchemy import Engine as Database

from api.app import create_app
from api.migrations import MIGRATIONS
from api.settings import Settings
from engine.people.lookup import DatabasePeople
from engine.store.connections import plain_url, sqlalchemy_engine
from engine.store.migrate import migrate
from engine.store.postgres import EmbeddedPostgres, KeptRunning
from engine.wiring import Engine

__all__ = ["MIGRATIONS", "Product", "database_url", "open_product", "product"]


@dataclass(frozen=True)
class Product:
    """Everything over one database; made once per process."""

    engine: Engine
    people: DatabasePeople
    identities: ConnectionPool
    people_database: Database
    settings: Settings

    def app(self) -> FastAPI:
        return create_app(self.engine, self.people, self.identities, self.settings)

    def close(self) -> None:
        self.engine.close()
        self.identities.close()
        self.people_database.dispose()


def open_product(url: str, settings: Settings) -> Product:
    """The product over a migrated database."""
    people_database = sqlalchemy_engine(url, pool_size=4)
    people = DatabasePeople(people_database)
    identities = ConnectionPool(
        plain_url(url),
        min_size=1,
        max_size=max(2, settings.connections // 4),
        open=True,
        kwargs={"autocommit": True},
        name="identities",
    )
    engine = Engine(
        url,
        people,
        connections=settings.connections,
        four_eyes=settings.four_eyes_publishing,
    )
    return Product(engine, people, identities, people_database, settings)


@contextlib.contextmanager
def database_url(settings: Settings) -> Iterator[str]:
    """`DATABASE_URL`, or an embedded PostgreSQL below `home` that is looked after meanwhile."""
    if settings.database_url:
        yield settings.database_url
        return
    with KeptRunning(EmbeddedPostgres(settings.home / "postgres")) as url:
        yield url


@contextlib.contextmanager
def product(settings: Settings, *, migrated: bool = True) -> Iterator[Product]:
    """The product with its database, migrated first unless told otherwise."""
    with database_url(settings) as url:
        if migrated:
            migrate(url, MIGRATIONS)
        opened = open_product(url, settings)
        try:
            yield opened
        finally:
            opened.close()
