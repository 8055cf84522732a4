"""Which files a workspace may hold, and how large it may grow."""

from __future__ import annotations

import re
from typing import Final

from engine.model.bundle_parts import kind_of
from engine.workspaces.errors import WorkspacePathNotAllowed

_PATH: Final = re.compile(r"[^\x00-\x1f\\:*?\"<>|]{1,200}")
_KEY: Final = re.compile(r"[^A-Za-z0-9_.-]+")

#: scenarios, and the rosters that lie beside them
OF_SCENARIOS: Final = (".yaml", ".yml", ".csv", ".xlsx")
#: bytes of one file; the reader of diagrams takes no more either
LARGEST_FILE: Final = 5 * 1024 * 1024
#: files at one time, and their bytes together
MOST_FILES: Final = 500
LARGEST_WORKSPACE: Final = 40 * 1024 * 1024
#: saves kept one by one; of older ones the last of each hour and file stays
SAVES_KEPT: Final = 3_000


def checked_path(path: str) -> str:
    """The path itself. Raises: WorkspacePathNotAllowed."""
    parts = path.split("/")
    if not _PATH.fullmatch(path) or any(part in ("", ".", "..") for part in parts):
        raise WorkspacePathNotAllowed(path)
    kind = kind_of(path)
    if not kind or (kind == "scenario" and not path.endswith(OF_SCENARIOS)):
        raise WorkspacePathNotAllowed(path)
    return path


def key_from_name(name: str) -> str:
    """A bundle key made of the name of a file; "process" where nothing of it can be used."""
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return _KEY.sub("_", stem).strip("_.-")[:90] or "process"
