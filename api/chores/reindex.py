"""`huiqian reindex`: make anew what cases are found by, batch after batch, while people work."""

from collections.abc import Callable
from uuid import UUID

import psycopg

from api.product import product
from api.settings import Settings
from engine.journal.refinding import BEFORE_ALL, refind_all
from engine.store.connections import plain_url


def reindex(settings: Settings, after: UUID | None, say: Callable[[str], None]) -> None:
    """All cases, or those after one; says after each batch how to go on from there."""
    with product(settings) as opened:
        engine = opened.engine
        with psycopg.connect(plain_url(engine.url)) as connection:
            done = 0
            for done, count, last in refind_all(
                connection, engine.catalogue, engine.people, after or BEFORE_ALL
            ):
                say(f"{done:,} of {count:,} cases; to go on from here: reindex --after {last}")
    say(f"what cases are found by has been made anew: {done:,} cases")
