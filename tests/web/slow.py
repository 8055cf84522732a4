"""Answers that take their time, to find pages that act on what has not come yet.

    HUIQIAN_SLOW_ANSWERS=800 ./dev test tests/web

Half of what a browser asks for then waits, each up to so many milliseconds; whoever asks without
a browser is served at once. No test needs it: it is for finding races that a fast machine hides.
"""

import asyncio
import os
import random

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

LIMIT_MS = float(os.environ.get("HUIQIAN_SLOW_ANSWERS", "0"))


class SlowAnswers:
    """Between the server and the app."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and b"Chrom" in dict(scope["headers"]).get(b"user-agent", b""):
            await asyncio.sleep(max(0.0, random.uniform(-LIMIT_MS, LIMIT_MS)) / 1000)
        await self.app(scope, receive, send)


def answer_slowly(app: FastAPI) -> None:
    """Where the environment asks for it."""
    if LIMIT_MS:
        app.add_middleware(SlowAnswers)
