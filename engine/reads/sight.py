"""By which rule does somebody see a case? The conditions of `visibility`, one by one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from engine.reads.viewer import Viewer
from engine.reads.visibility import parties, parties_seen, visible, within
from engine.store.tables.cases import case, case_party


@dataclass(frozen=True, slots=True)
class Ways:
    """Which of the rules hold for one viewer and one case."""

    sees: bool  #: as every list and page of cases decides it
    applicant: bool
    organisation: bool
    parties: tuple[str, ...]  #: names under which the viewer has or had a task
    headed: tuple[str, ...]  #: groups of the bureaus that the viewer heads that had a task
    scopes: tuple[bool, ...]  #: one per scope of the viewer: letters first, then the office
    office: bool  #: an inspecting auditor of everything


def ways_to_see(connection: Connection, viewer: Viewer, number: str) -> Ways | None:
    """None when there is no case of that number."""
    row = connection.execute(
        select(
            case.c.case_id,
            case.c.applicant,
            case.c.organisation,
            visible(viewer).label("sees"),
            *(within(scope).label(f"scope_{n}") for n, scope in enumerate(viewer.scopes)),
        ).where(case.c.number == number)
    ).one_or_none()
    if row is None:
        return None
    found = connection.scalars(
        select(case_party.c.party)
        .where(case_party.c.case_id == row.case_id, case_party.c.party.in_(parties_seen(viewer)))
        .order_by(case_party.c.party)
    ).all()
    own_parties = set(parties(viewer))
    values = row._mapping
    own = viewer.sees_organisation and bool(viewer.organisation)
    return Ways(
        sees=bool(row.sees),
        applicant=row.applicant == viewer.user_id,
        organisation=own and row.organisation == viewer.organisation,
        parties=tuple(each for each in found if each in own_parties),
        headed=tuple(each for each in found if each not in own_parties),
        scopes=tuple(bool(values[f"scope_{n}"]) for n in range(len(viewer.scopes))),
        office=viewer.sees_all,
    )
