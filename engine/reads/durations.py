"""How long cases of a process took (办理用时), from the newest that ended."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ARRAY, Connection, Text, bindparam, text

#: Per process: one range of an index that stops after so many cases.
NEWEST: Final = 500

_DURATIONS = text(
    """
select names.process, count(found.days) as cases,
       percentile_cont(0.5) within group (order by found.days) as median_days
  from unnest(:processes) as names(process)
  join lateral (
       select extract(epoch from newest.ended_at - newest.started_at) / 86400 as days
         from (select started_at, ended_at from engine."case"
                where process = names.process order by case_id desc limit :newest) as newest
        where newest.ended_at is not null
  ) as found on true
 group by names.process
"""
).bindparams(bindparam("processes", type_=ARRAY(Text)))


@dataclass(frozen=True, slots=True)
class Duration:
    """Of the cases of one process that ended, among the newest 500."""

    cases: int
    median_days: float


def durations(connection: Connection, processes: Collection[str]) -> dict[str, Duration]:
    """Process → duration; processes without an ended case are left out."""
    rows = connection.execute(_DURATIONS, {"processes": sorted(processes), "newest": NEWEST})
    return {row.process: Duration(row.cases, float(row.median_days)) for row in rows}
