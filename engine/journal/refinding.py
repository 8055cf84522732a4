"""Make anew what a case is found by (重建检索), from its journal and its facts.

For cases that were started before a release found more: search words, fields marked `x-search`,
rows of decision tables. The same reading as when the case was written, so that doing it twice, or
where nothing is missing, changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import psycopg

from engine.commands.found_by import words_of
from engine.commands.people import People
from engine.feel import from_tagged
from engine.journal.reading import entries
from engine.runtime.apply import apply
from engine.runtime.environment import CaseFacts
from engine.runtime.state import State
from engine.runtime.variables import Variables
from engine.store import search_words
from engine.store.catalogue import Catalogue
from engine.store.changes import Before, changes_of
from engine.store.decided_rows import source_of
from engine.store.writing import search_row

_CASE = """
select case_id, number, process, area, applicant, organisation, started_at, pins, bundle
  from engine."case" where case_id = %s for update
"""
_NEXT = 'select case_id from engine."case" where case_id > %s order by case_id limit %s'
_COUNT = 'select count(*) from engine."case" where case_id > %s'
_FIELDS = """
insert into engine.search_field (case_id, name, text_value, number_value, date_value)
select %s, x.name, x.text_value, x.number_value, x.date_value
  from json_to_recordset(%s::json)
    as x(name text, text_value text, number_value numeric, date_value date)
"""
_WORDS = """
insert into engine.search_word (case_id, source, word)
select %s, x.source, x.word from unnest(%s::text[], %s::text[]) as x(source, word)
"""
BEFORE_ALL = UUID(int=0)


def refind_all(
    connection: psycopg.Connection[Any],
    catalogue: Catalogue,
    people: People,
    after: UUID = BEFORE_ALL,
    batch: int = 100,
) -> Iterator[tuple[int, int, UUID]]:
    """(done, of how many, last case) after each batch, which is kept by then.

    A case is held while its batch is written: who acts on it waits for that long.
    """
    row = connection.execute(_COUNT, [after]).fetchone()
    count, done = int(row[0]) if row else 0, 0
    connection.commit()
    while True:
        with connection.transaction():
            found = [each[0] for each in connection.execute(_NEXT, [after, batch]).fetchall()]
            for case_id in found:
                refind(connection, catalogue, people, case_id)
        if not found:
            return
        done, after = done + len(found), found[-1]
        yield done, max(count, done), after


def refind(
    connection: psycopg.Connection[Any], catalogue: Catalogue, people: People, case_id: UUID
) -> None:
    """One case, inside the caller's transaction."""
    row = connection.execute(_CASE, [case_id]).fetchone()
    if row is None:
        return
    *facts, pins, bundle = row
    names = catalogue.of_case(connection, pins, bundle).search_names
    search: dict[str, Any] = {}
    decided: dict[str, None] = {}
    state, variables = State(), Variables()
    for each in entries(connection, case_id):
        events = each.document().events
        before = Before.of(state, ())
        for event in events:
            apply(state, variables, event)
        changes = changes_of(events, before, state, search_names=names)
        search.update(changes.search)
        decided.update(changes.decided)
    known = words_of(people, CaseFacts(str(case_id), *facts[1:]))
    found = {name: search_words.value_words(from_tagged(value)) for name, value in search.items()}
    sources, words = search_words.rows(
        [*known.items(), *found.items(), *((source_of(word), (word,)) for word in decided)]
    )
    fields = json.dumps([search_row(*each) for each in search.items()], ensure_ascii=False)
    connection.execute("delete from engine.search_word where case_id = %s", [case_id])
    connection.execute("delete from engine.search_field where case_id = %s", [case_id])
    connection.execute(_WORDS, [case_id, sources, words])
    connection.execute(_FIELDS, [case_id, fields])
