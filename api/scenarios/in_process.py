"""A server in threads of this process: the same application, listening on a real port."""

import contextlib
import logging
import socket
import threading
import time
import traceback
from datetime import date, timedelta

import uvicorn

from api.chores.failure import ChoreFailed
from api.chores.worker import running_worker
from api.product import open_product
from api.scenarios.own_process import last_trace
from api.settings import Settings
from api.trial import make_trial
from engine.people.administration import existing_person
from engine.people.sessions import open_session
from engine.people.transactions import PeopleDatabase

SESSION_LASTS = timedelta(hours=1)
ENDS_WITHIN_SECONDS = 30


class ServerThreads:
    """HTTP server and worker over one database."""

    def __init__(self, database_url: str, settings: Settings, today: date | None) -> None:
        self._database_url = database_url
        self._settings = settings.model_copy(update={"connections": 8})
        self._today = today
        self._stack = contextlib.ExitStack()
        self.url = ""

    def start(self) -> None:
        product = open_product(self._database_url, self._settings)
        self._stack.callback(product.close)
        self._people = PeopleDatabase(product.people_database)
        with product.engine.database.begin() as connection:
            make_trial(connection, self._today)
        self._stack.enter_context(running_worker(product.engine))
        sock = self._stack.enter_context(socket.socket())
        sock.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{sock.getsockname()[1]}"
        self._faults = _Faults()
        logging.getLogger("api.problems").addHandler(self._faults)
        self._stack.callback(logging.getLogger("api.problems").removeHandler, self._faults)
        config = uvicorn.Config(product.app(), log_config=None, access_log=False, ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
        thread.start()
        self._stack.callback(_end, server, thread)
        while not server.started:
            if not thread.is_alive():
                raise ChoreFailed("the server did not come up")
            time.sleep(0.01)

    def kill_and_restart(self) -> None:
        raise ChoreFailed("a server in this process cannot be killed")

    def stop(self) -> None:
        self._stack.close()

    def admit(self, person: str) -> str:
        """A session without a password, whose hashing is most of what a short scenario costs."""
        with self._people.transaction() as session:
            existing_person(session, person)
            secret, _opened = open_session(session, person, "127.0.0.1", "scenario", SESSION_LASTS)
        return secret

    def faults(self) -> str:
        """The last fault the application met; empty without one."""
        return self._faults.last


class _Faults(logging.Handler):
    """Keeps the newest fault's trace."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.last = ""

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1] is not None:
            self.last = last_trace("".join(traceback.format_exception(record.exc_info[1])))


def _end(server: uvicorn.Server, thread: threading.Thread) -> None:
    server.should_exit = True
    thread.join(ENDS_WITHIN_SECONDS)
