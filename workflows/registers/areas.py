"""Which plan rules in an area, and the areas around it: read from the people tables."""

from sqlalchemy import Connection, text

_CHAIN = text(
    """
    WITH RECURSIVE chain AS (
        SELECT code, parent, plan, 0 AS depth FROM people.area WHERE code = :area
        UNION ALL
        SELECT outer_area.code, outer_area.parent, outer_area.plan, chain.depth + 1
        FROM people.area AS outer_area JOIN chain ON outer_area.code = chain.parent
        WHERE chain.depth < 20
    )
    SELECT code, plan FROM chain ORDER BY depth
    """
)
_KIND = text("SELECT kind FROM people.organisation WHERE id = :id")


class NoPlan(LookupError):
    """No plan rules in the area."""

    def __init__(self, area: str) -> None:
        super().__init__(f"Expected area {area} to lie under a plan, but none does")
        self.area = area


def chain(connection: Connection, area: str) -> list[str]:
    """The area and those around it, innermost first; an unknown one stands alone."""
    return [row.code for row in connection.execute(_CHAIN, {"area": area})] or [area]


def plan_and_city(connection: Connection, area: str) -> tuple[int, str]:
    """The plan's number and the area it was made for. Raises: NoPlan."""
    for row in connection.execute(_CHAIN, {"area": area}):
        if row.plan is not None:
            return int(row.plan), str(row.code)
    raise NoPlan(area)


def kind_of(connection: Connection, organisation: str) -> str | None:
    """Kind of an organisation, e.g. "enterprise"; None when unknown."""
    return connection.scalar(_KIND, {"id": organisation})
