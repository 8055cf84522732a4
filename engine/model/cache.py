"""Diagrams by content hash, so that each is read once per process and version."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

from engine.model.nodes import Diagram
from engine.model.reader import read_diagram

V = TypeVar("V")


class ContentCache(Generic[V]):
    """The newest values read from bytes, at most `size` of them; safe between threads.

    What is refused is not kept: a report is asked for once.
    """

    def __init__(self, read: Callable[[bytes], V], size: int) -> None:
        self._read = read
        self._size = size
        self._lock = threading.Lock()
        self._values: OrderedDict[str, V] = OrderedDict()

    def __call__(self, data: bytes) -> V:
        """The value of these bytes. Raises: whatever reading raises."""
        key = hashlib.sha256(data).hexdigest()
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = self._read(data)  # outside the lock: two readers of one file do no harm
        with self._lock:
            self._values[key] = value
            self._values.move_to_end(key)
            while len(self._values) > self._size:
                self._values.popitem(last=False)
        return value

    def __len__(self) -> int:
        with self._lock:
            return len(self._values)


#: The diagrams in use: as many as an installation has published versions that still run.
diagram_cache: ContentCache[Diagram] = ContentCache(read_diagram, 200)
