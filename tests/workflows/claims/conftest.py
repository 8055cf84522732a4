"""`office`: a database with the registers in it, open for handlers."""

from collections.abc import Iterator

import pytest

from tests.workflows.claims.registry import Office, open_office


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    opened = open_office(database_url)
    yield opened
    opened.engine.dispose()
