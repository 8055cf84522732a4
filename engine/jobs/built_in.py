"""Handlers that every installation has: `cases.freeze` and `cases.unfreeze` (冻结、解冻)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import psycopg
from sqlalchemy import Connection

from engine.commands.actor import system_actor
from engine.commands.freeze_case import FreezeCase
from engine.commands.unfreeze_case import UnfreezeCase
from engine.errors import CaseHasEnded, CaseIsFrozen, CaseIsNotFrozen
from engine.jobs.handlers import HandlerFailed, LocalHandler, ServiceCall
from engine.wiring import Engine


def built_in_handlers(engine: Engine) -> dict[str, LocalHandler]:
    """Name → handler. Input of both: `cases` (ids or business numbers) and `reason`."""

    def freeze(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
        """Freeze the cases; gives `frozen` and `skipped` (frozen or ended already)."""
        return _each(engine, call, connection, FreezeCase, "frozen")

    def unfreeze(call: ServiceCall, connection: Connection) -> Mapping[str, Any]:
        """Unfreeze the cases; gives `unfrozen` and `skipped` (not frozen)."""
        return _each(engine, call, connection, UnfreezeCase, "unfrozen")

    return {"cases.freeze": freeze, "cases.unfreeze": unfreeze}


def _each(
    engine: Engine,
    call: ServiceCall,
    connection: Connection,
    command: type[FreezeCase] | type[UnfreezeCase],
    result: str,
) -> dict[str, Any]:
    raw: psycopg.Connection[Any] = connection.connection.driver_connection  # type: ignore[assignment]
    named, reason = call.inputs.get("cases"), call.inputs.get("reason")
    if not isinstance(named, Sequence) or isinstance(named, str) or not isinstance(reason, str):
        zh = "冻结、解冻需要办件清单 cases 和理由 reason"
        raise HandlerFailed(zh, "Expected a list `cases` and a text `reason`")
    done, skipped = [], []
    # In one order everywhere, so that two of these never wait for each other.
    for case_id, number in sorted(_found(raw, [str(each) for each in named])):
        if case_id == call.case_id:
            skipped.append(number)
            continue
        key = f"{call.idempotency_key}-{result}"
        try:
            with raw.transaction():
                engine.execution.run(
                    raw, command(case_id, reason), system_actor(f"cases.{result}"), key
                )
            done.append(number)
        except (CaseIsFrozen, CaseIsNotFrozen, CaseHasEnded):
            skipped.append(number)
    return {result: sorted(done), "skipped": sorted(skipped)}


def _found(raw: psycopg.Connection[Any], named: Sequence[str]) -> list[tuple[UUID, str]]:
    rows = raw.execute(
        'select case_id, number from engine."case"'
        " where number = any(%s) or case_id::text = any(%s)",
        (list(named), list(named)),
    ).fetchall()
    unknown = set(named) - {str(part) for row in rows for part in row}
    if unknown:
        listed = ", ".join(sorted(unknown))
        raise HandlerFailed(f"没有办件 {listed}", f"There are no cases {listed}")
    return rows
