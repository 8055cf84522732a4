"""A running server with sample people, for tests."""

import threading
import time
from typing import Any, Self

import httpx
import uvicorn
from psycopg_pool import ConnectionPool

from api.app import create_app
from api.client import Client
from api.demo.load import PASSWORD, load_people
from api.settings import Settings
from engine.people.transactions import PeopleDatabase
from engine.store.connections import sqlalchemy_engine


class _OnlyDatabase:
    """What the application needs of the engine while no case is touched."""

    def __init__(self, url: str) -> None:
        self.database = sqlalchemy_engine(url)

    def close(self) -> None:
        self.database.dispose()


class Office:
    """`office.as_("zhao.min").raw("GET", "/me")`."""

    def __init__(self, url: str, **settings: Any) -> None:
        self.engine: Any = _OnlyDatabase(url)
        load_people(PeopleDatabase(self.engine.database))
        self.pool = ConnectionPool(url, min_size=1, max_size=4, open=True)
        self.settings = Settings(**settings)
        self.app = create_app(self.engine, self.settings, self.pool)
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
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        return self

    def __exit__(self, *_: object) -> None:
        for client in self._opened:
            client.close()
        self._server.should_exit = True
        self._thread.join(10)
        self.pool.close()
        self.engine.close()
