"""Answers and pages that take their time, to find what acts on something that has not come yet.

    HUIQIAN_SLOW_ANSWERS=800 ./dev test tests/web
    HUIQIAN_SLOW_PAGES=3 ./dev test -n 1 tests/web/test_designer.py

By the first, half of what a browser asks for waits, each up to so many milliseconds; whoever asks
without a browser is served at once. By the second, a page's own work takes so many times as
long, which itself costs the machine's time: one worker, few files. More workers than cores slow
everything down at no cost.
No test needs either: they are for finding races that a fast machine hides.
"""

import asyncio
import os
import random

from fastapi import FastAPI
from playwright.sync_api import Page
from starlette.types import ASGIApp, Receive, Scope, Send

LIMIT_MS = float(os.environ.get("HUIQIAN_SLOW_ANSWERS", "0"))
PAGE_RATE = float(os.environ.get("HUIQIAN_SLOW_PAGES", "1"))


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


def work_slowly(page: Page) -> None:
    """Where the environment asks for it."""
    if PAGE_RATE > 1:
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": PAGE_RATE})
