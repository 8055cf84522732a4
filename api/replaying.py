"""A case as it was after an entry, worked out from its journal alone."""

import json
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from engine.journal.replay import replay
from engine.runtime.state import dump_state


def state_at(
    connection: Connection, case_id: UUID, entry: int | None
) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """State and variables (scope number → name → tagged JSON) after the entry.

    Raises: CaseNotFound.
    """
    driver: Any = connection.connection.driver_connection
    state, variables = replay(driver, case_id, entry)
    scopes = {str(scope): values for scope, values in variables.rows().items()}
    return json.loads(dump_state(state)), scopes
