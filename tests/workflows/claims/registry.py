"""A register office for tests: a database with areas and firms, and calls of handlers."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Engine, create_engine, text

from engine.jobs.handlers import LocalHandler, ServiceCall
from engine.people.calendars import WorkingCalendar
from tests.workflows.claims.desk import decisions
from workflows.claims.lines import ClaimLine
from workflows.registers.importing import import_facts
from workflows.registers.rosters import Roster, save_roster

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
AREAS = (
    ("000000", None, None),
    ("P1_CITY", "000000", 1),
    ("321300", "000000", 3),
    ("321302", "321300", None),
    ("530500", "000000", 4),
    ("110000", "000000", 6),
    ("110105", "110000", None),
    ("P7_BUREAU", "P1_CITY", 7),
)
FIRMS = (("xinghe", "enterprise", "P1_CITY"), ("yunhe", "enterprise", "321300"))


@dataclass
class Office:
    """One database; `entry` counts up as journal entries would."""

    engine: Engine
    entries: Any = field(default_factory=lambda: count(1))

    def transaction(self) -> AbstractContextManager[Connection]:
        return self.engine.begin()

    def call(
        self,
        handler: LocalHandler,
        inputs: Mapping[str, Any],
        *,
        case_id: UUID | None = None,
        area: str = "P1_CITY",
        organisation: str | None = "xinghe",
        days: int = 0,
        connection: Connection | None = None,
    ) -> Mapping[str, Any]:
        """Run a handler in a transaction of its own, or in the one given."""
        call = ServiceCall(
            case_id=case_id or uuid4(),
            case_number=f"{area}-2026-{next(self.entries):05d}",
            process="claim_pipeline",
            area=area,
            applicant="chen.jing",
            organisation=organisation,
            element="task",
            job=1,
            entry=next(self.entries),
            at=AT + timedelta(days=days),
            inputs=dict(inputs),
            report_progress=lambda done, total: None,
            decisions=decisions(),
            calendar=WorkingCalendar(),
        )
        if connection is not None:
            return handler(call, connection)
        with self.transaction() as own:
            return handler(call, own)

    def facts(self, area: str = "P1_CITY", **facts: Any) -> None:
        self.call(import_facts, {"facts": facts}, area=area)

    def roster(self, lines: list[ClaimLine]) -> str:
        with self.transaction() as connection:
            return save_roster(connection, Roster("roster.csv", tuple(lines)), "chen.jing", AT)


def open_office(url: str) -> Office:
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1), pool_size=60)
    with engine.begin() as connection:
        for code, parent, plan in AREAS:
            connection.execute(
                text(
                    "INSERT INTO people.area (code, parent, name_zh, name_en, plan) "
                    "VALUES (:code, :parent, :code, :code, :plan) ON CONFLICT DO NOTHING"
                ),
                {"code": code, "parent": parent, "plan": plan},
            )
        for firm, kind, area in FIRMS:
            connection.execute(
                text(
                    "INSERT INTO people.organisation (id, kind, area, name_zh, name_en) "
                    "VALUES (:id, :kind, :area, :id, :id) ON CONFLICT DO NOTHING"
                ),
                {"id": firm, "kind": kind, "area": area},
            )
    return Office(engine)
