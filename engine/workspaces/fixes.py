"""Fixes (修复建议) of problems that can be repaired with one click: what the designer would do.

A fix is told, never done here: the designer's own editor carries it out, so that it can be undone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import Final

from engine.model.bundle_parts import BundleProblem, kind_of
from engine.model.nodes import Text
from engine.workspaces.outline import Outline

_QUOTED: Final = re.compile(r"“([^”]+)”")
_FILE_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,90}")


@dataclass(frozen=True, slots=True)
class Fix:
    """One thing to do: `act` names it for the editor, `facts` are what it needs."""

    act: str
    label: Text
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Scene:
    each: BundleProblem
    files: Mapping[str, bytes]
    outline: Outline
    decisions: frozenset[str]
    key: str

    @property
    def quoted(self) -> str:
        """The name the message speaks of."""
        found = _QUOTED.search(self.each.problem.message.zh)
        return found[1] if found else ""


def fix_of(
    each: BundleProblem,
    files: Mapping[str, bytes],
    outline: Outline,
    decisions: Iterable[str],
    key: str,
) -> Fix | None:
    """What would repair the problem; None where only a person knows."""
    make = _FIXES.get(each.problem.rule)
    scene = _Scene(each, files, outline, frozenset(decisions), key)
    return make(scene) if make is not None else None


def _remove_file(scene: _Scene) -> Fix:
    return Fix("remove-file", Text("移除此文件", "Remove this file"), {"path": scene.each.file})


def _missing_form(scene: _Scene) -> Fix | None:
    found = re.search(r"forms/([A-Za-z][\w-]*)\.json", scene.each.problem.message.zh)
    if found is None:
        return None
    label = Text(f"新建表单“{found[1]}”", f'Create the form "{found[1]}"')
    return Fix("create-form", label, {"form": found[1]})


def _nearest_variable(scene: _Scene) -> Fix | None:
    return _rename(scene, scene.outline.names)


def _nearest_decision(scene: _Scene) -> Fix | None:
    """The name that was meant, else a new table of this name."""
    near = _rename(scene, scene.decisions)
    if near is not None or not _FILE_NAME.fullmatch(scene.quoted):
        return near
    label = Text(f"新建决策表“{scene.quoted}”", f'Create the table "{scene.quoted}"')
    return Fix("create-table", label, {"decision": scene.quoted})


def _rename(scene: _Scene, names: Iterable[str]) -> Fix | None:
    close = get_close_matches(scene.quoted, sorted(names), 1, 0.7)
    if not close or close[0] == scene.quoted:
        return None
    label = Text(f"改为“{close[0]}”", f'Change it to "{close[0]}"')
    facts = {"element": scene.each.problem.element, "from": scene.quoted, "to": close[0]}
    return Fix("rename-in-expression", label, facts)


def _form_id(scene: _Scene) -> Fix | None:
    if kind_of(scene.each.file) != "form":
        return None
    stem = PurePosixPath(scene.each.file).stem
    label = Text(f"把 id 改为“{stem}”", f'Set the id to "{stem}"')
    return Fix("set-form-id", label, {"path": scene.each.file, "id": stem})


def _process_id(scene: _Scene) -> Fix:
    label = Text(f"把流程标识改为“{scene.key}”", f'Set the process id to "{scene.key}"')
    return Fix("set-process-id", label, {"id": scene.key})


def _at_element(kind: str, zh: str, en: str) -> Callable[[_Scene], Fix]:
    """A fix that leads to the element, or does one thing there."""
    return lambda scene: Fix(kind, Text(zh, en), {"element": scene.each.problem.element})


def _property(name: str, zh: str, en: str) -> Callable[[_Scene], Fix]:
    """A fix that leads to a property of the element."""
    return lambda scene: Fix(
        "edit-property",
        Text(zh, en),
        {"element": scene.each.problem.element, "property": name},
    )


_FIXES: Final[Mapping[str, Callable[[_Scene], Fix | None]]] = {
    "unexpected-file": _remove_file,
    "form-unused": _remove_file,
    "gateway-default": _at_element(
        "set-default-flow", "把最后一条流出设为默认流", "Make the last way out the default flow"
    ),
    "gateway-condition": _at_element("edit-condition", "填写条件", "Enter the condition"),
    "implicit-end": _at_element("append", "接着画下一步", "Draw what comes next"),
    "correction-step": _at_element("edit-form", "选择表单", "Choose a form"),
    "case-state": _property("huiqian:state", "选择办件状态", "Choose a state of the case"),
    "form-missing": _missing_form,
    "name-en": _property("huiqian:name.en", "填写英文名称", "Enter the English name"),
    "name-zh": _at_element("edit-name", "填写中文名称", "Enter the Chinese name"),
    "user-task-nobody": _at_element("edit-assignment", "指定办理岗位", "Say who acts"),
    "bad-number": _property(
        "huiqian:limitWorkingDays", "填写工作日数", "Enter a number of working days"
    ),
    "unknown-variable": _nearest_variable,
    "decision-missing": _nearest_decision,
    "form-id": _form_id,
    "bundle-key": _process_id,
    "no-executable-process": _at_element("set-executable", "设为可执行", "Make it executable"),
    "not-executable": _at_element("set-executable", "设为可执行", "Make it executable"),
}
