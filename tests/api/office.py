"""A running server with sample people, for tests."""

import threading
import time
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from typing import Any, Self

import httpx
import uvicorn

from api.chores.deploy import bundle_folders, deploy_directly
from api.chores.serve import end_streams
from api.chores.worker import running_worker
from api.client import Client
from api.demo.load import PASSWORD, load_people
from api.product import MIGRATIONS, open_product
from api.settings import Settings
from api.trial import make_trial
from engine.people.transactions import PeopleDatabase
from engine.store.migrate import migrate


class Office:
    """`office.as_("zhao.min").raw("GET", "/me")`."""

    def __init__(
        self,
        url: str,
        *,
        bundles: Iterable[Path] = (),
        today: date | None = None,
        with_worker: bool = False,
        **settings: Any,
    ) -> None:
        migrate(url, MIGRATIONS)
        self.settings = Settings(**settings)
        self.product = open_product(url, self.settings)
        self.engine = self.product.engine
        load_people(PeopleDatabase(self.engine.database))
        with self.engine.database.begin() as connection:
            assert make_trial(connection, today)
        said: list[str] = []
        assert not deploy_directly(self.engine, bundle_folders(bundles), said.append), said
        self.app = self.product.app()
        self._worker: AbstractContextManager[object] = (
            running_worker(self.engine) if with_worker else nullcontext()
        )
        self._clients: dict[str, Client] = {}
        self._opened: list[Client] = []
        config = uvicorn.Config(self.app, host="127.0.0.1", port=0, log_level="warning", ws="none")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    @property
    def url(self) -> str:
        port = self._server.servers[0].sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}"

    def anonymous(self, **options: Any) -> Client:
        client = Client(self.url, **options)
        self._opened.append(client)
        return client

    def as_(self, person: str) -> Client:
        """The person's client, signed in at first use."""
        if person not in self._clients:
            client = self.anonymous()
            client.sign_in(person, PASSWORD)
            self._clients[person] = client
        return self._clients[person]

    def sign_in(self, person: str, password: str = PASSWORD) -> httpx.Response:
        with self.anonymous() as client:
            return client.raw("POST", "/sessions", json={"user": person, "password": password})

    def signed_in(self, person: str, password: str = PASSWORD) -> Client:
        """Another session of the person."""
        client = self.anonymous()
        client.sign_in(person, password)
        return client

    def __enter__(self) -> Self:
        self._worker.__enter__()
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        return self

    def __exit__(self, *_: object) -> None:
        for client in self._opened:
            client.close()
        end_streams(self._server)
        self._server.should_exit = True
        self._thread.join(10)
        self._worker.__exit__(None, None, None)
        self.product.close()
