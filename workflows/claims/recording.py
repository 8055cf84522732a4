"""Write an assessment into the claim register."""

import hashlib
from typing import Any

import rfc8785
from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert

from engine.jobs.handlers import ServiceCall
from workflows.claims.facts import ClaimFacts
from workflows.claims.findings import start_day
from workflows.claims.results import Assessment, LineResult
from workflows.registers.claims import claim, claim_line, document


def record(
    call: ServiceCall, connection: Connection, facts: ClaimFacts, found: Assessment, state: str
) -> str:
    """The claim, its lines, and the document of line reasons; gives the document's hash."""
    reasons = save_document(connection, call, [line.to_json() for line in found.lines])
    connection.execute(
        claim.insert().values(
            **_key(call, facts, 0),
            case_number=call.case_number,
            process=call.process,
            area=facts.area,
            plan=facts.plan,
            claimant=facts.claimant,
            class_id=call.inputs.get("class_id"),
            state=state,
            lines=len(found.lines),
            claimed_yuan=found.claimed_yuan,
            payable_yuan=found.payable_yuan,
            refused_yuan=found.refused_yuan,
            cut_yuan=found.cut_yuan,
            reasons=reasons,
        )
    )
    connection.execute(claim_line.insert(), [_line(call, facts, line) for line in found.lines])
    return reasons


def save_document(connection: Connection, call: ServiceCall, content: Any) -> str:
    """Store a document under the SHA-256 of its canonical JSON (RFC 8785)."""
    hashed = hashlib.sha256(rfc8785.dumps(content)).hexdigest()
    connection.execute(
        insert(document)
        .values(hash=hashed, content=content, recorded_at=call.at)
        .on_conflict_do_nothing(index_elements=["hash"])
    )
    return hashed


def _line(call: ServiceCall, facts: ClaimFacts, result: LineResult) -> dict[str, Any]:
    line = result.line
    return {
        **_key(call, facts, line.number),
        "id_number": line.id_number,
        "name": line.name,
        "benefit": result.benefit,
        "level": line.level,
        "state": result.state,
        "rate_id": result.rate.rate_id if result.rate else None,
        "claimed_yuan": result.claimed_yuan,
        "payable_yuan": result.payable_yuan,
        "rules": list(result.rules),
        "risks": list(result.risks),
        "fund_source": result.fund_source,
        "payee_kind": result.payee_kind,
        "payee": result.payee,
        "course_start": start_day(line, facts),
    }


def _key(call: ServiceCall, facts: ClaimFacts, line: int) -> dict[str, Any]:
    return {
        "case_id": call.case_id,
        "entry": call.entry,
        "line": line,
        "valid_from": facts.decided_on,
        "recorded_at": call.at,
    }
