"""Keep sandboxes: whose they are, the files they run on, one snapshot per step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import msgspec
from sqlalchemy import Connection, and_, delete, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import distinct_on

from engine.runtime.events import Event
from engine.store.tables.tryouts import sandbox, sandbox_file, sandbox_step
from engine.tryout.errors import (
    SandboxMoved,
    SandboxNotFound,
    SandboxOfAnother,
    StepNotFound,
    TooManySandboxes,
    TryoutTooLong,
)
from engine.tryout.snapshot import Snapshot, dump, restore

KEPT: Final = timedelta(days=14)  #: since it was used last
MOST_SANDBOXES: Final = 50  #: of one person
MOST_STEPS: Final = 1_000
LARGEST_SNAPSHOT_BYTES: Final = 4_000_000


@dataclass(frozen=True, slots=True)
class Sandbox:
    """One try-out of a designer."""

    id: UUID
    owner: str
    shared: bool
    title: str
    key: str
    process: str
    area: str
    bundle: str
    workspace: str
    pins: Sequence[str]
    position: int
    last: int
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """One step as the line of time shows it."""

    step: int
    parent: int | None
    kind: str
    element: str
    person: str
    at: str
    act: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewStep:
    """What one act added."""

    kind: str
    element: str
    person: str
    act: Mapping[str, Any]
    events: Sequence[Event]
    snapshot: Snapshot


_COLUMNS = [sandbox.c[name] for name in Sandbox.__dataclass_fields__]
_STEP_COLUMNS = [sandbox_step.c[name] for name in Step.__dataclass_fields__]


def sweep(connection: Connection) -> None:
    """Delete what has expired."""
    connection.execute(delete(sandbox).where(sandbox.c.expires_at < func.clock_timestamp()))


def keep_new(
    connection: Connection,
    *,
    id: UUID,
    owner: str,
    title: str,
    key: str,
    process: str,
    area: str,
    bundle: str,
    workspace: str,
    pins: Sequence[str],
    files: Mapping[str, bytes],
    snapshot: Snapshot,
) -> None:
    """A new sandbox with its first step; `files` only where the bundle is not deployed.

    Raises: TooManySandboxes.
    """
    sweep(connection)
    mine = select(func.count()).select_from(sandbox).where(sandbox.c.owner == owner)
    if (connection.scalar(mine) or 0) >= MOST_SANDBOXES:
        raise TooManySandboxes(MOST_SANDBOXES)
    connection.execute(
        insert(sandbox).values(
            id=id,
            owner=owner,
            title=title,
            key=key,
            process=process,
            area=area,
            bundle=bundle,
            workspace=workspace,
            pins=list(pins),
            expires_at=func.clock_timestamp() + KEPT,
        )
    )
    if files:
        rows = [{"sandbox": id, "path": path, "content": files[path]} for path in sorted(files)]
        connection.execute(insert(sandbox_file), rows)
    _insert(connection, id, 0, None, NewStep("begin", "", owner, {}, (), snapshot))


def list_sandboxes(connection: Connection, person: str, key: str = "") -> list[Sandbox]:
    """One's own and those that are shared, newest first."""
    query = (
        select(*_COLUMNS)
        .where(
            or_(sandbox.c.owner == person, sandbox.c.shared),
            sandbox.c.expires_at >= func.clock_timestamp(),
        )
        .order_by(sandbox.c.created_at.desc(), sandbox.c.id)
        .limit(200)
    )
    if key:
        query = query.where(sandbox.c.key == key)
    return [Sandbox(**row._mapping) for row in connection.execute(query)]


def get_sandbox(connection: Connection, id: UUID, person: str, *, to_act: bool = False) -> Sandbox:
    """Raises: SandboxNotFound; SandboxOfAnother when a shared one is to be acted in."""
    row = connection.execute(
        select(*_COLUMNS).where(
            sandbox.c.id == id,
            or_(sandbox.c.owner == person, sandbox.c.shared),
            sandbox.c.expires_at >= func.clock_timestamp(),
        )
    ).one_or_none()
    if row is None:
        raise SandboxNotFound(str(id))
    found = Sandbox(**row._mapping)
    if to_act and found.owner != person:
        raise SandboxOfAnother(found.owner)
    return found


def files_of(connection: Connection, id: UUID) -> dict[str, bytes]:
    """The files at hand; none where the bundle is deployed."""
    rows = connection.execute(
        select(sandbox_file.c.path, sandbox_file.c.content).where(sandbox_file.c.sandbox == id)
    )
    return {path: bytes(content) for path, content in rows}


def steps_of(connection: Connection, id: UUID) -> list[Step]:
    """Every step of every branch, in the order in which they were taken."""
    rows = connection.execute(
        select(*_STEP_COLUMNS).where(sandbox_step.c.sandbox == id).order_by(sandbox_step.c.step)
    )
    return [Step(**row._mapping) for row in rows]


def snapshot_of(connection: Connection, id: UUID, step: int) -> Snapshot:
    """Raises: StepNotFound."""
    saved = connection.scalar(
        select(sandbox_step.c.snapshot).where(
            sandbox_step.c.sandbox == id, sandbox_step.c.step == step
        )
    )
    if saved is None:
        raise StepNotFound(step)
    return restore(saved)


def events_of(connection: Connection, id: UUID, step: int) -> list[dict[str, Any]]:
    """What happened in the step, as the journal would keep it."""
    found = connection.scalar(
        select(sandbox_step.c.events).where(
            sandbox_step.c.sandbox == id, sandbox_step.c.step == step
        )
    )
    return list(found or [])


def line_to(steps: Sequence[Step], step: int) -> list[Step]:
    """The steps that led to `step`, from the beginning."""
    by_number = {each.step: each for each in steps}
    line: list[Step] = []
    number: int | None = step
    while number is not None and number in by_number:
        line.append(by_number[number])
        number = by_number[number].parent
    return line[::-1]


def keep_steps(connection: Connection, found: Sandbox, new: Sequence[NewStep]) -> int:
    """Add steps after the present position and stand at the last; gives its number.

    Raises: SandboxMoved when another window was faster, TryoutTooLong.
    """
    last = found.last + len(new)
    if last > MOST_STEPS:
        raise TryoutTooLong("步数 steps", MOST_STEPS)
    _stand_at(connection, found, last, last)
    parent = found.position
    for number, each in enumerate(new, start=found.last + 1):
        _insert(connection, found.id, number, parent, each)
        parent = number
    return last


def stand_at(connection: Connection, found: Sandbox, step: int) -> None:
    """Go to a step that there is. Raises: StepNotFound, SandboxMoved."""
    there = select(sandbox_step.c.step).where(
        sandbox_step.c.sandbox == found.id, sandbox_step.c.step == step
    )
    if connection.scalar(there) is None:
        raise StepNotFound(step)
    _stand_at(connection, found, step, found.last)


def _stand_at(connection: Connection, found: Sandbox, step: int, last: int) -> None:
    done = connection.execute(
        update(sandbox)
        .where(
            sandbox.c.id == found.id,
            sandbox.c.position == found.position,
            sandbox.c.last == found.last,
        )
        .values(position=step, last=last, expires_at=func.clock_timestamp() + KEPT)
    )
    if not done.rowcount:
        now = select(sandbox.c.position).where(sandbox.c.id == found.id)
        raise SandboxMoved(connection.scalar(now) or 0)


def share(connection: Connection, found: Sandbox, shared: bool) -> None:
    """Let other designers look at it, or no more."""
    connection.execute(update(sandbox).where(sandbox.c.id == found.id).values(shared=shared))


def remove(connection: Connection, found: Sandbox) -> None:
    """Delete it with everything in it."""
    connection.execute(delete(sandbox).where(sandbox.c.id == found.id))


def earlier_answers(connection: Connection, person: str, elements: Sequence[str]) -> dict[str, str]:
    """What the person answered last for each element's call, in whatever sandbox of theirs."""
    if not elements:
        return {}
    rows = connection.execute(
        select(sandbox_step.c.element, sandbox_step.c.act)
        .ext(distinct_on(sandbox_step.c.element))
        .join(sandbox, and_(sandbox.c.id == sandbox_step.c.sandbox, sandbox.c.owner == person))
        .where(sandbox_step.c.element.in_(elements), sandbox_step.c.kind == "answer")
        .order_by(sandbox_step.c.element, sandbox_step.c.taken_at.desc())
    )
    return {element: str(act.get("answer", "")) for element, act in rows}


def _insert(connection: Connection, id: UUID, step: int, parent: int | None, new: NewStep) -> None:
    saved = dump(new.snapshot)
    if len(saved) > LARGEST_SNAPSHOT_BYTES:
        raise TryoutTooLong("数据字节 bytes", LARGEST_SNAPSHOT_BYTES)
    connection.execute(
        insert(sandbox_step).values(
            sandbox=id,
            step=step,
            parent=parent,
            kind=new.kind,
            element=new.element,
            person=new.person,
            at=new.snapshot.now,
            act=dict(new.act),
            events=msgspec.to_builtins(list(new.events)),
            snapshot=saved.decode(),
        )
    )
