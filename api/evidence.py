"""The evidence package 证据包: everything a case rests on, in one zip that can be checked offline.

The same case gives the same files; what names the export itself stands apart in `export.json`.
"""

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any

from api.evidence_guide import readme

IN_MEMORY_BYTES = 8_000_000
CHUNK_BYTES = 64 * 1024
#: Every file carries this time, so that equal contents give equal bytes.
_ZIP_TIME = (2020, 1, 1, 0, 0, 0)


class Package:
    """A zip being written; remembers the SHA-256 of every file for the manifest."""

    def __init__(self, into: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED)
        self._hashes: dict[str, str] = {}

    def add(self, path: str, content: bytes | Iterable[bytes]) -> None:
        """A file of the package, given whole or in pieces."""
        digest = hashlib.sha256()
        with self._open(path) as file:
            for piece in [content] if isinstance(content, bytes) else content:
                digest.update(piece)
                file.write(piece)
        self._hashes[path] = digest.hexdigest()

    def add_json(self, path: str, document: Any) -> None:
        text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True, default=str)
        self.add(path, text.encode() + b"\n")

    def close(self) -> None:
        """Write the manifest, in the form that `sha256sum -c` reads."""
        lines = [f"{self._hashes[path]}  {path}\n" for path in sorted(self._hashes)]
        with self._open("MANIFEST.sha256") as file:
            file.write("".join(lines).encode())
        self._zip.close()

    @contextmanager
    def _open(self, path: str) -> Iterator[IO[bytes]]:
        entry = zipfile.ZipInfo(path, _ZIP_TIME)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        with self._zip.open(entry, "w") as file:
            yield file


def packed(
    journal: Iterable[bytes],
    table: Iterable[bytes],
    bundles: Mapping[str, Mapping[str, bytes]],
    facts: Mapping[str, Any],
) -> Iterator[bytes]:
    """The bytes of the package.

    `bundles` is key → path → content. `facts` holds "head", "bundles", "attachments" and "export",
    each written as a JSON file, and "state", the case as it stood after an entry, or None.
    """
    with tempfile.SpooledTemporaryFile(IN_MEMORY_BYTES) as file:
        package = Package(file)
        package.add("journal.jsonl", journal)
        package.add("journal.csv", table)
        for key, files in sorted(bundles.items()):
            for path, content in sorted(files.items()):
                package.add(f"bundles/{key}/{path}", content)
        for name in ("head", "bundles", "attachments", "export"):
            package.add_json(f"{name}.json", facts[name])
        state = facts["state"]
        if state is not None:
            package.add_json(f"as-it-stood/entry-{state['entry']:06}.json", state)
        package.add("README.md", readme(facts).encode())
        package.close()
        file.seek(0)
        while piece := file.read(CHUNK_BYTES):
            yield piece
