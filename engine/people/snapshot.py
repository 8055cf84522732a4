"""Read all areas and organisations as one `Organisations` snapshot."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.people.organisations import Area, Organisation, Organisations
from engine.people.tables import AreaRow, OrganisationRow


def organisations(session: Session) -> Organisations:
    """The snapshot of now; a few hundred rows, so it is read whole."""
    return Organisations.of(
        (area(row) for row in session.scalars(select(AreaRow).order_by(AreaRow.code))),
        (
            organisation(row)
            for row in session.scalars(select(OrganisationRow).order_by(OrganisationRow.id))
        ),
    )


def area(row: AreaRow) -> Area:
    return Area(row.code, row.parent, row.name_zh, row.name_en, row.plan)


def organisation(row: OrganisationRow) -> Organisation:
    return Organisation(row.id, row.kind, row.area, row.name_zh, row.name_en, row.credit_code)
