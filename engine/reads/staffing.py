"""Open work as far as people are concerned: held tasks, and tasks that nobody can take.

Names of steps and counts, never the contents of cases: administrators see people, not cases
(decision 0012).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

#: Counting stops there: "more than a thousand" is all that a plan needs.
COUNTED = 1_000


@dataclass(frozen=True, slots=True)
class HeldWork:
    """Open tasks of one step that a person holds."""

    process: str
    element: str
    title_zh: str
    title_en: str
    tasks: int
    first_due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Stranded:
    """Open tasks that only a group may take of which nobody is left."""

    group: str
    tasks: int  #: `COUNTED` at most


_HELD = text("""
select process, node, title_zh, title_en, count(*) as tasks, min(due_at) as first_due_at
  from engine.task
 where assignee = :person and state = 'open' and assignee <> ''
 group by process, node, title_zh, title_en
 order by first_due_at nulls last, process, node
""")

_OFFERED = text("""
select wanted.name,
       (select count(*)
          from (select from engine.task_candidate c
                 where c.candidate = 'g:' || wanted.name limit :counted) as few) as tasks
  from unnest(cast(:groups as text[])) as wanted(name)
""")

_HOLDERS = text("""
select m.organisation || '.' || m.role as name, count(*) as holders
  from people.membership m
  join people.person p on p.id = m.person and p.status = 'active'
 where m.organisation || '.' || m.role = any(cast(:groups as text[]))
   and m.person <> :without
 group by 1
""")

#: Each candidate name is found by one step in the index, however many tasks it has.
_STRANDED = text("""
with recursive names(candidate) as (
  (select candidate from engine.task_candidate order by candidate limit 1)
  union all
  select (select c.candidate from engine.task_candidate c
           where c.candidate > names.candidate order by c.candidate limit 1)
    from names where names.candidate is not null
),
groups as (select substr(candidate, 3) as name from names where candidate like 'g:%'),
nobody as (
  select name from groups
   where not exists (
     select from people.membership m
       join people.person p on p.id = m.person and p.status = 'active'
      where m.organisation = regexp_replace(groups.name, '\\.[^.]*$', '')
        and m.role = regexp_replace(groups.name, '^.*\\.', ''))
)
select name,
       (select count(*)
          from (select from engine.task_candidate c
                 where c.candidate = 'g:' || name limit :counted) as few) as tasks
  from nobody order by name limit :most
""")


def held_work(connection: Connection, person: str) -> list[HeldWork]:
    """Open tasks the person holds, by step, most urgent first."""
    return [HeldWork(*row) for row in connection.execute(_HELD, {"person": person})]


def offered_tasks(connection: Connection, groups: Iterable[str]) -> dict[str, int]:
    """Group → open tasks it may take, `COUNTED` at most."""
    found = connection.execute(_OFFERED, {"groups": sorted(groups), "counted": COUNTED})
    return {row.name: row.tasks for row in found}


def other_holders(connection: Connection, groups: Iterable[str], person: str) -> dict[str, int]:
    """Group → active holders besides the person; groups without any are left out."""
    found = connection.execute(_HOLDERS, {"groups": sorted(groups), "without": person})
    return {row.name: row.holders for row in found}


def stranded_groups(connection: Connection, most: int = 200) -> list[Stranded]:
    """Groups that open tasks wait for and that no active person belongs to."""
    found = connection.execute(_STRANDED, {"counted": COUNTED, "most": most})
    return [Stranded(*row) for row in found]
