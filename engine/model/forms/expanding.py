"""Check the schema of a form and put what `$ref` names in its place.

References stay inside the bundle: `#/$defs/<name>` of the same file, or
`<file>.json#/$defs/<name>` of a form beside it. Without references left, the same schema is checked
here and in the browser, and nothing can be followed round in a circle.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import re2

from engine.model.forms.checking import compiled_pattern
from engine.model.forms.formats import FORMATS
from engine.model.forms.keywords import DIALECT, KNOWN, LISTS, MAPS, ONE

#: path inside the file, rule, zh, en
Report = Callable[[str, str, str, str], None]

MAX_DEPTH = 12
MAX_SCHEMAS = 2_000


class Expander:
    """Expands one form; `files` are the parsed forms of the bundle by file name."""

    def __init__(self, file: str, files: Mapping[str, Any], report: Report) -> None:
        self._file = file
        self._files = files
        self._report = report
        self._count = 0

    def expand(self, schema: Any, path: str = "/schema") -> dict[str, Any]:
        """The schema without references; what is wrong goes into the report."""
        return self._schema(schema, path, self._file, (), 0)

    def _schema(
        self, schema: Any, path: str, file: str, followed: tuple[str, ...], depth: int
    ) -> dict[str, Any]:
        self._count += 1
        if depth > MAX_DEPTH or self._count > MAX_SCHEMAS:
            if self._count <= MAX_SCHEMAS + 1 or depth == MAX_DEPTH + 1:
                self._report(
                    path,
                    "form-too-large",
                    f"嵌套超过 {MAX_DEPTH} 层或超过 {MAX_SCHEMAS} 个部分",
                    f"Nested deeper than {MAX_DEPTH} or more than {MAX_SCHEMAS} parts",
                )
            return {}
        if isinstance(schema, bool):
            return {} if schema else {"not": {}}
        if not isinstance(schema, dict):
            self._report(path, "form-schema", "应为对象", "This must be an object")
            return {}
        expanded: dict[str, Any] = {}
        for key, value in schema.items():
            here = f"{path}/{key}"
            if key == "$ref":
                target, target_file, name = self._target(value, here, file)
                if name in followed:
                    self._report(here, "form-ref", "引用成环", "References go round in a circle")
                elif target is not None:
                    inner = self._schema(target, here, target_file, (*followed, name), depth + 1)
                    expanded = {**inner, **expanded}
            elif key in ONE:
                expanded[key] = self._schema(value, here, file, followed, depth + 1)
            elif key in LISTS and isinstance(value, list):
                expanded[key] = [
                    self._schema(inner, f"{here}/{i}", file, followed, depth + 1)
                    for i, inner in enumerate(value)
                ]
            elif key in MAPS and isinstance(value, dict):
                expanded[key] = {
                    str(n): self._schema(inner, f"{here}/{n}", file, followed, depth + 1)
                    for n, inner in value.items()
                }
            elif key not in ("$defs", "$schema", "$id", "$comment"):
                expanded[key] = value
            self._keyword(key, value, here)
        return expanded

    def _keyword(self, key: str, value: Any, path: str) -> None:
        if key not in KNOWN:
            self._report(
                path,
                "form-keyword",
                f"表单不支持关键字“{key}”",
                f'Forms do not know the keyword "{key}"',
            )
        elif key == "$schema" and value != DIALECT:
            self._report(
                path, "form-dialect", "表单用 JSON Schema 2020-12", "Forms use JSON Schema 2020-12"
            )
        elif key == "pattern" and isinstance(value, str):
            try:
                compiled_pattern(value)
            except re2.error:
                self._report(
                    path,
                    "form-pattern",
                    "正则表达式无法使用（RE2 语法，不支持环视和反向引用）",
                    "The pattern cannot be used (RE2: no look-around, no back-references)",
                )
        elif key == "format" and value not in FORMATS:
            self._report(
                path,
                "form-format",
                f"未知的格式“{value}”，可用：{', '.join(FORMATS)}",
                f'Unknown format "{value}"; known are {", ".join(FORMATS)}',
            )
        elif key == "additionalProperties" and not isinstance(value, bool):
            self._report(
                path,
                "form-keyword",
                "additionalProperties 只能是 true 或 false",
                "additionalProperties must be true or false",
            )
        elif key in ("x-personal", "x-search") and not isinstance(value, bool):
            self._report(path, "form-keyword", "应为 true 或 false", "This must be true or false")

    def _target(self, reference: Any, path: str, file: str) -> tuple[Any, str, str]:
        """What a reference names, the file it stands in, and its full name."""
        text = reference if isinstance(reference, str) else ""
        where, _, pointer = text.partition("#")
        target_file = where or file
        steps = pointer.split("/")
        holder = self._files.get(target_file)
        found = None
        if len(steps) == 3 and steps[:2] == ["", "$defs"] and isinstance(holder, dict):
            root = holder.get("schema")
            defs = root.get("$defs") if isinstance(root, dict) else None
            found = defs.get(steps[2]) if isinstance(defs, dict) else None
        if found is None:
            self._report(
                path,
                "form-ref",
                f"引用“{text[:80]}”不在发布包的表单中（#/$defs/名称 或 文件.json#/$defs/名称）",
                f'The reference "{text[:80]}" names nothing in the forms of the bundle '
                "(#/$defs/name or file.json#/$defs/name)",
            )
        return found, target_file, f"{target_file}#{pointer}"
