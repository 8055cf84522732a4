"""Read a case: one statement, so that everything is of one moment, and one round trip."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
import psycopg

from engine.runtime.state import State, load_state
from engine.runtime.variables import Variables

_LOAD = b"""
select c.version, c.number, c.process, c.area, c.applicant, c.organisation, c.started_at, c.pins,
       c.bundle, c.state, c.frozen_at, h.hash, clock_timestamp() + k.ahead,
       (select json_agg(json_build_array(v.scope, v.name, v.value)
                        order by v.scope, v.name)
          from engine.variable v where v.case_id = c.case_id)::text,
       (select json_agg(json_build_array(p.element, p.person) order by p.element, p.person)
          from engine.performer p where p.case_id = c.case_id)::text,
       (select j.entry from engine.journal j where j.case_id = c.case_id and j.key = %s)
  from engine."case" c
  join engine.head h on h.case_id = c.case_id
 cross join engine.clock k
 where c.case_id = %s
"""


@dataclass(slots=True)
class LoadedCase:
    """A case as it is now, with the time of the database's clock."""

    case_id: UUID
    version: int
    number: str
    process: str
    area: str
    applicant: str
    organisation: str
    started_at: datetime
    pins: str
    bundle: str
    state: State
    frozen_at: datetime | None
    head: bytes
    now: datetime
    variables: Variables
    scopes: frozenset[int]  #: that have stored variables
    performers: frozenset[tuple[str, str]]  #: (element, person): who completed it
    repeats: int | None  #: entry that had the same idempotency key


_rows = msgspec.json.Decoder(list[tuple[int, str, Any]])
_pairs = msgspec.json.Decoder(list[tuple[str, str]])


def load(
    connection: psycopg.Connection[Any], case_id: UUID, key: str | None = None
) -> LoadedCase | None:
    """The case; None when there is none."""
    with connection.cursor() as cursor:
        row = cursor.execute(_LOAD, (key, case_id), prepare=True).fetchone()
    if row is None:
        return None
    scopes: dict[int, dict[str, Any]] = {}
    for scope, name, value in _rows.decode(row[13]) if row[13] else ():
        scopes.setdefault(scope, {})[name] = value
    return LoadedCase(
        case_id=case_id,
        version=row[0],
        number=row[1],
        process=row[2],
        area=row[3],
        applicant=row[4],
        organisation=row[5],
        started_at=row[6],
        pins=row[7],
        bundle=row[8],
        state=load_state(row[9]),
        frozen_at=row[10],
        head=row[11],
        now=row[12],
        variables=Variables(scopes),
        scopes=frozenset(scopes),
        performers=frozenset(_pairs.decode(row[14])) if row[14] else frozenset(),
        repeats=row[15],
    )
