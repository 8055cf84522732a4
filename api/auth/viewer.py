"""A signed-in person as the reads and commands of the engine see them.

Who sees what (decision 0012): everybody their own cases and those in which their groups had
work; heads of a bureau the outline of every case in which their bureau had work; applicants of an
organisation the cases of that organisation; the inspecting auditor every
case of the areas their office answers for; a third-party auditor what a letter in force opens;
case operators incidents only; designers and administrators no cases at all.
"""

from datetime import date

from engine.commands.actor import Actor
from engine.people.entrustments import ROLE as THIRD_PARTY
from engine.people.entrustments import Entrustment, in_force
from engine.people.organisations import Organisations
from engine.people.signed_in import SignedIn
from engine.reads.viewer import Scope, Viewer

APPLICANT = "applicant"
INSPECTING = "auditor"
OPERATOR = "case_operator"
#: Roles under which a case may be read although one has no part in it; such reading is recorded.
READS_FOREIGN_CASES = frozenset({INSPECTING, THIRD_PARTY, OPERATOR})
#: Roles that answer for what their bureau does, and the roles whose work that is.
HEADS = frozenset({"bureau_head", "section_chief"})
BUREAU_ROLES = (
    *("window_clerk", "reviewer", "section_chief", "bureau_head", "countersigner"),
    *("finance_officer", "finance_approver", "filing_officer", "register_keeper"),
    *("chair", "director", "coordinator", "clerk", "secretary", "member", "procurement_officer"),
)
AUDIT_FIRM = "third_party_auditor"  #: kind of organisation; its auditors need a letter


def actor_of(person: SignedIn) -> Actor:
    return Actor(person.id, person.groups, person.organisation)


def viewer_of(
    person: SignedIn, organisations: Organisations, letters: list[Entrustment], today: date
) -> Viewer:
    """`letters` are the person's own; `today` is the day of the database's clock."""
    inspected = inspected_areas(person)
    everywhere = any(_is_root(organisations, area) for area in inspected)
    scopes = [
        Scope(
            frozenset(code for area in letter.areas for code in organisations.within(area)),
            frozenset(letter.processes),
            letter.cases_from,
            letter.cases_until,
        )
        for letter in in_force(letters, today)
        if THIRD_PARTY in person.roles
    ]
    if inspected and not everywhere:
        within = frozenset(code for area in inspected for code in organisations.within(area))
        scopes.append(Scope(within, unmasked=True))
    return Viewer(
        user_id=person.id,
        groups=person.groups,
        organisation=person.organisation,
        sees_organisation=f"{person.organisation}.{APPLICANT}" in person.groups,
        sees_all=everywhere,
        scopes=tuple(scopes),
        sees_incidents=OPERATOR in person.roles,
        oversees=frozenset(
            f"{bureau}.{role}" for bureau in headed_bureaus(person) for role in BUREAU_ROLES
        ),
    )


def headed_bureaus(person: SignedIn) -> frozenset[str]:
    """Organisations that the person heads, or a section of which."""
    return frozenset(
        organisation for role, organisation, _kind, _area in person.memberships if role in HEADS
    )


def inspected_areas(person: SignedIn) -> frozenset[str]:
    """Areas of the offices in which the person is an inspecting auditor."""
    return frozenset(
        area
        for role, _organisation, kind, area in person.memberships
        if role == INSPECTING and kind != AUDIT_FIRM
    )


def is_own_part(viewer: Viewer, applicant: str, organisation: str) -> bool:
    """Is it the viewer's own application (or their organisation's)?"""
    own = viewer.sees_organisation and organisation != "" and organisation == viewer.organisation
    return applicant == viewer.user_id or own


def _is_root(organisations: Organisations, area: str) -> bool:
    known = organisations.areas.get(area)
    return known is not None and known.parent is None
