"""A server with the sample people over a fresh database, shared by the tests of a file."""

from collections.abc import Iterator

import pytest

from engine.store.postgres import EmbeddedPostgres
from tests import database
from tests.api.office import Office


@pytest.fixture(scope="module")
def office(postgres_server: EmbeddedPostgres) -> Iterator[Office]:
    with database.fresh_database(postgres_server) as url, Office(url) as opened:
        yield opened
