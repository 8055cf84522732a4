"""How a variable names an attachment: the text "sha256:" and 64 hex digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

PREFIX = "sha256:"
_REFERENCE = re.compile(r"sha256:([0-9a-f]{64})", re.ASCII)


def references_in(value: Any) -> Iterator[str]:
    """Hashes of the attachments that a tagged value names, wherever inside it."""
    stack = [value]
    while stack:
        part = stack.pop()
        if isinstance(part, str):
            if part.startswith(PREFIX) and (match := _REFERENCE.fullmatch(part)):
                yield match[1]
        elif isinstance(part, dict):
            stack.extend(part.values())
        elif isinstance(part, list):
            stack.extend(part)
