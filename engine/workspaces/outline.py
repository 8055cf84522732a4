"""Variables of a workspace: who writes each, who reads it (变量一览).

Made from the files as they are, finished or not: it looks at the texts of a diagram and not at the
model, so that a designer whose diagram does not pass the checks yet is helped all the same. What
cannot be read is left out here; the checks say why.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final

from engine.dmn import DecisionModel
from engine.feel import Expression, FeelError, compile_expression
from engine.model.bundle_parts import kind_of
from engine.model.expressions import HOST_FUNCTIONS, IMPLICIT_NAMES, VARIABLE_NAME
from engine.model.forms.application import START_FORM
from engine.model.limits import DEFAULT_LIMITS
from engine.model.namespaces import BPMN, ZEEBE
from engine.model.nodes import Text
from engine.xml import XmlRefused, read_xml

#: what `zeebe:` elements hold: attribute → whether it is read (an expression) or written (a name)
_READ: Final[Mapping[str, tuple[str, ...]]] = {
    "input": ("source",),
    "output": ("source",),
    "script": ("expression",),
    "loopCharacteristics": ("inputCollection", "outputElement"),
    "assignmentDefinition": ("assignee", "candidateUsers", "candidateGroups"),
    "taskSchedule": ("dueDate",),
    "subscription": ("correlationKey",),
    "publishMessage": ("correlationKey",),
}
_WRITTEN: Final[Mapping[str, tuple[str, ...]]] = {
    "input": ("target",),
    "output": ("target",),
    "script": ("resultVariable",),
    "calledDecision": ("resultVariable",),
    "loopCharacteristics": ("inputElement", "outputCollection"),
}
_EXPRESSIONS: Final = frozenset(
    {
        "conditionExpression",
        "completionCondition",
        "loopCondition",
        "loopCardinality",
        "timeDate",
        "timeDuration",
        "timeCycle",
    }
)
#: more are not listed: a diagram of that size is not read by a person
_MOST: Final = 3_000


@dataclass(frozen=True, slots=True)
class Use:
    """One place where a variable is written or read."""

    file: str
    element: str  #: id of the element, or of the form
    how: str  #: form, input, output, script, decision, loop, condition, timer, assignment …
    text: str = ""  #: the expression, where it is read


@dataclass(slots=True)
class Variable:
    """A name, and all that is known of it."""

    name: str
    type: str = ""  #: as FEEL names it; empty: not known
    label: Text | None = None
    writers: list[Use] = field(default_factory=list)
    readers: list[Use] = field(default_factory=list)
    implicit: bool = False  #: the engine sets it


@dataclass(frozen=True, slots=True)
class Outline:
    variables: Mapping[str, Variable]
    #: user tasks: id → name, for lists of duties and return targets
    steps: Mapping[str, str]
    forms: tuple[str, ...]
    decisions: Mapping[str, str]  #: decision id → name

    @property
    def names(self) -> frozenset[str]:
        """Every name an expression may use."""
        return frozenset(n for n, v in self.variables.items() if v.writers or v.implicit)

    @property
    def types(self) -> dict[str, str]:
        """Types of those whose type is known."""
        return {name: v.type for name, v in self.variables.items() if v.type}


def outline_of(files: Mapping[str, bytes], decisions: Mapping[str, DecisionModel]) -> Outline:
    """What the files of a workspace say about variables; `decisions` by id, those that are read."""
    forms = {
        PurePosixPath(path).stem: found
        for path, data in files.items()
        if kind_of(path) == "form" and (found := _form(data)) is not None
    }
    scan = _Scan(forms, decisions)
    for path in sorted(files):
        if kind_of(path) == "bpmn":
            scan.diagram(path, files[path])
    if START_FORM in forms:
        scan.form(START_FORM, f"forms/{START_FORM}.json", START_FORM)
    scan.read_all()
    named = {id_: model.decisions[id_].name for id_, model in decisions.items()}
    return Outline(dict(sorted(scan.found.items())), scan.steps, tuple(sorted(forms)), named)


class _Scan:
    def __init__(
        self, forms: Mapping[str, Mapping[str, Any]], decisions: Mapping[str, DecisionModel]
    ) -> None:
        self._forms = forms
        self._decisions = decisions
        self._texts: list[tuple[str, str, str, str]] = []
        self.found: dict[str, Variable] = {
            name: Variable(name, implicit=True) for name in IMPLICIT_NAMES
        }
        self.steps: dict[str, str] = {}

    def diagram(self, path: str, data: bytes) -> None:
        """Note every name that is written; keep the expressions for later."""
        try:
            root = read_xml(data, limits=DEFAULT_LIMITS.xml)
        except XmlRefused:
            return
        for element in root.iter():
            namespace, _, tag = str(element.tag)[1:].partition("}")
            if namespace == ZEEBE:
                self._extension(path, _owner(element), tag, element)
            elif namespace == BPMN and tag in _EXPRESSIONS:
                how = "timer" if tag.startswith("time") else "condition"
                self._keep(path, _owner(element), how, element.text or "")
            elif namespace == BPMN and tag == "userTask":
                self.steps[element.get("id") or ""] = element.get("name") or ""

    def _extension(self, path: str, owner: str, tag: str, element: Any) -> None:
        how = {"assignmentDefinition": "assignment", "calledDecision": "decision"}.get(tag, tag)
        how = {"loopCharacteristics": "loop", "taskSchedule": "deadline"}.get(how, how)
        for name in _WRITTEN.get(tag, ()):
            self._write(element.get(name) or "", Use(path, owner, how))
        for name in _READ.get(tag, ()):
            self._keep(path, owner, how, element.get(name) or "")
        if tag == "formDefinition":
            self.form(element.get("formId") or "", path, owner)
        if tag == "calledDecision":
            self._decision(path, owner, element.get("decisionId") or "", element)

    def _decision(self, path: str, owner: str, id_: str, element: Any) -> None:
        model = self._decisions.get(id_)
        if model is None:
            return
        for name in sorted(model.input_names(id_)):
            self._variable(name).readers.append(Use(path, owner, "decision", id_))
        result = self.found.get(element.get("resultVariable") or "")
        if result is not None and not result.type:
            result.type = _plain_type(model.decisions[id_].type_name)

    def form(self, form_id: str, path: str, owner: str) -> None:
        """The fields a person fills in or sees."""
        form = self._forms.get(form_id)
        if form is None:
            return
        rights = form.get("rights")
        for name, schema in _properties(form).items():
            right = rights.get(name, "write") if isinstance(rights, dict) else "write"
            variable = self._variable(name)
            if not isinstance(schema, dict) or right == "hidden":
                continue
            variable.type = variable.type or _type_of(schema)
            variable.label = variable.label or _label(schema)
            use = Use(path, owner, "form", form_id)
            (variable.writers if right == "write" else variable.readers).append(use)

    def read_all(self) -> None:
        """Who reads what; only now, because names with blanks must be known."""
        names = frozenset(self.found)
        for path, owner, how, source in self._texts[:_MOST]:
            expression = _compiled(source, names)
            if expression is not None:
                for name in sorted(expression.free_names):
                    self._variable(name).readers.append(Use(path, owner, how, source))

    def _keep(self, path: str, owner: str, how: str, text: str) -> None:
        source = text.strip()
        if source.startswith("="):
            self._texts.append((path, owner, how, source[1:].strip()))

    def _write(self, name: str, use: Use) -> None:
        name = name.strip()
        if VARIABLE_NAME.fullmatch(name) and len(self.found) < _MOST:
            self._variable(name).writers.append(use)

    def _variable(self, name: str) -> Variable:
        return self.found.setdefault(name, Variable(name))


def _owner(element: Any) -> str:
    """Id of the element around it that a designer can select."""
    for outer in element.iterancestors():
        tag = str(outer.tag)
        inner = tag.endswith(("EventDefinition", "LoopCharacteristics", "extensionElements"))
        if tag.startswith(f"{{{BPMN}}}") and outer.get("id") and not inner:
            return str(outer.get("id"))
    return ""


def _compiled(source: str, names: frozenset[str]) -> Expression | None:
    try:
        return compile_expression(source, names=names, functions=HOST_FUNCTIONS)
    except FeelError:
        return None


def _form(data: bytes) -> Mapping[str, Any] | None:
    if len(data) > 256 * 1024:
        return None
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _properties(form: Mapping[str, Any]) -> Mapping[str, Any]:
    schema = form.get("schema")
    found = schema.get("properties") if isinstance(schema, dict) else None
    return dict(_first(found.items(), 300)) if isinstance(found, dict) else {}


def _first(items: Iterable[Any], count: int) -> Iterator[Any]:
    for _, item in zip(range(count), items, strict=False):
        yield item


def _type_of(schema: Mapping[str, Any]) -> str:
    kind, form = schema.get("type"), schema.get("format")
    if isinstance(kind, list):
        kind = next((each for each in kind if each != "null"), None)
    if kind == "string":
        by_format = {"decimal": "number", "date": "date", "date-time": "date and time"}
        return by_format.get(form, "string") if isinstance(form, str) else "string"
    known = {"integer": "number", "number": "number", "boolean": "boolean", "array": "list"}
    return known.get(kind, "") if isinstance(kind, str) else ""


def _plain_type(name: str) -> str:
    return name if name in ("string", "number", "boolean", "date", "date and time") else ""


def _label(schema: Mapping[str, Any]) -> Text | None:
    label = schema.get("x-label")
    if not isinstance(label, dict):
        return None
    return Text(str(label.get("zh", "")), str(label.get("en", "")))
