"""Who may start a case of which process.

Applicants and bureau staff start cases; those who design, administer, operate or audit do not. A
few processes are for one role alone (`HUIQIAN_STARTERS`).
"""

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Request

from api.auth.errors import RoleMissing
from api.auth.who import signed_in
from engine.people.errors import AreaNotFound
from engine.people.signed_in import SignedIn

#: Roles that never make somebody a party to a case.
BYSTANDERS = frozenset({"process_designer", "system_admin", "case_operator"})
AUDITORS = frozenset({"auditor", "third_party_auditor", "lead_auditor"})


def _may_file(person: Annotated[SignedIn, Depends(signed_in)]) -> SignedIn:
    """Raises: RoleMissing for those who are never a party to a case."""
    if person.roles and not person.roles - BYSTANDERS - AUDITORS:
        raise RoleMissing(["applicant"])
    return person


def _may_start(
    request: Request, person: Annotated[SignedIn, Depends(signed_in)]
) -> Callable[[str, str], None]:
    starters: dict[str, frozenset[str]] = request.app.state.settings.starters
    areas = request.app.state.lookup.organisations().areas

    def check(process: str, area: str) -> None:
        """Raises: RoleMissing, AreaNotFound."""
        if area not in areas:
            raise AreaNotFound(area)
        if process in starters:
            if person.roles.isdisjoint(starters[process]):
                raise RoleMissing(starters[process])
        else:
            _may_file(person)

    return check


MayFile = Annotated[SignedIn, Depends(_may_file)]
MayStart = Annotated[Callable[[str, str], None], Depends(_may_start)]
