"""Find cases by the beginnings of their words: number, name, 拼音 initials, amount, credit code."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal, select

from engine.store.search_words import range_of
from engine.store.tables.cases import search_word


def case_ids(searched: tuple[str, ...]) -> Select[Any]:
    """Ids of the cases that have a word for each term, every case once."""
    first, *others = searched
    query = select(search_word.c.case_id).where(_begins(search_word.c, first))
    for other in others:
        query = query.where(matches(search_word.c.case_id, (other,)))
    return query.distinct()


def is_broad(connection: Connection, searched: tuple[str, ...], most: int) -> bool:
    """Whether more than `most` cases match, so that they had better not be read one by one."""
    # Words and not cases are counted, so that reading stops at once.
    first, *others = searched
    query = select(search_word.c.word).where(_begins(search_word.c, first))
    if others:
        query = query.where(matches(search_word.c.case_id, tuple(others)))
    few = query.limit(most + 1).subquery("few")
    return (connection.scalar(select(func.count()).select_from(few)) or 0) > most


def matches(case_id: Any, searched: tuple[str, ...]) -> ColumnElement[bool]:
    """The condition that a case has a word for each term."""
    conditions = []
    for term in searched:
        word = search_word.alias()
        # Asked of one case after the other, by its own few words: as EXISTS, or as a range of
        # words, the planner would read every word that begins so, again and again.
        begins = func.left(word.c.word, len(term)) == term
        found = select(literal(1)).where(word.c.case_id == case_id, begins).limit(1)
        conditions.append(found.scalar_subquery().is_not(None))
    return and_(*conditions)


def _begins(columns: Any, term: str) -> ColumnElement[bool]:
    here, there = range_of(term)
    return and_(columns.word >= here, columns.word < there)
