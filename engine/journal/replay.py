"""Replay 回放: what a case was after entry N, from its journal alone, by applying events."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import psycopg

from engine.errors import CaseNotFound
from engine.journal.reading import KeptEntry, entries
from engine.runtime.apply import apply
from engine.runtime.state import State
from engine.runtime.variables import Variables


def replay(
    connection: psycopg.Connection[Any], case_id: UUID, to: int | None = None
) -> tuple[State, Variables]:
    """State and variables after entry `to` (after the last one by default).

    Raises: CaseNotFound when there is no entry.
    """
    state, variables, count = replayed(entries(connection, case_id, to))
    if not count:
        raise CaseNotFound(case_id)
    return state, variables


def replayed(kept: Iterable[KeptEntry]) -> tuple[State, Variables, int]:
    """The same from entries at hand, with their number."""
    state, variables, count = State(), Variables(), 0
    for each in kept:
        for event in each.document().events:
            apply(state, variables, event)
        count += 1
    return state, variables, count
