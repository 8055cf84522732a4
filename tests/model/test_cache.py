"""Diagrams are read once per content."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from engine.model.cache import ContentCache


def test_should_read_equal_bytes_once():
    reads: list[bytes] = []
    cache = ContentCache(lambda data: reads.append(data) or len(reads), 10)
    assert cache(b"a") == cache(bytes(bytearray(b"a"))) == 1
    assert reads == [b"a"]


def test_should_forget_what_was_used_longest_ago():
    reads: list[bytes] = []
    cache = ContentCache(lambda data: reads.append(data), 2)
    for data in (b"a", b"b", b"a", b"c", b"a", b"b"):
        cache(data)
    assert reads == [b"a", b"b", b"c", b"b"] and len(cache) == 2


def test_should_not_keep_failures():
    def refuse(data: bytes) -> int:
        raise ValueError(data)

    cache = ContentCache(refuse, 2)
    for _ in range(2):
        with pytest.raises(ValueError, match="a"):
            cache(b"a")
    assert len(cache) == 0


def test_should_serve_threads():
    cache = ContentCache(lambda data: int(data), 5)
    numbers = [n % 9 for n in range(500)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: cache(str(n).encode()), numbers))
    assert found == numbers and len(cache) <= 5
