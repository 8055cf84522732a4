"""Transactions over the tables of people; nobody else opens them."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.orm import Session

__all__ = ["PeopleDatabase", "Session"]


class PeopleDatabase:
    """The people tables of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """One transaction: committed at the end, rolled back when anything is raised."""
        with Session(self._engine, expire_on_commit=False) as session, session.begin():
            yield session
