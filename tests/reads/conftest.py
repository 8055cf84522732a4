"""Fixtures of these tests."""

from tests.dsl.fixtures import office

__all__ = ["office"]
