"""How much the checks of one table may do."""

from __future__ import annotations

from dataclasses import dataclass


class WorkDone(Exception):
    """The check has done all the work it may; the table is larger than it can judge."""


@dataclass(slots=True)
class Work:
    """Work that the checks of one table may still do."""

    left: int

    def spend(self, amount: int = 1) -> None:
        """Raises: WorkDone."""
        self.left -= amount
        if self.left < 0:
            raise WorkDone
