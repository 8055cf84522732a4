"""`huiqian openapi`: the description of the HTTP interface, without a database."""

import json
from collections.abc import Callable
from pathlib import Path

from api.app import bare_app


def write_openapi(file: Path | None, say: Callable[[str], None]) -> None:
    """The OpenAPI document as JSON, to a file or said; the same routes give the same bytes."""
    text = json.dumps(bare_app().openapi(), ensure_ascii=False, indent=1, sort_keys=True)
    if file is None:
        say(text)
    else:
        file.write_text(text + "\n", encoding="utf-8")
