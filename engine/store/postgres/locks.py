"""Whole-file locks that the kernel frees when the last holder dies, however it dies."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path


def open_lock(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


@contextlib.contextmanager
def exclusively(path: Path) -> Iterator[None]:
    """Wait for the lock and hold it inside the block."""
    lock = open_lock(path)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def try_exclusive(lock: int) -> bool:
    """Take the lock if nobody else has it. A shared lock held through `lock` may be lost."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def hold_shared(lock: int) -> None:
    fcntl.flock(lock, fcntl.LOCK_SH)


def is_free(path: Path) -> bool:
    lock = open_lock(path)
    try:
        return try_exclusive(lock)
    finally:
        os.close(lock)
