"""What a command gives back: enough for a route to answer without reading again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from engine.runtime.events import Event
from engine.runtime.state import State


@dataclass(frozen=True, slots=True)
class Done:
    """A command on a case was carried out."""

    case_id: UUID
    number: str  #: business number of the case
    process: str
    entry: int  #: number of the journal entry; also the case's version
    at: datetime  #: the command's time, UTC
    events: tuple[Event, ...]
    state: State | None  #: as it is now; None when `repeated`
    repeated: bool = False  #: the idempotency key had been used for this command before

    @property
    def version(self) -> int:
        return self.entry


@dataclass(frozen=True, slots=True)
class BundleDone:
    """A command on a bundle was carried out."""

    bundle: str  #: content hash
    key: str
    version: int
    state: str  #: draft, published, retired
    warnings: tuple[dict[str, object], ...] = ()  #: findings of the import report


@dataclass(frozen=True, slots=True)
class PublicationDone:
    """A command on a request to publish was carried out."""

    request: UUID
    bundle: str  #: content hash
    key: str
    version: int  #: 0 where the bundle was not looked at
    state: str  #: open, published, refused, withdrawn
