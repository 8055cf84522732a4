"""Messages from outside that cases wait for, e.g. the reply of the province."""

from fastapi import APIRouter, status

from api.auth.errors import ForeignOrigin, NoSession, RoleMissing
from api.auth.messaging import MaySend, MessageIsInternal
from api.commands import Command
from api.problems import problems
from api.schemas.cases import DoneOut, MessageIn
from engine.commands.deliver_message import PublishMessage
from engine.errors import (
    CalledProcessMissing,
    CaseIsBusy,
    CaseIsFrozen,
    IdempotencyKeyReused,
    NobodyWaitsForMessage,
    NotPermitted,
    ProcessNotFound,
    UnusableText,
    ValuesTooLarge,
)

router = APIRouter(prefix="/messages", tags=["cases"])


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses=problems(
        *(NoSession, RoleMissing, MessageIsInternal, ForeignOrigin, NotPermitted),
        NobodyWaitsForMessage,
        *(IdempotencyKeyReused, CaseIsBusy, CaseIsFrozen, UnusableText, ValuesTooLarge),
        *(ProcessNotFound, CalledProcessMissing),
    ),
)
def send_message(given: MessageIn, give: Command, may_send: MaySend) -> DoneOut:
    """Hand in a message: to the case that waits for it with this key, else it starts one."""
    may_send(given.name)
    return give.case(PublishMessage(given.name, given.key, given.payload, given.area or ""))
