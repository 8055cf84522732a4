"""What everybody may read without signing in: directory lists and fund disclosures."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from api.masking import mask_record
from engine.errors import NotFound
from workflows.registers.audits import disclosure
from workflows.registers.directory import (
    Entry,
    directory_in_force,
    directory_version,
    entries_of,
    version_on,
)


class DirectoryNotFound(NotFound):
    """No such version of a directory list (目录版本不存在)."""

    def __init__(self, area: str, list_name: str) -> None:
        super().__init__(
            f"{area} 没有目录“{list_name}”的该版本。",
            f"Expected a published version of the list {list_name!r} of {area}.",
            area=area,
            list=list_name,
        )


def directory_versions(
    connection: Connection, area: str | None, list_name: str | None, limit: int
) -> list[dict[str, Any]]:
    """Every version ever published, newest first; old ones stay readable."""
    table = directory_version.c
    query = (
        select(
            table.area,
            table.list,
            table.version,
            table.published_on,
            table.valid_from.label("effective_from"),
            table.change_reason,
            table.contact,
        )
        .order_by(table.published_on.desc(), table.area, table.list, table.version.desc())
        .limit(limit)
    )
    if area is not None:
        query = query.where(table.area == area)
    if list_name is not None:
        query = query.where(table.list == list_name)
    return [dict(row._mapping) for row in connection.execute(query)]


def directory(
    connection: Connection, area: str, list_name: str, version: int | None, day: date
) -> dict[str, Any]:
    """The entries of one version: of the one named, else of the one in force on the day.

    Raises: DirectoryNotFound.
    """
    if version is None:
        version = version_on(connection, area, list_name, day)
    table = directory_version.c
    row = connection.execute(
        select(directory_version).where(
            table.area == area, table.list == list_name, table.version == version
        )
    ).one_or_none()
    if row is None or version is None:
        raise DirectoryNotFound(area, list_name)
    entries = entries_of(connection, area, list_name, version)
    return {
        "area": area,
        "list": list_name,
        "version": version,
        "published_on": row.published_on,
        "effective_from": row.valid_from,
        "change_reason": row.change_reason,
        "contact": row.contact,
        "entries": [
            {
                "code": entry.code,
                "name": entry.name,
                "action": entry.action,
                "details": dict(entry.details),
            }
            for entry in sorted(entries.values(), key=lambda each: each.code)
        ],
    }


def projects(connection: Connection, area: str, day: date) -> list[Entry]:
    """What may be subsidised in the area on the day, by code; suspended entries left out."""
    lists = directory_in_force(connection, area, day).entries
    found = {**lists.get("supplement", {}), **lists.get("trade", {})}
    return [entry for _code, entry in sorted(found.items()) if entry.action == "listed"]


def disclosures(
    connection: Connection,
    area: str | None,
    moment: datetime,
    day_in: Callable[[str], date],
    limit: int,
) -> list[dict[str, Any]]:
    """Lists of fund use that are online, newest first; `day_in`: the day in an area then."""
    table = disclosure.c
    query = (
        select(
            table.area,
            table.period_from,
            table.period_until,
            table.online_until,
            table.total_yuan,
            table.rows,
        )
        .where(table.online_until >= moment.date() - timedelta(days=1))  # west of UTC it is earlier
        .order_by(table.recorded_at.desc(), table.case_id)
        .limit(limit)
    )
    if area is not None:
        query = query.where(table.area == area)
    return [
        {**row._mapping, "rows": [mask_record(each) for each in row.rows]}
        for row in connection.execute(query)
        if row.online_until >= day_in(row.area)
    ]
