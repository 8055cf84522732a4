"""`huiqian worker`: timers, service calls and messages of the database."""

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator

from api.product import product
from api.settings import Settings
from engine.jobs.worker import Worker
from engine.wiring import Engine
from workflows.handlers import HANDLERS


@contextlib.contextmanager
def running_worker(engine: Engine) -> Iterator[Worker]:
    """A worker in threads of this process."""
    worker = Worker(engine, HANDLERS)
    worker.start()
    try:
        yield worker
    finally:
        worker.stop()


def work(settings: Settings, say: Callable[[str], None]) -> None:
    """Work until the process is told to end."""
    ended = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: ended.set())
    with product(settings) as opened, running_worker(opened.engine):
        say("Huiqian 会签 worker runs")
        ended.wait()
