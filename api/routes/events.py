"""Live updates: a stream that says what changed for the reader (实时更新)."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

import anyio.to_thread
from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import StreamingResponse

from api.auth.errors import NoSession
from api.auth.who import Person, signed_in
from api.changes import Changes
from api.problems import problems
from api.settings import Settings
from engine.commands.deploying import PROCESS_DESIGNER
from engine.people.signed_in import SignedIn

router = APIRouter(tags=["tasks"])

DESCRIPTION = """A stream of server-sent events; it ends when the session does.

* `hello` – it is open.
* `changed` – `{case_id, tasks: [{task, what}], own_case, by_me}`: tasks of the reader or of their
  groups that were `opened`, `taken`, `freed`, `closed` or `changed`; `own_case`: they applied.
* `designed` – to process designers: `{what, by_me, …}`; a request to publish `{id, key}` that is
  `open`, `published`, `refused` or `withdrawn`, or a file `{workspace, path}` that was `saved`.
* `resync` – something may have been missed: read anew.

Nothing else of a case is in it. `Last-Event-ID` continues after a break.
"""


@router.get(
    "/events",
    response_class=StreamingResponse,
    description=DESCRIPTION,
    responses={
        **problems(NoSession),
        200: {"description": "the stream", "content": {"text/event-stream": {}}},
    },
)
async def stream_events(
    request: Request,
    person: Person,
    last_event_id: Annotated[str, Header(alias="Last-Event-ID", max_length=100)] = "",
    wait: Annotated[bool, Query(description="false: what is there now, and end")] = True,
) -> StreamingResponse:
    """What changes for the reader, as it happens."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(
        _events(request, person, last_event_id, wait=wait),
        media_type="text/event-stream",
        headers=headers,
    )


async def _events(
    request: Request, person: SignedIn, last_id: str, *, wait: bool
) -> AsyncIterator[str]:
    changes: Changes = request.app.state.changes
    settings: Settings = request.app.state.settings
    designs = PROCESS_DESIGNER in person.roles
    with changes.subscribe(person.id, person.groups, last_id, designs=designs) as subscriber:
        yield "retry: 2000\n\n"
        while True:
            while subscriber.waiting:
                yield subscriber.waiting.popleft()
            if subscriber.ended or not wait:
                return
            subscriber.wake.clear()
            try:
                await asyncio.wait_for(subscriber.wake.wait(), settings.event_beat_seconds)
            except TimeoutError:
                if not await _is_still_signed_in(request, person):
                    return
                yield ": beat\n\n"


async def _is_still_signed_in(request: Request, person: SignedIn) -> bool:
    """Whether the same session or token still holds the same groups."""
    try:
        now = await anyio.to_thread.run_sync(signed_in, request)
    except NoSession:
        return False
    return now.id == person.id and now.groups == person.groups
