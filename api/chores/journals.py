"""`huiqian replay` and `huiqian verify`: how a case went, and whether its journal is whole."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from uuid import UUID

import psycopg

from api.chores.failure import ChoreFailed
from api.product import database_url
from api.settings import Settings
from engine.errors import CaseNotFound
from engine.journal.export import ExportDamaged, verify_export
from engine.journal.reading import entries
from engine.journal.replay import replay
from engine.journal.verify import Verification, verify
from engine.runtime.state import dump_state
from engine.store.connections import plain_url

_FIND = 'select case_id from engine."case" where case_id::text = %s or number = %s'
_ALL = 'select case_id from engine."case" order by case_id'


def replay_case(settings: Settings, case: str, to: int | None, say: Callable[[str], None]) -> None:
    """Print the entries and the state after the last one. Raises: ChoreFailed."""
    with database_url(settings) as url, psycopg.connect(plain_url(url)) as connection:
        case_id = _case(connection, case)
        for each in entries(connection, case_id, to):
            document = each.document()
            say(f"{each.entry:>5}  {document.at}  {each.command}  by {each.actor}")
            for event in document.events:
                say(f"         {type(event).__name__} {_facts(event)}")
        try:
            state, variables = replay(connection, case_id, to)
        except CaseNotFound as missing:
            raise ChoreFailed(str(missing)) from missing
        say("state     " + dump_state(state).decode())
        for scope, values in sorted(variables.rows().items()):
            text = json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)
            say(f"scope {scope:<4}{text}")


def verify_database(settings: Settings, cases: list[str], say: Callable[[str], None]) -> int:
    """Check the chain of the cases named, or of all; gives how many are not sound."""
    with database_url(settings) as url, psycopg.connect(plain_url(url)) as connection:
        wanted = (
            [_case(connection, case) for case in cases]
            if cases
            else [row[0] for row in connection.execute(_ALL).fetchall()]
        )
        return _tell((verify(connection, case_id) for case_id in wanted), say)


def verify_file(file: Path, say: Callable[[str], None]) -> int:
    """Check an export without any database. Raises: ChoreFailed."""
    try:
        with file.open("rb") as lines:
            return _tell(verify_export(lines), say)
    except (OSError, ExportDamaged) as problem:
        raise ChoreFailed(f"{file}: {problem}") from problem


def _tell(found: Iterable[Verification], say: Callable[[str], None]) -> int:
    bad = cases = count = masked = 0
    for each in found:
        cases += 1
        count += each.entries
        masked += each.masked
        if not each.sound:
            bad += 1
            for kind, remarks in (("changed", each.changed), ("missing", each.missing)):
                for remark in remarks:
                    say(f"{each.case_id} entry {remark.entry}: {kind}: {remark.en}")
    if masked:
        say(f"{masked} entries are masked: their hashes cannot be recomputed, only their links")
    say(f"{cases} cases, {count} entries: {bad} not sound")
    return bad


def _case(connection: "psycopg.Connection[tuple[UUID]]", case: str) -> UUID:
    row = connection.execute(_FIND, (case, case)).fetchone()
    if row is None:
        raise ChoreFailed(f"there is no case {case}, neither by id nor by number")
    return row[0]


def _facts(event: object) -> str:
    names = getattr(event, "__struct_fields__", ())
    shown = {name: getattr(event, name) for name in names}
    text = json.dumps(shown, ensure_ascii=False, default=str)
    return text if len(text) <= 400 else text[:397] + "…"
