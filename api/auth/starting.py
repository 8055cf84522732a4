"""Who may start a case of which process.

Applicants and bureau staff start cases; those who design, administer, operate or audit do not. A
few processes are for one role alone (`HUIQIAN_STARTERS`).
"""

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Request

from api.auth.errors import RoleMissing
from api.auth.who import signed_in
from engine.people.signed_in import SignedIn

#: Roles that never make somebody a party to a case.
BYSTANDERS = frozenset({"process_designer", "system_admin", "case_operator"})
AUDITORS = frozenset({"auditor", "third_party_auditor", "lead_auditor"})


def _may_start(
    request: Request, person: Annotated[SignedIn, Depends(signed_in)]
) -> Callable[[str], None]:
    starters: dict[str, frozenset[str]] = request.app.state.settings.starters

    def check(process: str) -> None:
        if process in starters:
            if person.roles.isdisjoint(starters[process]):
                raise RoleMissing(starters[process])
        elif person.roles and not person.roles - BYSTANDERS - AUDITORS:
            raise RoleMissing(["applicant"])

    return check


MayStart = Annotated[Callable[[str], None], Depends(_may_start)]
