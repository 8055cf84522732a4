"""Directory lists 目录清单: versions and entries; every old version stays readable.

A version belongs to an area and a list (trade, training, evaluation, supplement, provincial). It
holds only what changed; what a version says is the newest change of every entry up to it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, Connection, Date, Index, Integer, Text, func, select
from sqlalchemy.dialects.postgresql import JSONB

from engine.jobs.handlers import ServiceCall
from workflows.registers import areas, register_table
from workflows.registers.keys import key_of, today
from workflows.registers.locks import lock

LISTS = ("trade", "training", "evaluation", "supplement")

#: `valid_from` is the effective date 生效日期.
directory_version = register_table(
    "directory_version",
    Column("area", Text, nullable=False),
    Column("list", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("published_on", Date, nullable=False),
    Column("change_reason", Text, nullable=False),
    Column("contact", Text, nullable=False),
    Index(None, "area", "list", "version", unique=True),
)

directory_entry = register_table(
    "directory_entry",
    Column("area", Text, nullable=False),
    Column("list", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("action", Text, nullable=False),  #: listed, suspended, removed
    Column("details", JSONB, nullable=False),  #: level, hours, rate, projects it may run …
    Index(None, "area", "list", "code"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    code: str
    name: str
    action: str
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Directory:
    """The lists of one area as they stand on one day."""

    versions: Mapping[str, int]  #: list → number of the version in force; absent: none yet
    entries: Mapping[str, Mapping[str, Entry]]  #: list → code → entry

    def trade(self, code: str) -> Entry | None:
        """A trade or project that may be subsidised: from the trade list or the supplement."""
        found = self.entries.get("trade", {}).get(code)
        return found or self.entries.get("supplement", {}).get(code)


def directory_in_force(connection: Connection, area: str, on_date: date) -> Directory:
    """What is listed on a day, list by list; an area without a list uses the one around it."""
    versions: dict[str, int] = {}
    entries: dict[str, Mapping[str, Entry]] = {}
    around = areas.chain(connection, area)
    for name in LISTS:
        for code in around:
            version = version_on(connection, code, name, on_date)
            if version is not None:
                versions[name] = version
                entries[name] = entries_of(connection, code, name, version)
                break
    return Directory(versions, entries)


def version_on(connection: Connection, area: str, list_name: str, day: date) -> int | None:
    """The newest version of the list in effect on the day; None before the first."""
    table = directory_version.c
    return connection.scalar(
        select(func.max(table.version)).where(
            table.area == area, table.list == list_name, table.valid_from <= day
        )
    )


def newest_version(connection: Connection, area: str, list_name: str) -> int:
    """The number published last; 0 before the first."""
    table = directory_version.c
    query = select(func.max(table.version)).where(table.area == area, table.list == list_name)
    return connection.scalar(query) or 0


def entries_of(
    connection: Connection, area: str, list_name: str, version: int
) -> Mapping[str, Entry]:
    """Every entry that version `version` lists, by code; removed ones left out."""
    table = directory_entry.c
    rows = connection.execute(
        select(table.code, table.name, table.action, table.details)
        .where(table.area == area, table.list == list_name, table.version <= version)
        .order_by(table.version, table.case_id, table.entry, table.line)
    )
    newest = {row.code: Entry(row.code, row.name, row.action, row.details) for row in rows}
    return {code: entry for code, entry in newest.items() if entry.action != "removed"}


@dataclass(frozen=True, slots=True)
class Publication:
    """What a new version says about itself."""

    area: str
    list: str
    effective: date
    change_reason: str
    contact: str


def add_version(
    call: ServiceCall,
    connection: Connection,
    publication: Publication,
    entries: Iterable[Entry],
    first_line: int = 0,
) -> int:
    """Write the next version of a list with its changed entries; gives its number.

    The list stays locked until the transaction ends. Rows of one call are told apart by
    `first_line`.
    """
    area, name = publication.area, publication.list
    lock(connection, "directory", f"{area}/{name}")
    version = newest_version(connection, area, name) + 1
    connection.execute(
        directory_version.insert().values(
            **key_of(call, first_line, publication.effective),
            area=area,
            list=name,
            version=version,
            published_on=today(call),
            change_reason=publication.change_reason,
            contact=publication.contact,
        )
    )
    for line, entry in enumerate(entries, start=first_line + 1):
        connection.execute(
            directory_entry.insert().values(
                **key_of(call, line, publication.effective),
                area=area,
                list=name,
                version=version,
                code=entry.code,
                name=entry.name,
                action=entry.action,
                details=dict(entry.details),
            )
        )
    return version


def publish_facts(
    call: ServiceCall, connection: Connection, facts: Iterable[Mapping[str, Any]]
) -> int:
    """Imported entries as new versions, one per area, list and effective day; gives their count.

    A fact: list, code, name, and any of area, action, valid_from; the rest are details.
    """
    groups: dict[tuple[str, str, date], list[Entry]] = {}
    for fact in facts:
        rest = {str(name): value for name, value in fact.items()}
        day = rest.pop("valid_from", None) or today(call)
        effective = day if isinstance(day, date) else date.fromisoformat(str(day))
        key = (str(rest.pop("area", call.area)), str(rest.pop("list")), effective)
        entry = Entry(
            str(rest.pop("code")),
            str(rest.pop("name")),
            str(rest.pop("action", "listed")),
            plain(rest),
        )
        groups.setdefault(key, []).append(entry)
    line = 0
    for (area, name, effective), entries in sorted(groups.items()):
        publication = Publication(area, name, effective, "import", call.case_number)
        add_version(call, connection, publication, entries, line)
        line += len(entries) + 1
    return line - len(groups)


def plain(value: Any) -> Any:
    """A value as plain JSON: whole numbers as numbers, other numbers and dates as text."""
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else str(value)
    if value is None or isinstance(value, bool | int):
        return value
    return str(value)
