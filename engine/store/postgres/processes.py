"""What the operating system knows about the processes of a database folder."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path


def is_alive(pid: int) -> bool:
    """Whether the process runs; a zombie (dead, but nobody has asked how) does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return not is_zombie(pid)


def is_zombie(pid: int) -> bool:
    try:
        # "17 (postgres) Z 1 ...": the name may itself hold blanks and brackets.
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][:1] == "Z"
    except FileNotFoundError:
        if Path("/proc/self/stat").exists():
            return True
        told = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True)
        return told.stdout.strip()[:1] in ("Z", "")
    except OSError:
        return False


def works_in(pid: int, folder: Path) -> bool | None:
    """Whether the process has `folder` as its working folder, as every PostgreSQL process of a
    database does; None where the system does not tell."""
    try:
        return os.path.realpath(folder) == os.readlink(f"/proc/{pid}/cwd")
    except OSError:
        return None if is_alive(pid) else False


def all_working_in(folder: Path) -> Iterator[int]:
    """Empty where there is no /proc (macOS)."""
    for entry in Path("/proc").glob("[0-9]*"):
        pid = int(entry.name)
        if pid != os.getpid() and works_in(pid, folder) and program_of(pid) == "postgres":
            yield pid


def program_of(pid: int) -> str:
    try:
        return Path(os.readlink(f"/proc/{pid}/exe").removesuffix(" (deleted)")).name
    except OSError:
        return ""
