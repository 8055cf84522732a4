"""What people call a decision table: "DT-09" for DT_09_routing."""

from __future__ import annotations

import re

_CODED = re.compile(r"([A-Za-z]+)_(\d+)(?:_|$)")


def decision_code(decision: str) -> str:
    """ "DT-09" for DT_09_routing; the id itself where it has no such beginning."""
    match = _CODED.match(decision)
    return f"{match[1]}-{match[2]}" if match else decision
