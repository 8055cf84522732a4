"""Fixtures of the test language; a folder's conftest imports what it uses."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.dsl.office import Office


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    """An office on a fresh database, with its clock on trial."""
    opened = Office(database_url)
    opened.sql("update engine.clock set mode = 'trial'")
    yield opened
    opened.close()
