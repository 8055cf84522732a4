"""Service tasks at the end of a case: deliver the result and enter it, remind (催办)."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, text

from engine.jobs.handlers import ServiceCall
from workflows.registers.bureaus import area_of
from workflows.registers.claims import notice
from workflows.registers.keys import inputs, key_of
from workflows.registers.office import office_ledger

#: Result → (Chinese, English) as the notice says it.
RESULTS = {
    "approved": ("通过", "approved"),
    "partly_approved": ("部分通过", "approved in part"),
    "refused": ("不予通过", "refused"),
    "not_accepted": ("不予受理", "not accepted"),
    "withdrawn": ("已撤回", "withdrawn"),
    "lapsed": ("视为撤回", "treated as withdrawn"),
    "upheld": ("成立", "upheld"),
    "partly_upheld": ("部分成立", "partly upheld"),
    "rejected": ("不成立", "rejected"),
    "referred": ("移送", "referred"),
    "unfounded": ("线索不实", "unfounded"),
    "honest_error": ("一般失误", "honest error"),
    "breach": ("违规", "breach"),
    "fraud": ("骗取资金", "fraud"),
}

_HANDLED_BY = text(
    "SELECT DISTINCT completed_by FROM engine.task"
    " WHERE number = :number AND completed_by <> '' ORDER BY completed_by"
)
_CASE = text('SELECT organisation, case_state FROM engine."case" WHERE number = :number')


def case_facts(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """Of another case, by its number: who completed tasks in it, whose it is, where it stands.

    `handled_by` is empty, `organisation` and `state` are null when there is no such case.
    """
    number = {"number": str(inputs(call)["case_number"])}
    row = connection.execute(_CASE, number).one_or_none()
    return {
        "handled_by": list(connection.scalars(_HANDLED_BY, number)),
        "organisation": row.organisation or None if row else None,
        "state": row.case_state if row else None,
    }


def close_case(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """Enter the result in the ledger and tell the applicant (送达); a refusal names its rule."""
    result = str(inputs(call)["result"])
    rule, text = inputs(call).get("rule"), inputs(call).get("notice")
    connection.execute(
        office_ledger.insert().values(
            **key_of(call),
            case_number=call.case_number,
            process=call.process,
            area=area_of(connection, inputs(call).get("lead")) or call.area,
            applicant=call.applicant,
            organisation=call.organisation,
            subject=str(inputs(call).get("subject") or ""),
            result=result,
            rule=rule,
        )
    )
    zh, en = RESULTS.get(result, (result, result))
    ground = f"依据 {rule}。" if rule else ""
    connection.execute(
        notice.insert().values(
            **key_of(call),
            case_number=call.case_number,
            addressee=call.organisation or call.applicant,
            zh=f"办件 {call.case_number}：{zh}。{ground}{text or ''}",
            en=f"Case {call.case_number}: {en}. {f'Rule {rule}. ' if rule else ''}{text or ''}",
        )
    )
    return {"result": result}


def remind(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
    """Write a reminder to whoever is asked for something; it moves no deadline."""
    subject = str(inputs(call)["subject"])
    connection.execute(
        notice.insert().values(
            **key_of(call),
            case_number=call.case_number,
            addressee=str(inputs(call)["addressee"]),
            zh=f"催办：{subject}",
            en=f"Reminder: {subject}",
        )
    )
    return {}
