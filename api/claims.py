"""The claim of a case as its reader may see it.

Amounts that nobody decided yet are a proposal, for the bureaus that work on them: the applicant
gets the decision with its reasons, not a figure that may still change. Who sees only the outline
of a case (heads of a bureau) sees what is asked and what comes of it, without lines or payees.
"""

from typing import Any

from sqlalchemy import Connection

from api.auth.viewer import is_own_part
from api.registers import claim_of
from api.visible import takes_part
from api.wording import both
from engine.reads.cases import CaseView
from engine.reads.viewer import Viewer
from workflows.claims.risks import RISKS

#: States of a case in which somebody has decided on what was computed.
DECIDED = frozenset(
    {
        *("approved", "partly_approved", "publicity", "refused"),
        *("awaiting_payment", "paid", "recovering", "closed"),
    }
)
OF_LINES = ("lines", "orders", "payments", "recoveries")


def claim_shown(
    connection: Connection, viewer: Viewer, view: CaseView, *, lines: bool = True
) -> dict[str, Any]:
    """What `api.schemas.registers.ClaimOut` tells; persons masked for whoever is neither the
    applicant nor an inspecting auditor of the case. Without `lines`: the totals alone."""
    row = view.row
    own = is_own_part(viewer, row.applicant, row.organisation)
    unmasked = own or viewer.reads_unmasked(row)
    found = claim_of(connection, row.case_id, masked=not unmasked, lines=lines)
    said = {code for line in found["lines"] for code in line["risks"] if code in RISKS}
    found["risks"] = {code: both(RISKS[code]) for code in sorted(said)}
    if viewer.reads_by_office(row):
        return found
    if own:
        addressees = {row.applicant, row.organisation}
        mine = [each for each in found["notices"] if each["addressee"] in addressees]
        if row.state not in DECIDED:
            return _without_lines(found) | {"claim": None, "notices": mine}
        return found | {
            "risks": {},
            "notices": mine,
            "lines": [_for_applicant(each) for each in found["lines"]],
        }
    if any(takes_part(viewer, each) for each in view.tasks):
        return found
    return _without_lines(found) | {"notices": []}


def _for_applicant(line: dict[str, Any]) -> dict[str, Any]:
    """What raised a doubt and refused nothing stays with the reviewers."""
    return line | {"risks": []}


def _without_lines(found: dict[str, Any]) -> dict[str, Any]:
    return found | {name: [] for name in OF_LINES} | {"reasons": None, "risks": {}}
