"""A snapshot of a try-out: everything there is at one step, so that going back is no re-run."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from engine.runtime.environment import CaseFacts
from engine.runtime.state import State

#: Written into every snapshot; one of another format is not taken up any more.
SNAPSHOT_FORMAT: Final = 1


class Facts(msgspec.Struct, omit_defaults=True):
    """The facts of the case that is tried out; empty before it was started."""

    number: str = ""
    process: str = ""
    area: str = ""
    applicant: str = ""
    organisation: str = ""
    started: str = ""

    def as_case(self, case_id: UUID) -> CaseFacts:
        """What the runtime calls the same."""
        return CaseFacts(
            id=str(case_id),
            number=self.number,
            process=self.process,
            area=self.area,
            applicant=self.applicant,
            organisation=self.organisation,
            started=datetime.fromisoformat(self.started),
        )


class Sent(msgspec.Struct, omit_defaults=True):
    """A message or signal that left the case: in a running case a job would carry it out."""

    kind: str  #: message or signal
    name: str
    key: str = ""
    payload: dict[str, Any] = {}


class Opened(msgspec.Struct, omit_defaults=True):
    """What is known of an open task beside the state: when it came, until when it is due."""

    at: str
    due: str = ""
    limit_id: str = ""
    limit_working_days: int = 0


class Call(msgspec.Struct, omit_defaults=True):
    """A service call that waits for its answer."""

    input: dict[str, Any] = {}


class Trouble(msgspec.Struct, omit_defaults=True):
    """An open incident in words."""

    rule: str
    zh: str
    en: str


class Snapshot(msgspec.Struct, omit_defaults=True):
    """State, variables and what a running case would find in its tables."""

    now: str  #: UTC, ISO 8601
    format: int = SNAPSHOT_FORMAT
    facts: Facts = msgspec.field(default_factory=Facts)
    state: State = msgspec.field(default_factory=State)
    variables: dict[int, dict[str, Any]] = {}
    performers: list[tuple[str, str]] = []  #: (element, person): who completed it
    nodes: dict[int, tuple[str, str]] = {}  #: instance → (process, element), those gone as well
    tasks: dict[int, Opened] = {}
    calls: dict[int, Call] = {}
    incidents: dict[int, Trouble] = {}
    sent: list[Sent] = []
    elements: dict[str, int] = {}  #: "process/element" → how often entered
    flows: dict[str, int] = {}  #: "process/flow" → how often taken

    @property
    def begun(self) -> bool:
        """Whether the case has been started."""
        return bool(self.facts.number)

    @property
    def moment(self) -> datetime:
        """The clock of the try-out, UTC."""
        return datetime.fromisoformat(self.now)


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Snapshot)


def dump(snapshot: Snapshot) -> bytes:
    """The saved form; equal snapshots give equal bytes."""
    return _encoder.encode(snapshot)


def restore(saved: bytes | str) -> Snapshot:
    """The snapshot that was saved; also the way to a copy. Raises: msgspec.ValidationError."""
    return _decoder.decode(saved)
