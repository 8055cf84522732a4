"""Who may repair, freeze and retry: case operators and the system itself."""

from __future__ import annotations

from typing import Final

from engine.commands.reads import Reads
from engine.commands.values import usable_text
from engine.errors import NotPermitted, ReasonRequired

CASE_OPERATOR: Final = "case_operator"


def check_operator(reads: Reads, what: str) -> None:
    """Raises: NotPermitted for anybody else."""
    if not reads.actor.system and not reads.actor.has_role(CASE_OPERATOR):
        raise NotPermitted(reads.actor.user_id, what)


def check_system(reads: Reads, what: str) -> None:
    """For commands that only workers give. Raises: NotPermitted for a person."""
    if not reads.actor.system:
        raise NotPermitted(reads.actor.user_id, what)


def reason_of(text: str) -> str:
    """The reason without blanks around it. Raises: ReasonRequired, UnusableText."""
    reason = usable_text(text, "reason").strip()
    if not reason:
        raise ReasonRequired
    return reason
