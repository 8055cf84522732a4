"""Read the forms of a bundle: each file checked, all problems in one report."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from engine.model.forms.expanding import Expander
from engine.model.forms.form import Form, OpinionRule, Outcome, Right
from engine.model.forms.keywords import STANDARD
from engine.model.forms.references import KEYWORD, reference_of
from engine.model.json_text import BadJson, read_json
from engine.model.nodes import ModelProblem, Severity, Text

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,99}")
_FIELD = re.compile(r"[^\W\d]\w{0,99}")
_KEYS = frozenset(
    {
        *("id", "title", "outcomes", "schema", "rights", "shows_application"),
        *("$schema", "description"),
    }
)
_OUTCOME_KEYS = frozenset({"id", "label", "opinion", "requires"})
MAX_FIELDS = 300


def read_forms(files: Mapping[str, bytes]) -> tuple[dict[str, Form], dict[str, list[ModelProblem]]]:
    """The forms by id, and the problems by file; a file with an error gives no form.

    `files` are file names, e.g. "acceptance.json", with their bytes.
    """
    parsed: dict[str, Any] = {}
    problems: dict[str, list[ModelProblem]] = {name: [] for name in sorted(files)}
    for name in sorted(files):
        try:
            parsed[name] = read_json(files[name])
        except BadJson as bad:
            text = Text(bad.zh, bad.en)
            problems[name].append(ModelProblem(Severity.ERROR, "form-json", bad.line, "", text))
    forms: dict[str, Form] = {}
    for name, value in parsed.items():
        reader = _FormReader(name, value, parsed)
        form = reader.read()
        problems[name].extend(reader.problems)
        if form is not None:
            forms[form.id] = form
    return forms, problems


class _FormReader:
    def __init__(self, file: str, value: Any, files: Mapping[str, Any]) -> None:
        self._file = file
        self._value = value
        self._files = files
        self.problems: list[ModelProblem] = []
        self._errors = 0

    def read(self) -> Form | None:
        """The form, or None when it has an error."""
        form = self._value
        if not isinstance(form, dict):
            self._error("", "form-schema", "表单应为对象", "A form must be an object")
            return None
        for key in form.keys() - _KEYS:
            self._error(f"/{key}", "form-key", f"未知的键“{key}”", f'Unknown key "{key}"')
        form_id = form.get("id")
        if not isinstance(form_id, str) or not _ID.fullmatch(form_id):
            self._error("/id", "form-id", "id 应为字母开头的标识", "id must be an identifier")
            form_id = ""
        elif f"{form_id}.json" != self._file:
            self._error(
                "/id",
                "form-id",
                f"id“{form_id}”与文件名 {self._file} 不一致",
                f'id "{form_id}" does not fit the file name {self._file}',
            )
        title = self._text(form.get("title"), "/title")
        schema = self._schema(form.get("schema"))
        rights = self._rights(form.get("rights", {}), schema)
        outcomes = self._outcomes(form.get("outcomes", []), schema)
        shows = form.get("shows_application", False)
        if not isinstance(shows, bool):
            self._error(
                "/shows_application", "form-key", "应为 true 或 false", "This must be true or false"
            )
        if self._errors:
            return None
        return Form(form_id, title, outcomes, schema, rights, form, shows)

    # --- schema -------------------------------------------------------------------------------

    def _schema(self, value: Any) -> dict[str, Any]:
        schema = Expander(self._file, self._files, self._error).expand(
            {} if value is None else value
        )
        if self._errors:
            return schema if isinstance(schema.get("properties"), dict) else {"properties": {}}
        if schema.get("type") != "object" or not isinstance(schema.get("properties"), dict):
            self._error(
                "/schema",
                "form-schema",
                "schema 应有 type: object 和 properties",
                "schema must have type: object and properties",
            )
            return {"properties": {}}
        try:
            Draft202012Validator.check_schema(_without_ours(schema))
        except SchemaError as wrong:
            path = "/".join(str(step) for step in wrong.absolute_path)
            self._error(
                f"/schema/{path}",
                "form-schema",
                "不符合 JSON Schema 2020-12",
                f"Not as JSON Schema 2020-12 asks: {wrong.message[:200]}",
            )
            return schema
        if len(schema["properties"]) > MAX_FIELDS:
            self._error(
                "/schema/properties",
                "form-too-large",
                f"字段超过 {MAX_FIELDS} 个",
                f"More than {MAX_FIELDS} fields",
            )
        for name in schema["properties"]:
            if not _FIELD.fullmatch(name) or name == "case":
                self._error(
                    f"/schema/properties/{name}",
                    "form-field-name",
                    f"“{name}”不能作字段名（字母、数字、下划线，不以数字开头，且不是 case）",
                    f'"{name}" is no field name (letters, digits and _, not beginning with a '
                    "digit, and not case)",
                )
        for name in schema.get("required", ()):
            self._known_field(name, schema, "/schema/required")
        self._labels(schema, "/schema")
        return schema

    def _labels(self, schema: Mapping[str, Any], path: str) -> None:
        waiting: list[tuple[Mapping[str, Any], str]] = [(schema, path)]
        while waiting:
            outer, where = waiting.pop()
            for name, inner in outer.get("properties", {}).items():
                here = f"{where}/properties/{name}"
                self._text(inner.get("x-label"), f"{here}/x-label")
                self._options(inner, here)
                self._reference(inner, here)
                waiting.append((inner, here))
            if isinstance(outer.get("items"), dict):
                waiting.append((outer["items"], f"{where}/items"))

    def _reference(self, schema: Mapping[str, Any], path: str) -> None:
        if KEYWORD not in schema:
            return
        here = f"{path}/{KEYWORD}"
        if reference_of(schema) is None:
            self._error(
                here,
                "form-reference",
                "应为 area、organisation、organisation:<类别>、person:<机构类别>.<岗位> 或 project",
                "This must be area, organisation, organisation:<kind>, "
                "person:<kind of bureau>.<role> or project",
            )
        held = schema.get("items", {}) if "items" in schema else schema
        kinds = held.get("type") if isinstance(held, dict) else None
        if "string" not in (kinds if isinstance(kinds, list) else [kinds]):
            self._error(
                here,
                "form-reference",
                "只用于文字字段或文字列表",
                "This is for a text or a list of texts",
            )

    def _options(self, schema: Mapping[str, Any], path: str) -> None:
        options = schema.get("x-options", {})
        if not isinstance(options, dict):
            self._error(f"{path}/x-options", "form-label", "应为对象", "This must be an object")
            return
        for value in schema.get("enum", ()):
            if value is None:
                continue
            self._text(options.get(str(value)), f"{path}/x-options/{value}")

    # --- rights and outcomes ------------------------------------------------------------------

    def _rights(self, value: Any, schema: Mapping[str, Any]) -> dict[str, Right]:
        rights = dict.fromkeys(schema.get("properties", {}), Right.WRITE)
        if not isinstance(value, dict):
            self._error("/rights", "form-rights", "应为对象", "This must be an object")
            return rights
        for name, right in value.items():
            if not self._known_field(name, schema, f"/rights/{name}"):
                continue
            if right not in set(Right):
                self._error(
                    f"/rights/{name}",
                    "form-rights",
                    "应为 hidden、read 或 write",
                    "This must be hidden, read or write",
                )
                continue
            rights[name] = Right(right)
        return rights

    def _outcomes(self, value: Any, schema: Mapping[str, Any]) -> tuple[Outcome, ...]:
        if not isinstance(value, list) or len(value) > 50:
            self._error("/outcomes", "form-outcomes", "应为列表", "This must be a short list")
            return ()
        found: dict[str, Outcome] = {}
        for i, entry in enumerate(value):
            path = f"/outcomes/{i}"
            outcome = self._outcome(entry, path, schema)
            if outcome is None:
                continue
            if outcome.id in found:
                self._error(
                    path,
                    "form-outcomes",
                    f"办理结果“{outcome.id}”重复",
                    f'The outcome "{outcome.id}" stands twice',
                )
            found[outcome.id] = outcome
        return tuple(found.values())

    def _outcome(self, entry: Any, path: str, schema: Mapping[str, Any]) -> Outcome | None:
        outcome_id = entry.get("id") if isinstance(entry, dict) else None
        if not isinstance(outcome_id, str) or not _ID.fullmatch(outcome_id):
            self._error(path, "form-outcomes", "办理结果应有标识 id", "An outcome must have an id")
            return None
        for key in entry.keys() - _OUTCOME_KEYS:
            self._error(f"{path}/{key}", "form-key", f"未知的键“{key}”", f'Unknown key "{key}"')
        opinion = entry.get("opinion", OpinionRule.OPTIONAL.value)
        if opinion not in set(OpinionRule):
            self._error(
                f"{path}/opinion",
                "form-outcomes",
                "应为 required、optional 或 none",
                "This must be required, optional or none",
            )
            opinion = OpinionRule.OPTIONAL
        requires = entry.get("requires", [])
        if not isinstance(requires, list):
            self._error(f"{path}/requires", "form-outcomes", "应为列表", "This must be a list")
            requires = []
        for name in requires:
            self._known_field(name, schema, f"{path}/requires")
        label = self._text(entry.get("label"), f"{path}/label")
        return Outcome(outcome_id, label, OpinionRule(opinion), tuple(map(str, requires)))

    # --- small parts --------------------------------------------------------------------------

    def _known_field(self, name: Any, schema: Mapping[str, Any], path: str) -> bool:
        if isinstance(name, str) and name in schema.get("properties", {}):
            return True
        self._error(path, "form-field", f"没有字段“{name}”", f'There is no field "{name}"')
        return False

    def _text(self, value: Any, path: str) -> Text:
        """A text in both languages; Chinese must be there, English is missed with a warning."""
        if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
            value = {}
        if value.keys() - {"zh", "en"}:
            self._error(path, "form-label", "只能有 zh 和 en", "Only zh and en are known here")
        zh, en = str(value.get("zh", "")).strip(), str(value.get("en", "")).strip()
        if not zh:
            self._error(
                path, "form-label", "缺少中文名称（zh）", "The Chinese text (zh) is missing"
            )
        elif not en:
            self._add(
                Severity.WARNING,
                path,
                "form-label",
                "缺少英文名称（en）",
                "The English text (en) is missing",
            )
        return Text(zh, en)

    def _error(self, path: str, rule: str, zh: str, en: str) -> None:
        self._errors += 1
        self._add(Severity.ERROR, path, rule, zh, en)

    def _add(self, severity: Severity, path: str, rule: str, zh: str, en: str) -> None:
        if len(self.problems) < 200:
            self.problems.append(ModelProblem(severity, rule, 0, path, Text(zh, en)))


def _without_ours(schema: Any) -> Any:
    """The schema with standard keywords only, for the check against the standard's own schema.

    The depth was limited when references were put in place.
    """
    if isinstance(schema, dict):
        kept = {k: v for k, v in schema.items() if k in STANDARD}
        for key, value in kept.items():
            if key in ("properties", "dependentSchemas") and isinstance(value, dict):
                kept[key] = {name: _without_ours(inner) for name, inner in value.items()}
            elif key in ("allOf", "anyOf", "oneOf", "prefixItems") and isinstance(value, list):
                kept[key] = [_without_ours(inner) for inner in value]
            elif key in ("items", "contains", "not", "if", "then", "else"):
                kept[key] = _without_ours(value)
        return kept
    return schema
