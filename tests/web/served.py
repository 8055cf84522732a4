"""The product as people find it: sample people, the shipped flows, a trial clock, a worker."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from api.client import Client
from engine.store.postgres import EmbeddedPostgres
from tests import database
from tests.api.office import Office
from tests.web.slow import answer_slowly

BPMN = Path(__file__).parents[2] / "bpmn"
TEMPLATE = "huiqian_demo"
TODAY = date(2026, 3, 2)  #: a Monday


class Served:
    """`served.url`, `served.api("zhao.min")`, `served.clock("5wd")`."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.url = office.url

    def api(self, person: str) -> Client:
        """The person's client, signed in; for what a test needs before it begins."""
        return self.office.as_(person)

    def clock(self, step: str, area: str = "000000") -> None:
        """Move the clock: `5wd`, `10d`, `1h`, or a day."""
        answer = self.api("admin").raw("POST", "/clock/advance", json={"by": step, "area": area})
        assert answer.status_code == 200, answer.text


@contextlib.contextmanager
def demo_served(server: EmbeddedPostgres, **settings: Any) -> Iterator[Served]:
    """A server over a copy of the demo's database, which is made once per run."""
    with open(Path(os.environ[database.FOLDER_VARIABLE]) / "demo.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _make_template(server)
    with database.fresh_database(server, TEMPLATE) as url:
        office = Office(url, today=TODAY, with_worker=True, **settings)
        answer_slowly(office.app)
        with office:
            yield Served(office)


def _make_template(server: EmbeddedPostgres) -> None:
    with database.admin(server) as connection:
        found = "SELECT FROM pg_database WHERE datname = %s"
        if connection.execute(found, [TEMPLATE]).fetchone() is not None:
            return
        draft = TEMPLATE + "_draft"
        connection.execute(f"DROP DATABASE IF EXISTS {draft} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {draft} TEMPLATE {database.TEMPLATE}")
        Office(server.url(draft), bundles=[BPMN], today=TODAY).product.close()
        database.end_connections(connection, draft)
        connection.execute(f"ALTER DATABASE {draft} RENAME TO {TEMPLATE}")
