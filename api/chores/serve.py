"""`huiqian serve`: the HTTP server, with a worker inside, over its database."""

import contextlib
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from types import FrameType
from typing import Any

import httpx
import uvicorn
from sqlalchemy import text

from api.chores.deploy import bundle_folders, deploy_directly
from api.chores.failure import ChoreFailed
from api.chores.worker import running_worker
from api.demo.cases import FIRST_DAY, play_samples
from api.demo.load import PASSWORD, SHOWN, load_people
from api.product import Product, product
from api.settings import Settings
from api.trial import make_trial
from engine.people.transactions import PeopleDatabase

log = logging.getLogger(__name__)


def serve(
    settings: Settings,
    *,
    demo: bool,
    cases: bool,
    trial: bool,
    today: date | None,
    with_worker: bool,
    say: Callable[[str], None],
) -> None:
    """Serve until the process is told to end (Ctrl-C, SIGTERM).

    `cases`: a demo that has none gets sample cases, played by its people once the server answers.

    Raises: ChoreFailed when the port is taken or `demo` meets a live database.
    """
    with listening(settings) as sock, product(settings) as opened:
        if demo or trial:
            as_trial(opened, today or (FIRST_DAY if demo and cases else None))
        if demo:
            fill_demo(opened, settings, say)
        url = f"http://{settings.host}:{sock.getsockname()[1]}"
        say(f"Huiqian 会签 serves at {url}  (API documentation: {url}/docs)")
        if demo:
            show_people(say)
        config = uvicorn.Config(
            opened.app(),
            log_level="warning",
            ws="none",
            server_header=False,
            timeout_graceful_shutdown=10,
        )
        if demo and cases and with_worker and not has_cases(opened):
            play_beside(url, settings, say)
        with running_worker(opened.engine) if with_worker else contextlib.nullcontext():
            Server(config).run(sockets=[sock])


class Server(uvicorn.Server):
    """Told to end, it ends the open event streams too instead of waiting for them."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        end_streams(self)
        super().handle_exit(sig, frame)


def end_streams(server: uvicorn.Server) -> None:
    """Let the event streams of the server's application end."""
    app: Any = server.config.app
    app.state.changes.close()


@contextlib.contextmanager
def listening(settings: Settings) -> Iterator[socket.socket]:
    """The socket is bound first, so that a taken port is a message and not half a start."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((settings.host, settings.port))
    except OSError as problem:
        sock.close()
        raise ChoreFailed(
            f"cannot listen at {settings.host}:{settings.port} ({problem.strerror}); "
            "choose another with --port or HUIQIAN_PORT"
        ) from None
    with sock:
        yield sock


def as_trial(opened: Product, today: date | None) -> None:
    """Raises: ChoreFailed."""
    with opened.engine.database.begin() as connection:
        if not make_trial(connection, today):
            raise ChoreFailed(
                "this database is live and holds cases: sample people and a movable clock "
                "belong into a trial database; give another HUIQIAN_HOME or DATABASE_URL"
            )


def fill_demo(opened: Product, settings: Settings, say: Callable[[str], None]) -> None:
    """Sample people and all bundles."""
    added = load_people(PeopleDatabase(opened.people_database))
    opened.people.forget()
    if added:
        say(f"{added} sample people")
    if deploy_directly(opened.engine, bundle_folders([settings.bundles]), say):
        say("some bundles were refused; the others are published")


def has_cases(opened: Product) -> bool:
    with opened.engine.database.connect() as connection:
        return bool(connection.scalar(text('select exists (select from engine."case")')))


def play_beside(url: str, settings: Settings, say: Callable[[str], None]) -> None:
    """Sample cases are played in a thread of their own, against the server like anybody else."""

    def play() -> None:
        while not answers(url):
            time.sleep(0.2)
        say("Sample cases are being played (about a minute; the trial clock moves) …")
        say(f"{play_samples(url, settings.bundles, say)} sample cases are there")

    threading.Thread(target=play, name="sample cases", daemon=True).start()


def answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/health").is_success
    except httpx.TransportError:
        return False


def show_people(say: Callable[[str], None]) -> None:
    say(f"Sign in with the password {PASSWORD} as")
    for person, work in SHOWN:
        say(f"  {person:<12} {work}")
