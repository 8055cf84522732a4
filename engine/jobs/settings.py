"""How patient the workers are."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class JobSettings:
    threads: int = 2
    first_pause: timedelta = timedelta(seconds=1)
    longest_pause: timedelta = timedelta(minutes=5)
    #: how often a fault of ours is tried again before the job is given up
    fault_retries: int = 5
    first_message_pause: timedelta = timedelta(milliseconds=200)
    longest_message_pause: timedelta = timedelta(minutes=1)
    #: how long a message looks for a case that waits for it
    message_life: timedelta = timedelta(days=30)
    #: how long a call outside may take before another worker tries
    lease: timedelta = timedelta(minutes=5)
    safety_poll: timedelta = timedelta(seconds=5)


def backoff(attempts: int, first: timedelta, longest: timedelta) -> timedelta:
    """The pause after that many failed attempts: doubled each time, capped, ± a quarter."""
    doubled: timedelta = first * 2 ** min(attempts, 30)
    pause = min(doubled, longest)
    spread = random.uniform(0.75, 1.25)
    return pause * spread
