"""What a case is found by besides its search fields: number, applicant, organisation."""

from __future__ import annotations

from engine.commands.people import People
from engine.runtime.environment import CaseFacts
from engine.store import search_words


def words_of(people: People, facts: CaseFacts) -> dict[str, tuple[str, ...]]:
    """Source → words."""
    names = people.names_of(facts.applicant)
    words = {
        "number": search_words.number_words(facts.number),
        "applicant": tuple(w for name in names for w in search_words.name_words(name)),
    }
    known = people.organisations().organisations.get(facts.organisation)
    if known is not None:
        found = (*search_words.name_words(known.name_zh), known.name_en, known.credit_code)
        words["organisation"] = tuple(search_words.normal(each) for each in found if each)
    return words
