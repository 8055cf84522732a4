"""Who may start a case of which process.

Applicants and bureau staff start cases; those who design, administer, operate or audit do not. A
few processes are for one role alone (`HUIQIAN_STARTERS`).
"""

from typing import Annotated

from fastapi import Depends, Request

from api.auth.errors import RoleMissing
from api.auth.who import signed_in
from engine.people.errors import AreaNotFound
from engine.people.signed_in import SignedIn

#: Roles that never make somebody a party to a case.
BYSTANDERS = frozenset(
    {
        *("process_designer", "system_admin", "case_operator"),
        *("auditor", "third_party_auditor", "lead_auditor"),
    }
)


async def _may_file(person: Annotated[SignedIn, Depends(signed_in)]) -> SignedIn:
    """Raises: RoleMissing for those who are never a party to a case."""
    if person.roles and not person.roles - BYSTANDERS:
        raise RoleMissing(["applicant"])
    return person


MayFile = Annotated[SignedIn, Depends(_may_file)]


class StarterCheck:
    """Which processes the person may start."""

    def __init__(self, request: Request, person: MayFile) -> None:
        self._starters: dict[str, frozenset[str]] = request.app.state.settings.starters
        self._areas = request.app.state.lookup.organisations().areas
        self._person = person

    def may(self, process: str) -> bool:
        wanted = self._starters.get(process)
        return wanted is None or not self._person.roles.isdisjoint(wanted)

    def __call__(self, process: str, area: str | None = None) -> None:
        """Raises: RoleMissing, AreaNotFound."""
        if not self.may(process):
            raise RoleMissing(self._starters[process])
        if area is not None and area not in self._areas:
            raise AreaNotFound(area)


Starters = Annotated[StarterCheck, Depends()]
