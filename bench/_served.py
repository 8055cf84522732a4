"""The product's application and, on the same server, a bare route that writes the same rows.

Only for `bench.http`: `python -m bench._served PORT CASES < entry`. The bare route has no session,
no reading, no deciding: FastAPI, a thread, the driver.
"""

from __future__ import annotations

import sys
from typing import Any

import psycopg
import uvicorn
from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

from api.chores.worker import running_worker
from api.product import open_product
from api.settings import Settings
from bench._same_rows import Driver
from engine.store.connections import command_pool


def main() -> None:
    """Serve until killed."""
    port, cases = int(sys.argv[1]), int(sys.argv[2])
    settings = Settings()
    driver = Driver(sys.stdin.read())
    product = open_product(settings.database_url, settings)
    pool = command_pool(settings.database_url, settings.connections)
    app = product.app()
    beside = FastAPI(openapi_url=None)

    @beside.post("/bare/{number}")
    def bare(number: int, body: dict[str, Any]) -> dict[str, Any]:
        connection: psycopg.Connection[Any]
        with pool.connection() as connection:
            driver.write(connection, number % cases)
        return {"number": number, "opinion": body["opinion"]}

    async def both(scope: Scope, receive: Receive, send: Send) -> None:
        # Neither passes through the other's layers.
        is_bare = scope["type"] == "http" and scope["path"].startswith("/bare/")
        await (beside if is_bare else app)(scope, receive, send)

    with running_worker(product.engine):
        uvicorn.run(both, port=port, log_level="warning", ws="none", server_header=False)


if __name__ == "__main__":
    main()
