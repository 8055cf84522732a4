"""What tests of registers and handlers may ask for."""

from collections.abc import Iterator

import pytest

from tests.workflows.registry import Registry, open_registry


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    """Real registers with sample organisations and people, for this test alone."""
    with open_registry(database_url) as opened:
        yield opened
