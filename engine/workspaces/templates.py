"""Templates (模板) a new workspace can begin with; folders beside this file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.model.nodes import Text
from engine.workspaces.errors import TemplateNotFound

_FOLDER: Final = Path(__file__).parent / "templates"
#: stands in the files of a template for the key of the process
_PLACEHOLDER: Final = "new_process"


@dataclass(frozen=True, slots=True)
class Template:
    id: str
    title: Text
    help: Text


TEMPLATES: Final = (
    Template(
        "approval",
        Text("审批流程", "Approval"),
        Text(
            "受理、初审、审批，可退回补正，逾期视为撤回。",
            "Acceptance, review and decision; correction with a deadline.",
        ),
    ),
    Template(
        "countersign",
        Text("会签流程", "Countersign"),
        Text(
            "初审后多部门并行会签，任一不同意即结束。",
            "After a review several bureaus sign in parallel; one may veto.",
        ),
    ),
    Template(
        "blank",
        Text("空白流程", "Blank"),
        Text("只有开始、结束和一张申请表。", "A start, an end and an application form."),
    ),
)


def template_files(template: str, key: str) -> dict[str, bytes]:
    """The files of the template for a process of this key. Raises: TemplateNotFound."""
    if template not in {each.id for each in TEMPLATES}:
        raise TemplateNotFound(template)
    folder = _FOLDER / template
    found: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix().replace(_PLACEHOLDER, key)
            found[name] = path.read_bytes().replace(_PLACEHOLDER.encode(), key.encode())
    return found
