"""Start the embedded PostgreSQL again when somebody kills it while we run."""

import logging
import threading
from types import TracebackType

from engine.store.postgres.failures import PostgresUnavailable
from engine.store.postgres.launcher import EmbeddedPostgres

log = logging.getLogger(__name__)


class KeptRunning:
    """A started server that is looked after until the block ends.

        with KeptRunning(EmbeddedPostgres(folder)) as url:
            ...

    Connections break when the server is killed; whoever holds one connects again.
    """

    def __init__(self, server: EmbeddedPostgres, every_seconds: float = 0.5) -> None:
        self.server = server
        self._every_seconds = every_seconds
        self._ended = threading.Event()
        self._watch = threading.Thread(target=self._look_after, name="postgres-watch", daemon=True)

    def __enter__(self) -> str:
        url = self.server.start()
        self._watch.start()
        return url

    def __exit__(
        self,
        kind: type[BaseException] | None,
        failure: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._watch.join()
        self.server.stop()

    def _look_after(self) -> None:
        while not self._ended.wait(self._every_seconds):
            if self.server.postmaster_pid() is not None:
                continue
            log.warning("the embedded database ended; starting it again")
            try:
                self.server.start()
            except PostgresUnavailable as problem:
                log.error("the embedded database does not start: %s", problem)
