"""Start a case (发起办件): an applicant files, or a message or timer begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from engine.commands.filling_in import accepted_fields
from engine.commands.reads import Reads
from engine.errors import StartNotPossible
from engine.model.forms.application import START_FORM
from engine.model.nodes import ProcessModel, Trigger
from engine.runtime.events import Event

#: The form of the fields an applicant gives, when the bundle has one.


@dataclass(frozen=True, slots=True)
class StartCase:
    """Begin a case of the published bundle of `process`.

    `values` are the fields of the start form as JSON (numbers int or Decimal); for a start by a
    message, signal or timer they are tagged variables and `start_node` names the start event.
    """

    process: str
    area: str  #: administrative code, e.g. "321300"
    values: Mapping[str, Any] = field(default_factory=dict)
    case_id: UUID | None = None  #: UUIDv7 made at the edge; None: the engine makes one
    applicant: str = ""  #: user id; empty: the actor
    organisation: str = ""  #: the applicant's; empty: the actor's when they are the applicant
    start_node: str = ""  #: id of the start event; empty: the none start event


def start_case(command: StartCase, reads: Reads) -> list[Event]:
    """Begin the case. The engine has found bundle, number and facts by then.

    Raises: StartNotPossible, FieldNotWritable, FormInvalid.
    """
    model = reads.models.models[command.process]
    if command.start_node:
        reads.step.start_case(command.process, command.start_node, command.values)
        return reads.step.events
    if not has_plain_start(model):
        raise StartNotPossible(command.process)
    form = reads.models.form(command.process, START_FORM)
    values = accepted_fields(form, command.values, "")
    reads.step.start_case(command.process, None, values)
    return reads.step.events


def has_plain_start(model: ProcessModel) -> bool:
    """Whether a person may start it: it has a none start event."""
    events = (model.nodes[index].event for index in model.starts)
    return any(event is None or event.trigger is Trigger.NONE for event in events)
