"""Settings and entered rates: what the plans leave open and the bureaus have filled in."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, select

from workflows.claims.facts import RateSetting
from workflows.registers.claims import rate_setting, setting

CERTIFICATES_FROM = "plan_6_certificates_from"
SECTOR_COURSE = "sector_course"


def date_setting(connection: Connection, name: str) -> date | None:
    """The newest value of a date setting; None while nobody has entered one."""
    found = connection.scalar(
        select(setting.c.value)
        .where(setting.c.name == name)
        .order_by(setting.c.recorded_at.desc(), setting.c.entry.desc())
        .limit(1)
    )
    return date.fromisoformat(found) if found else None


def listed_courses(connection: Connection) -> frozenset[str]:
    """Project ids on a sector list."""
    return frozenset(
        connection.scalars(select(setting.c.value).where(setting.c.name == SECTOR_COURSE))
    )


def rate_settings(
    connection: Connection, areas: Sequence[str]
) -> dict[str, tuple[RateSetting, ...]]:
    """Entered rates of these areas by rate id."""
    found: dict[str, list[RateSetting]] = defaultdict(list)
    rows = connection.execute(
        select(rate_setting)
        .where(rate_setting.c.area.in_(areas))
        .order_by(rate_setting.c.recorded_at)
    )
    for row in rows:
        found[row.rate_id].append(
            RateSetting(row.amount_yuan, row.valid_from, row.valid_until, row.level)
        )
    return {rate: tuple(each) for rate, each in found.items()}
