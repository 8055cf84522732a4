"""The clock of a try-out: moved by hand; each timer that comes due fires at its own time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final
from uuid import UUID

from engine.commands.actor import system_actor
from engine.commands.fire_timer import FireTimer
from engine.commands.people import People
from engine.errors import ClockMovesForwardOnly
from engine.journal.entry import moment_text
from engine.store.resolved import Resolved
from engine.tryout.errors import TooManyTimers
from engine.tryout.snapshot import Snapshot, dump, restore
from engine.tryout.trying import Tried, try_command

#: A cycle of seconds would fire without end in a long wait.
MOST_FIRINGS: Final = 200


def next_timer(snapshot: Snapshot) -> tuple[datetime, int] | None:
    """The timer that is due first, and its number; None while nothing runs."""
    if snapshot.state.frozen:
        return None
    due = [
        (datetime.fromisoformat(wait.due), n)
        for n, wait in snapshot.state.waits.items()
        if wait.trigger == "timer"
    ]
    return min(due, default=None)


def moved(snapshot: Snapshot, to: datetime) -> Snapshot:
    """The same at a later time; nothing fires."""
    after = restore(dump(snapshot))
    after.now = moment_text(to)
    return after


def move_clock(
    snapshot: Snapshot, to: datetime, *, case_id: UUID, resolved: Resolved, people: People
) -> Iterator[tuple[FireTimer | None, Tried]]:
    """Every timer due until then, in order and at its own time; then the new time itself.

    Raises: ClockMovesForwardOnly, TooManyTimers, Declined.
    """
    if to < snapshot.moment:
        raise ClockMovesForwardOnly(to.isoformat())
    for _ in range(MOST_FIRINGS):
        timer = next_timer(snapshot)
        if timer is None or timer[0] > to:
            if to > snapshot.moment:
                yield None, Tried(moved(snapshot, to), ())
            return
        due, n = timer
        command = FireTimer(case_id, n)
        tried = try_command(
            moved(snapshot, max(due, snapshot.moment)),
            command,
            system_actor("timer"),
            case_id=case_id,
            resolved=resolved,
            people=people,
        )
        snapshot = tried.snapshot
        yield command, tried
    raise TooManyTimers(MOST_FIRINGS)
