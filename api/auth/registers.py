"""Who reads the registers, and of which areas."""

from typing import Annotated

from fastapi import Depends, Request

from api.auth.errors import RoleMissing
from api.auth.viewer import inspected_areas
from api.auth.who import signed_in
from engine.people.lookup import DatabasePeople
from engine.people.signed_in import SignedIn

#: Bureau roles that work with the registers.
STAFF = frozenset(
    {
        *("window_clerk", "reviewer", "section_chief", "bureau_head", "register_keeper"),
        *("finance_officer", "finance_approver", "filing_officer"),
    }
)


def _areas(
    request: Request, person: Annotated[SignedIn, Depends(signed_in)]
) -> frozenset[str] | None:
    """Areas of which the person reads registers; None: all.

    Raises: RoleMissing for everybody else; third-party auditors read the claims of single cases.
    """
    lookup: DatabasePeople = request.app.state.lookup
    organisations = lookup.organisations()
    own = {area for role, _organisation, _kind, area in person.memberships if role in STAFF}
    own |= inspected_areas(person)
    if not own:
        raise RoleMissing([*STAFF, "auditor"])
    found = frozenset(code for area in own for code in organisations.within(area))
    return None if any(organisations.areas[each].parent is None for each in own) else found


RegisterAreas = Annotated[frozenset[str] | None, Depends(_areas)]
