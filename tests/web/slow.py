"""Answers that take their time, to find pages that act on what has not come yet.

    HUIQIAN_SLOW_ANSWERS=800 ./dev test tests/web

Half of what a browser asks for then waits, each up to so many milliseconds; whoever asks without
a browser is served at once. No test needs it: it is for finding races that a fast machine hides.
"""

import asyncio
import os
import random
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

App = Callable[[MutableMapping[str, Any], Any, Any], Awaitable[None]]

LIMIT_MS = float(os.environ.get("HUIQIAN_SLOW_ANSWERS", "0"))


def slow(app: App) -> App:
    """The same app; slow where the environment asks for it."""
    if not LIMIT_MS:
        return app

    async def served(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "http" and b"Chrom" in dict(scope["headers"]).get(b"user-agent", b""):
            await asyncio.sleep(max(0.0, random.uniform(-LIMIT_MS, LIMIT_MS)) / 1000)
        await app(scope, receive, send)

    return served
