"""Who may hand in which messages from outside."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends

from api.auth.errors import RoleMissing
from api.auth.who import signed_in
from engine.errors import NotAllowed
from engine.people.signed_in import SignedIn
from workflows.messages import OUTSIDE


class MessageIsInternal(NotAllowed):
    """This message is not handed in by people (该消息不可由人员提交)."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"消息“{name}”不可由人员提交；可提交的消息：{'、'.join(sorted(OUTSIDE))}。",
            f"Expected one of {', '.join(sorted(OUTSIDE))}, but got {name!r}.",
            name=name,
        )


async def _may_send(person: Annotated[SignedIn, Depends(signed_in)]) -> Callable[[str], None]:
    anybody = frozenset(role for roles in OUTSIDE.values() for role in roles)

    def check(name: str) -> None:
        """Raises: RoleMissing, MessageIsInternal."""
        if person.roles.isdisjoint(OUTSIDE.get(name, anybody)):
            raise RoleMissing(OUTSIDE.get(name, anybody))
        if name not in OUTSIDE:
            raise MessageIsInternal(name)

    return check


MaySend = Annotated[Callable[[str], None], Depends(_may_send)]
