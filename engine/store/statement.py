"""The one guarded statement that writes a command: text parts, joined and kept by what is used.

Every part reads from `guard`, so that nothing at all is written when the case is not at the version
that was read. Parts that a command does not need are left out; the texts that occur are few, and
each is prepared once per connection.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

CHANNEL: Final = "huiqian_jobs"

GUARDS: Final = {
    "update": """guard as (
  update engine."case"
     set version = %(entry)s, state = %(state)s, case_state = %(case_state)s, frozen = %(frozen)s,
         frozen_at = %(frozen_at)s, ended_at = %(ended_at)s
   where case_id = %(case_id)s and version = %(version)s
  returning case_id, number, process, area, applicant)""",
    "insert": """guard as (
  insert into engine."case" (case_id, version, number, process, area, applicant, organisation,
                             started_at, ended_at, case_state, frozen, pins, bundle, state)
  values (%(case_id)s, %(entry)s, %(number)s, %(process)s, %(area)s, %(applicant)s,
          %(organisation)s, %(at)s, %(ended_at)s, %(case_state)s, %(frozen)s, %(pins)s, %(bundle)s,
          %(state)s)
  on conflict do nothing
  returning case_id, number, process, area, applicant)""",
}

HEADS: Final = {
    "update": """head as (
  update engine.head set entry = %(entry)s, hash = %(hash)s, at = %(at)s
    from guard where head.case_id = guard.case_id)""",
    "insert": """head as (
  insert into engine.head (case_id, entry, hash, at)
  select case_id, %(entry)s, %(hash)s, %(at)s from guard)""",
}

JOURNAL: Final = """entry as (
  insert into engine.journal (case_id, entry, at, command, actor, key, document, hash)
  select case_id, %(entry)s, %(at)s, %(command)s, %(actor)s, %(key)s, %(document)s, %(hash)s
    from guard)"""

#: In a fixed order, so that one set of parts gives one text.
PARTS: Final = {
    "scopes_gone": """scopes_gone as (
  delete from engine.variable v using guard
   where v.case_id = guard.case_id and v.scope = any(%(scopes_gone)s::int[]))""",
    "variables": """variables as (
  insert into engine.variable (case_id, scope, name, value)
  select guard.case_id, x.scope, x.name, x.value::json
    from guard, unnest(%(scopes)s::int[], %(names)s::text[], %(values)s::text[])
                as x(scope, name, value)
  on conflict (case_id, scope, name) do update set value = excluded.value)""",
    "tasks_opened": """tasks_opened as (
  insert into engine.task (case_id, n, node, node_process, form, title_zh, title_en, number,
                           process, area, applicant, groups, users, assignee, state, opened_at,
                           due_at, due_key, limit_id, closed_at, outcome, completed_by,
                           returned_to)
  select guard.case_id, x.n, x.node, x.node_process, x.form, x.title_zh, x.title_en, guard.number,
         guard.process, guard.area, guard.applicant, x.groups, x.users, x.assignee, x.state,
         %(at)s, x.due_at, coalesce(x.due_at, 'infinity'), x.limit_id,
         case when x.state <> 'open' then %(at)s::timestamptz end, x.outcome, x.completed_by,
         case when x.again
              then coalesce((select t.completed_by from engine.task t
                              where t.case_id = guard.case_id and t.node = x.node
                                and t.completed_by <> '' order by t.n desc limit 1), '')
              else x.returned_to end
    from guard, json_to_recordset(%(tasks_opened)s::json)
      as x(n int, node text, node_process text, form text, title_zh text, title_en text,
           groups text[], users text[], assignee text, state text, due_at timestamptz,
           limit_id text, outcome text, completed_by text, again boolean, returned_to text)
  returning case_id, n, assignee, returned_to)""",
    # A free task that came back: whoever did it before is told.
    "again": """again as (
  insert into engine.notice (case_id, entry, person, kind, n, at)
  select case_id, %(entry)s, returned_to, 'returned', n, %(at)s from tasks_opened
   where returned_to <> '' and assignee = '' and returned_to <> %(actor)s)""",
    "tasks_changed": """tasks_changed as (
  update engine.task t
     set state = x.state, assignee = coalesce(x.assignee, t.assignee),
         closed_at = case when x.state <> 'open' then %(at)s::timestamptz end,
         outcome = coalesce(x.outcome, t.outcome),
         completed_by = coalesce(x.completed_by, t.completed_by)
    from guard, json_to_recordset(%(tasks_changed)s::json)
      as x(n int, state text, assignee text, outcome text, completed_by text)
   where t.case_id = guard.case_id and t.n = x.n)""",
    "candidates_gone": """candidates_gone as (
  delete from engine.task_candidate c using guard
   where c.case_id = guard.case_id and c.n = any(%(candidates_gone)s::int[])
     and not (c.n::text || ' ' || c.candidate = any(%(candidates_kept)s::text[])))""",
    "candidates": """candidates as (
  insert into engine.task_candidate (case_id, n, candidate, process, due_key)
  select guard.case_id, x.n, x.candidate, guard.process,
         coalesce(x.due_at, (select t.due_key from engine.task t
                              where t.case_id = guard.case_id and t.n = x.n), 'infinity')
    from guard, json_to_recordset(%(candidates)s::json)
      as x(n int, candidate text, due_at timestamptz)
  on conflict do nothing)""",
    "parties": """parties as (
  insert into engine.case_party (case_id, party)
  select guard.case_id, party from guard, unnest(%(parties)s::text[]) as party
  on conflict do nothing)""",
    "performers": """performers as (
  insert into engine.performer (case_id, element, person)
  select guard.case_id, x.element, x.person
    from guard, unnest(%(elements)s::text[], %(persons)s::text[]) as x(element, person)
  on conflict do nothing)""",
    "waits": """waits as (
  insert into engine.wait (case_id, n, trigger, name, key, node, due_at)
  select guard.case_id, x.n, x.trigger, x.name, x.key, x.node, x.due_at
    from guard, json_to_recordset(%(waits)s::json)
      as x(n int, trigger text, name text, key text, node text, due_at timestamptz))""",
    "waits_gone": """waits_gone as (
  delete from engine.wait w using guard
   where w.case_id = guard.case_id and w.n = any(%(waits_gone)s::int[]))""",
    "jobs": """jobs as (
  insert into engine.job (case_id, kind, n, name, payload, entry, due_at, retries)
  select guard.case_id, x.kind, x.n, x.name, x.payload, %(entry)s, coalesce(x.due_at, %(at)s),
         x.retries
    from guard, json_to_recordset(%(jobs)s::json)
      as x(kind text, n int, name text, payload json, due_at timestamptz, retries int))""",
    # A job that a worker holds just now is skipped: the worker finds out by itself that nobody
    # wants it any more. Waiting for the worker, which waits for this case, would be a deadlock.
    "jobs_gone": """jobs_gone as (
  delete from engine.job where (case_id, id) in (
    select j.case_id, j.id
      from guard, unnest(%(gone_kinds)s::text[], %(gone_numbers)s::int[]) as x(kind, n),
           engine.job j
     where j.case_id = guard.case_id and j.kind = x.kind and j.n = x.n
       for update of j skip locked))""",
    "held": """held as (
  update engine.job set held = true where (case_id, id) in (
    select j.case_id, j.id from guard, engine.job j where j.case_id = guard.case_id
       for update of j skip locked))""",
    "let_go": """let_go as (
  update engine.job j
     set held = false,
         due_at = case when j.kind = 'timer' then j.due_at + %(frozen_for)s::interval
                       else j.due_at end
    from guard where j.case_id = guard.case_id and j.held),
tasks_let_go as (
  update engine.task t
     set due_at = t.due_at + %(frozen_for)s::interval,
         due_key = t.due_key + %(frozen_for)s::interval
    from guard where t.case_id = guard.case_id and t.state = 'open' and t.due_at is not null),
candidates_let_go as (
  update engine.task_candidate c set due_key = c.due_key + %(frozen_for)s::interval
    from guard where c.case_id = guard.case_id and c.due_key < 'infinity')""",
    "incidents": """incidents as (
  insert into engine.incident (case_id, n, entry, node, stage, rule, zh, en, raised_at)
  select guard.case_id, x.n, %(entry)s, x.node, x.stage, x.rule, x.zh, x.en, %(at)s
    from guard, json_to_recordset(%(incidents)s::json)
      as x(n int, node text, stage text, rule text, zh text, en text))""",
    "incidents_gone": """incidents_gone as (
  update engine.incident i set resolved_at = %(at)s, resolved_by = %(actor)s
    from guard
   where i.case_id = guard.case_id and i.n = any(%(incidents_gone)s::int[])
     and i.resolved_at is null)""",
    "attachments": """attachments as (
  insert into engine.attachment_use (case_id, sha256)
  select guard.case_id, sha256 from guard, unnest(%(attachments)s::text[]) as sha256
  on conflict do nothing)""",
    "search": """search as (
  insert into engine.search_field (case_id, name, text_value, number_value, date_value)
  select guard.case_id, x.name, x.text_value, x.number_value, x.date_value
    from guard, json_to_recordset(%(search)s::json)
      as x(name text, text_value text, number_value numeric, date_value date)
  on conflict (case_id, name) do update
     set text_value = excluded.text_value, number_value = excluded.number_value,
         date_value = excluded.date_value)""",
    "words_gone": """words_gone as (
  delete from engine.search_word w using guard
   where w.case_id = guard.case_id and w.source = any(%(words_gone)s::text[])
     and not (w.source || ' ' || w.word = any(%(words_kept)s::text[])))""",
    "words": """words as (
  insert into engine.search_word (case_id, source, word)
  select guard.case_id, x.source, x.word
    from guard, unnest(%(word_sources)s::text[], %(words)s::text[]) as x(source, word)
  on conflict do nothing)""",
    "notices": """notices as (
  insert into engine.notice (case_id, entry, person, kind, n, detail, at)
  select guard.case_id, %(entry)s, coalesce(x.person, guard.applicant), x.kind, x.n,
         coalesce(x.detail, ''), %(at)s
    from guard, json_to_recordset(%(notices)s::json)
      as x(kind text, n int, person text, detail text)
   where coalesce(x.person, guard.applicant) not in ('', %(actor)s)
  on conflict do nothing)""",
    "drafts_gone": """drafts_gone as (
  delete from engine.draft d using guard
   where d.case_id = guard.case_id and d.n = any(%(drafts_gone)s::int[]))""",
    "retried": """retried as (
  update engine.job j
     set dead = false, attempts = 0, due_at = %(at)s, error_zh = '', error_en = '',
         give_up_at = null
    from guard where j.case_id = guard.case_id and j.id = %(retried_job)s and j.dead)""",
}


@lru_cache(maxsize=1024)
def _text(guard: str, used: tuple[str, ...], notify: bool) -> bytes:
    parts = [GUARDS[guard], JOURNAL, HEADS[guard], *(PARTS[name] for name in used)]
    answer = f"select case_id, pg_notify('{CHANNEL}', '')" if notify else "select case_id"
    return ("with " + ",\n".join(parts) + f"\n{answer} from guard").encode()


def statement(guard: str, used: Iterable[str], *, notify: bool) -> bytes:
    """The text for these parts; `guard` is "update" or, for a new case, "insert".

    It answers one row when it wrote, none when somebody was faster.
    """
    wanted = frozenset(used)
    return _text(guard, tuple(name for name in PARTS if name in wanted), notify)
