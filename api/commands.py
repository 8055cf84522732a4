"""Hand a command to the engine with what the request says about it."""

from typing import Annotated

from fastapi import Depends, Header, Request

from api.auth.viewer import actor_of
from api.auth.who import signed_in
from api.schemas.cases import DoneOut, OpenedTaskOut
from engine.commands.done import BundleDone, Done
from engine.people.signed_in import SignedIn
from engine.runtime.events import TaskOpened
from engine.wiring import BundleCommand, CaseCommand, Engine

IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        pattern=r"^[\x21-\x7e]+$",
        description="chosen by the caller; the same key again is done once",
    ),
]
IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        pattern=r'^(W/)?"?[0-9]{1,9}"?$',
        description="version of the case the caller has seen; another one is declined with 412",
    ),
]


class Give:
    """`give.case(command)`: with the person, the idempotency key and the expected version."""

    def __init__(
        self, engine: Engine, person: SignedIn, idempotency_key: str, if_match: str | None
    ) -> None:
        self._engine = engine
        self.person = person
        self._key = idempotency_key
        self._version = int(if_match.removeprefix("W/").strip('"')) if if_match else None

    def case(self, command: CaseCommand) -> DoneOut:
        """Raises: Declined."""
        done = self._engine.handle(
            command,
            actor_of(self.person),
            idempotency_key=self._key,
            expected_version=self._version,
        )
        return done_out(done)

    def bundle(self, command: BundleCommand) -> BundleDone:
        """Raises: Declined."""
        return self._engine.handle(command, actor_of(self.person), idempotency_key=self._key)


async def _give(
    request: Request,
    person: Annotated[SignedIn, Depends(signed_in)],
    idempotency_key: IdempotencyKey,
    if_match: IfMatch = None,
) -> Give:
    """Asynchronous as it waits for nothing: a plain function would cost a change of threads."""
    return Give(request.app.state.engine, person, idempotency_key, if_match)


Command = Annotated[Give, Depends(_give)]


def done_out(done: Done) -> DoneOut:
    """Answered from what the command gave, without reading again."""
    tasks = done.state.tasks if done.state is not None else {}
    opened = [
        OpenedTaskOut(
            task=event.n,
            element=event.node,
            assignee=tasks[event.n].assignee,
            groups=tasks[event.n].groups,
        )
        for event in done.events
        if isinstance(event, TaskOpened) and event.n in tasks
    ]
    return DoneOut(
        case_id=done.case_id,
        number=done.number,
        process=done.process,
        version=done.version,
        at=done.at,
        repeated=done.repeated,
        state=done.state.case_state if done.state is not None else None,
        ended=done.state.ended if done.state is not None else None,
        opened=opened,
    )
