"""A registry desk for tests: real tables, sample organisations, service calls in one line."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Connection, text

from engine.jobs.handlers import ServiceCall
from engine.people.holidays import china
from engine.store.connections import sqlalchemy_engine
from workflows.handlers import HANDLERS

AREA = "321300"
LEAD, FINANCE = f"{AREA}.hrss_bureau", f"{AREA}.finance_bureau"
TODAY = date(2026, 3, 2)
_SPACE = UUID("6d1f9a52-3a4e-4f0e-9a55-0c7b2f7a1a10")

ORGANISATIONS = {
    LEAD: "hrss_bureau",
    FINANCE: "finance_bureau",
    f"{AREA}.expert_panel": "expert_panel",
    f"{AREA}.third_party_auditor": "third_party_auditor",
    "yunhe": "enterprise",
    "hongze": "training_institution",
}
#: person → organisation and role
PEOPLE = {
    "shen": (LEAD, "reviewer"),
    "jin": (f"{AREA}.expert_panel", "expert"),
    "wu": (f"{AREA}.expert_panel", "expert"),
    "fang": (f"{AREA}.expert_panel", "expert"),
    "lan": ("yunhe", "applicant"),
    "ou": (f"{AREA}.third_party_auditor", "third_party_auditor"),
}


class Registry:
    """`registry.call("accreditation.issue", kind="training_centre", …)` runs a handler."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.entry = 0
        self.today = TODAY

    def call(
        self,
        handler: str,
        *,
        case: str = "case-1",
        process: str = "test",
        of: str | None = "yunhe",
        applicant: str = "lan",
        **inputs: Any,
    ) -> Mapping[str, Any]:
        """The handler's result, for a case of the organisation `of`; one journal entry further."""
        self.entry += 1
        noon = datetime(self.today.year, self.today.month, self.today.day, 4, tzinfo=UTC)
        call = ServiceCall(
            case_id=uuid5(_SPACE, case),
            case_number=case,
            process=process,
            area=AREA,
            applicant=applicant,
            organisation=of,
            element="task",
            job=1,
            entry=self.entry,
            at=noon + timedelta(seconds=self.entry),
            inputs=inputs,
            report_progress=lambda _done, _total: None,
            decisions={},
            calendar=china(),
        )
        return HANDLERS[handler](call, self.connection)

    def facts(self, **facts: list[dict[str, Any]]) -> None:
        """Import register facts."""
        self.call("register.import", case=f"import-{self.entry}", facts=facts)

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Every row of a register table, in the order of writing."""
        found = self.connection.execute(
            text(f"SELECT * FROM register.{table} ORDER BY recorded_at, entry, line")
        )
        return [dict(row._mapping) for row in found]


@contextmanager
def open_registry(url: str) -> Iterator[Registry]:
    """A registry on a database that gets the sample organisations and people first."""
    database = sqlalchemy_engine(url, pool_size=1)
    try:
        with database.begin() as connection:
            _people(connection)
            yield Registry(connection)
    finally:
        database.dispose()


def _people(connection: Connection) -> None:
    area = (
        "INSERT INTO people.area (code, parent, name_zh, name_en, plan) VALUES (:c, :p, '', '', :n)"
    )
    connection.execute(text(area), [{"c": "320000", "p": None, "n": None}])
    connection.execute(text(area), [{"c": AREA, "p": "320000", "n": 3}])
    connection.execute(
        text(
            "INSERT INTO people.organisation (id, kind, area, name_zh, name_en)"
            " VALUES (:id, :kind, :area, :id, :id)"
        ),
        [{"id": name, "kind": kind, "area": AREA} for name, kind in ORGANISATIONS.items()],
    )
    connection.execute(
        text(
            "INSERT INTO people.person (id, name_zh, name_en, organisation)"
            " VALUES (:id, :id, :id, :organisation)"
        ),
        [{"id": person, "organisation": held[0]} for person, held in PEOPLE.items()],
    )
    connection.execute(
        text(
            "INSERT INTO people.membership (person, organisation, role)"
            " VALUES (:person, :organisation, :role)"
        ),
        [
            {"person": person, "organisation": organisation, "role": role}
            for person, (organisation, role) in PEOPLE.items()
        ],
    )
