"""A signed letter of entrustment 委托书 lets its auditor read the cases it names, until it ends."""

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from engine.errors import Declined
from engine.jobs.handlers import HandlerFailed, ServiceCall
from engine.people.entrustments import Entrustment, entrust
from workflows.registers.keys import inputs


def grant_reading(call: ServiceCall, connection: Connection, area: str) -> None:
    """Let the lead auditor read the cases of the area while the letter is valid.

    Raises: HandlerFailed when the dates are the wrong way round or the person is no auditor.
    """
    given = inputs(call)
    letter = Entrustment(
        person=str(given["lead_auditor"]),
        letter=str(given["letter_number"]),
        areas=(area,),
        processes=(),
        valid_from=given["letter_from"],
        valid_until=given["letter_until"],
    )
    with Session(connection, join_transaction_mode="create_savepoint") as session:
        try:
            entrust(session, f"case {call.case_number}", letter)
            session.commit()
        except Declined as declined:
            raise HandlerFailed(declined.message_zh, declined.message_en) from declined
