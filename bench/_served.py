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
    inner = product.app()
    outer = FastAPI(openapi_url=None, lifespan=inner.router.lifespan_context)

    @outer.post("/bare/{number}")
    def bare(number: int, body: dict[str, Any]) -> dict[str, Any]:
        connection: psycopg.Connection[Any]
        with pool.connection() as connection:
            driver.write(connection, number % cases)
        return {"number": number, "opinion": body["opinion"]}

    outer.mount("/", inner)
    with running_worker(product.engine):
        uvicorn.run(outer, port=port, log_level="warning", ws="none", server_header=False)


if __name__ == "__main__":
    main()
