"""Who runs the server: PostgreSQL refuses to run as root.

A normal user runs it himself. Root lends it to a user that can reach the programs and the folder.
Where none can (a checkout below a closed home), root runs it seen as somebody else inside a user
namespace; where containers forbid that, as a user with leave to pass closed folders. No folder
above ours is ever opened up.
"""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.store.postgres.failures import NobodyMayRunPostgres, PostgresFolderUnusable

LENT_TO = ("postgres", "nobody")


@dataclass(frozen=True, slots=True)
class ServerUser:
    name: str
    uid: int  #: owner of the files, seen from outside
    gid: int
    lent: bool = False  #: we are root and become this user
    prefix: tuple[str, ...] = ()  #: or the command before the command does that

    def command(self, arguments: Sequence[str]) -> list[str]:
        return [*self.prefix, *arguments]

    def identity(self) -> dict[str, int | list[int]]:
        """Arguments for `subprocess`."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.lent else {}

    def own(self, path: Path) -> None:
        if os.geteuid() == 0:
            os.chown(path, self.uid, self.gid)


def choose_server_user(base: Path, data: Path, program: str) -> ServerUser:
    """The owner of an existing database, else the first who can run `program` and enter `base`.

    Raises: NobodyMayRunPostgres, PostgresFolderUnusable.
    """
    if os.geteuid() != 0:
        user = myself()
        if data.exists() and data.stat().st_uid != user.uid:
            raise PostgresFolderUnusable(data, f"it belongs to {user_name(data.stat().st_uid)}")
        return user
    tried = []
    for user in ways_for_root():
        if data.exists() and data.stat().st_uid != user.uid:
            tried.append(f"{user.name}: the database belongs to another")
        elif (problem := why_not(user, program, base)) is None:
            return user
        else:
            tried.append(f"{user.name}: {problem}")
    raise NobodyMayRunPostgres(base, tried)


def myself() -> ServerUser:
    return ServerUser(user_name(os.geteuid()), os.geteuid(), os.getegid())


def user_name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"


def ways_for_root() -> Iterator[ServerUser]:
    """From the least to the most that the server could do to the machine."""
    entries = [entry for name in LENT_TO if (entry := entry_of(name))]
    for entry in entries:
        yield ServerUser(entry.pw_name, entry.pw_uid, entry.pw_gid, lent=True)
    # initdb asks for the name of its user, so the number must be one that has a name.
    guise = next((entry for entry in pwd.getpwall() if entry.pw_uid), None)
    if guise is not None and (unshare := shutil.which("unshare")):
        mapping = (f"--map-user={guise.pw_uid}", f"--map-group={guise.pw_gid}")
        disguise = (unshare, "--user", *mapping, "--")
        yield ServerUser("root in a user namespace", 0, 0, prefix=disguise)
    if setpriv := shutil.which("setpriv"):
        for entry in entries:
            become = (f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups")
            leave = ("--inh-caps=-all,+dac_override", "--ambient-caps=-all,+dac_override")
            # initdb asks access(2), which forgets the leave of a normal user without this.
            keep = "--securebits=+no_setuid_fixup"
            name = f"{entry.pw_name} with leave to pass closed folders"
            prefix = (setpriv, *become, keep, *leave, "--")
            yield ServerUser(name, entry.pw_uid, entry.pw_gid, prefix=prefix)


def entry_of(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def why_not(user: ServerUser, program: str, base: Path) -> str | None:
    """Try it for real: permissions, access lists and container rules all have their say."""
    trial = user.command(
        ["/bin/sh", "-c", '"$0" --version >/dev/null && cd "$1"', program, str(base)]
    )
    told = subprocess.run(
        trial,
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        **user.identity(),  # type: ignore[call-overload]
    )
    if told.returncode == 0:
        return None
    return str(told.stderr).strip().splitlines()[-1] if told.stderr.strip() else "not permitted"
