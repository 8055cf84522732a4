"""A signed letter of entrustment 委托书 lets its auditor read the cases it names, until it ends."""

from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import ARRAY, Date, Text, bindparam, text
from sqlalchemy.engine import Connection

from engine.jobs.handlers import ServiceCall
from workflows.registers.keys import inputs

#: The letter is written once per case and journal entry, whatever is tried again.
_GRANT = text(
    "INSERT INTO people.entrustment"
    " (id, person, letter, areas, processes, cases_from, cases_until, valid_from, valid_until)"
    " VALUES (:id, :person, :letter, :areas, :processes, NULL, NULL, :valid_from, :valid_until)"
    " ON CONFLICT (id) DO NOTHING"
).bindparams(
    bindparam("areas", type_=ARRAY(Text)),
    bindparam("processes", type_=ARRAY(Text)),
    bindparam("valid_from", type_=Date),
    bindparam("valid_until", type_=Date),
)


def grant_reading(call: ServiceCall, connection: Connection, area: str) -> None:
    """Let the lead auditor read the cases of the area while the letter is valid."""
    connection.execute(
        _GRANT,
        {
            "id": str(uuid5(NAMESPACE_URL, f"{call.case_id}/{call.entry}")),
            "person": str(inputs(call)["lead_auditor"]),
            "letter": str(inputs(call)["letter_number"]),
            "areas": [area],
            "processes": [],
            "valid_from": inputs(call)["letter_from"],
            "valid_until": inputs(call)["letter_until"],
        },
    )
