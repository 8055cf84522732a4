"""Who may hand in messages from outside."""

from typing import Annotated

from fastapi import Depends, Request

from api.auth.errors import RoleMissing
from api.auth.who import signed_in
from engine.people.signed_in import SignedIn


def _messenger(request: Request, person: Annotated[SignedIn, Depends(signed_in)]) -> SignedIn:
    allowed: frozenset[str] = request.app.state.settings.messengers
    if person.roles.isdisjoint(allowed):
        raise RoleMissing(allowed)
    return person


Messenger = Annotated[SignedIn, Depends(_messenger)]
