"""Who was removed 移出 and may not come back yet, among the names that an application gives."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection

from engine.jobs.handlers import ServiceCall
from workflows.findings import Finding
from workflows.registers.bureaus import names_of_organisation
from workflows.registers.keys import inputs
from workflows.registers.standing import exclusions_of


def names_given(call: ServiceCall) -> list[str]:
    """What an exclusion may call the applicant: organisation, credit code, name."""
    given = inputs(call)
    names = (call.organisation, given.get("credit_code"), given.get("institution_name"))
    return [str(name) for name in names if name]


def removals(
    connection: Connection, names: list[str], day: date, rule: str, zh: str, en: str
) -> Iterator[Finding]:
    """A finding for each exclusion on the day; `zh` and `en` say what may not be done till then."""
    for name, until in exclusions_of(connection, names, day):
        named = names_of_organisation(connection, name)
        yield Finding(
            rule,
            f"{named.zh}已被移出，{until} 前不得{zh}",
            f"{named.en} was removed and may not {en} before {until}",
        )
