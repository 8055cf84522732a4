"""Bundles by content hash: read once per process, put together for a case by their pins."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar

import psycopg
from psycopg.types.json import Jsonb

from engine.errors import BundleNotFound, CalledProcessMissing, ProcessNotFound
from engine.model.bundle import SHARED, Bundle, read_bundle
from engine.store.resolved import Resolved

LARGEST_CACHE: Final = 300
K = TypeVar("K")
V = TypeVar("V")

_PUBLISHED = b"""
select b.hash, b.key, p.process
  from engine.bundle b left join engine.bundle_process p on p.bundle = b.hash
 where b.state = 'published' order by b.key, p.process
"""


class Catalogue:
    """Safe between threads; everything it keeps is immutable and named by its content."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._bundles: OrderedDict[str, Bundle] = OrderedDict()
        self._resolved: OrderedDict[str, Resolved] = OrderedDict()
        self._started: OrderedDict[tuple[str, tuple[Any, ...]], Resolved] = OrderedDict()

    def bundle(self, connection: psycopg.Connection[Any], content_hash: str) -> Bundle:
        """The bundle with this content. Raises: BundleNotFound."""
        with self._lock:
            known = self._bundles.get(content_hash)
        if known is not None:
            return known
        rows = connection.execute(
            "select b.key, f.path, f.content from engine.bundle b"
            " join engine.bundle_file f on f.bundle = b.hash where b.hash = %s",
            (content_hash,),
        ).fetchall()
        if not rows:
            raise BundleNotFound(content_hash)
        files = {path: bytes(content) for _key, path, content in rows}
        return self._keep(self._bundles, content_hash, read_bundle(files, key=rows[0][0]))

    def of_case(self, connection: psycopg.Connection[Any], pins: str, main: str) -> Resolved:
        """What a case with these pins runs on; `main` is the hash of its own bundle."""
        with self._lock:
            known = self._resolved.get(pins)
        if known is not None:
            return known
        row = connection.execute(
            "select bundles from engine.pins where hash = %s", (pins,)
        ).fetchone()
        if row is None:
            raise BundleNotFound(pins)
        return self._keep(self._resolved, pins, self._put_together(connection, row[0], main))

    def of_start(self, connection: psycopg.Connection[Any], process: str) -> Resolved:
        """What a new case of the process runs on: published bundles, followed through calls.

        Keeps the pins. Raises: ProcessNotFound, CalledProcessMissing.
        """
        published = tuple(connection.execute(_PUBLISHED, prepare=True).fetchall())
        with self._lock:
            known = self._started.get((process, published))
        if known is not None:
            return known
        resolved = self._resolve(connection, process, published)
        connection.execute(
            "insert into engine.pins (hash, bundles) values (%s, %s) on conflict do nothing",
            (resolved.hash, Jsonb(resolved.pinned)),
        )
        return self._keep(self._started, (process, published), resolved)

    def of_bundle(self, connection: psycopg.Connection[Any], bundle: Bundle) -> Resolved:
        """What a case of this bundle would run on, were it published now; keeps nothing.

        Raises: CalledProcessMissing.
        """
        published = tuple(connection.execute(_PUBLISHED, prepare=True).fetchall())
        return self._follow(connection, bundle, bundle.key, published)

    def _resolve(
        self,
        connection: psycopg.Connection[Any],
        process: str,
        published: Iterable[tuple[str, str, str]],
    ) -> Resolved:
        by_key = {key: content_hash for content_hash, key, _process in published}
        if by_key.get(process) is None:
            raise ProcessNotFound(process)
        return self._follow(
            connection, self.bundle(connection, by_key[process]), process, published
        )

    def _follow(
        self,
        connection: psycopg.Connection[Any],
        main: Bundle,
        process: str,
        published: Iterable[tuple[str, str, str]],
    ) -> Resolved:
        """The bundle, the shared one, and what these call, from what is published."""
        by_key = {key: content_hash for content_hash, key, _process in published}
        by_process = {
            name: content_hash for content_hash, key, name in published if key != main.key
        }
        bundles = [main]
        if SHARED in by_key and main.key != SHARED:
            bundles.append(self.bundle(connection, by_key[SHARED]))
        missing: set[str] = set()
        for bundle in bundles:  # grows while it is walked
            offered = {name for each in bundles for name in each.processes}
            for called in sorted(bundle.called_processes - offered):
                if called not in by_process:
                    missing.add(called)
                elif by_process[called] not in {each.sha256 for each in bundles}:
                    bundles.append(self.bundle(connection, by_process[called]))
        resolved = Resolved(_in_order(bundles))
        missing |= {
            name
            for bundle in bundles
            for name in bundle.called_decisions
            if name not in resolved.decisions
        }
        if missing:
            raise CalledProcessMissing(process, tuple(sorted(missing)))
        return resolved

    def _put_together(
        self, connection: psycopg.Connection[Any], pinned: Mapping[str, str], main: str
    ) -> Resolved:
        hashes = [main, *(each for each in pinned.values() if each != main)]
        return Resolved(_in_order([self.bundle(connection, each) for each in hashes]))

    def _keep(self, cache: OrderedDict[K, V], key: K, value: V) -> V:
        with self._lock:
            cache[key] = value
            while len(cache) > LARGEST_CACHE:
                cache.popitem(last=False)
        return value


def _in_order(bundles: Sequence[Bundle]) -> tuple[Bundle, ...]:
    """The case's own first, then the shared one, then those that are called, by key."""
    own, *others = bundles
    others.sort(key=lambda each: (each.key != SHARED, each.key))
    return (own, *others)
