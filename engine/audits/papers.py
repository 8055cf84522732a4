"""Working papers 底稿: what was written about an item; entries are only ever added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Connection, select

from engine.audits.errors import NothingToWithdraw, PaperIncomplete
from engine.store.tables.audits import sample_paper


class Kind(StrEnum):
    NOTE = "note"
    FINDING = "finding"
    CONCLUSION = "conclusion"
    WITHDRAWAL = "withdrawal"  #: takes back a note or a finding, with the reason


class Finding(StrEnum):
    PROCEDURE = "procedure"
    AMOUNT = "amount"
    ELIGIBILITY = "eligibility"
    FRAUD = "fraud"


class Conclusion(StrEnum):
    PROPER = "proper"
    IMPROPER = "improper"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class PaperEntry:
    """What somebody writes."""

    kind: Kind
    text: str
    finding: Finding | None = None
    conclusion: Conclusion | None = None
    amount_yuan: Decimal | None = None
    withdraws: int | None = None


@dataclass(frozen=True, slots=True)
class PaperRow:
    """What somebody has written."""

    id: int
    position: int
    kind: str
    finding: str
    conclusion: str
    text: str
    amount_yuan: Decimal | None
    withdraws: int | None
    person: str
    at: datetime


def write_paper(
    connection: Connection,
    person: str,
    sample_id: UUID,
    position: int,
    entry: PaperEntry,
    at: datetime,
) -> PaperRow:
    """Add an entry. Raises: PaperIncomplete, NothingToWithdraw."""
    finds, concludes = entry.kind is Kind.FINDING, entry.kind is Kind.CONCLUSION
    complete = (
        (entry.text.strip() or concludes)
        and finds == (entry.finding is not None)
        and concludes == (entry.conclusion is not None)
        and (entry.amount_yuan is None or finds)
    )
    if not complete:
        raise PaperIncomplete
    if entry.kind is Kind.WITHDRAWAL:
        _check_withdrawal(connection, sample_id, position, entry.withdraws or 0)
    elif entry.withdraws is not None:
        raise PaperIncomplete
    row = connection.execute(
        sample_paper.insert()
        .values(
            sample=sample_id,
            position=position,
            kind=entry.kind.value,
            finding=entry.finding.value if entry.finding else "",
            conclusion=entry.conclusion.value if entry.conclusion else "",
            text=entry.text.strip(),
            amount_yuan=entry.amount_yuan,
            withdraws=entry.withdraws,
            person=person,
            at=at,
        )
        .returning(*_COLUMNS)
    ).one()
    return PaperRow(**row._mapping)


def read_papers(
    connection: Connection, sample_id: UUID, position: int | None = None
) -> list[PaperRow]:
    """Entries of an item, or of all items, oldest first."""
    query = select(*_COLUMNS).where(sample_paper.c.sample == sample_id)
    if position is not None:
        query = query.where(sample_paper.c.position == position)
    query = query.order_by(sample_paper.c.position, sample_paper.c.id)
    return [PaperRow(**row._mapping) for row in connection.execute(query)]


def _check_withdrawal(connection: Connection, sample_id: UUID, position: int, entry: int) -> None:
    rows = read_papers(connection, sample_id, position)
    gone = {row.withdraws for row in rows}
    wanted = (Kind.NOTE, Kind.FINDING)
    if not any(row.id == entry and row.kind in wanted and row.id not in gone for row in rows):
        raise NothingToWithdraw(entry)


_COLUMNS = tuple(sample_paper.c[name] for name in PaperRow.__dataclass_fields__)
