"""Compare two bundles."""

from __future__ import annotations

from collections.abc import Mapping

from engine.comparing.changes import Change, Comparison, Group, Kind, plain
from engine.comparing.flows import compare_flows
from engine.comparing.forms import compare_forms
from engine.comparing.tables import compare_tables
from engine.model.bundle import Bundle
from engine.model.bundle_parts import kind_of
from engine.model.layout import places
from engine.model.nodes import Text


def compare(before: Bundle | None, after: Bundle) -> Comparison:
    """Every difference; against nothing, everything is new."""
    old_diagrams = before.diagrams if before is not None else {}
    changes = compare_flows(old_diagrams, after.diagrams)
    changes += compare_tables(before.decisions if before else {}, after.decisions)
    changes += compare_forms(before.forms if before else {}, after.forms)
    files = before.files if before is not None else {}
    changes += _other_files(files, after.files)
    changes += _layout(files, after.files)
    if not changes:
        changes += _unexplained(files, after.files)
    return Comparison.of(before.sha256 if before else "", after.sha256, changes)


def _other_files(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[Change]:
    found = []
    for path in sorted({*before, *after}):
        if kind_of(path) in ("bpmn", "dmn", "form") or before.get(path) == after.get(path):
            continue
        if path not in before:
            kind, zh, en = Kind.ADDED, "新增", "is new"
        elif path not in after:
            kind, zh, en = Kind.REMOVED, "删除", "was removed"
        else:
            kind, zh, en = Kind.CHANGED, "更改", "changed"
        what_zh, what_en = ("场景", "scenario") if kind_of(path) == "scenario" else ("文件", "file")
        text = Text(f"{zh}{what_zh} {path}", f"The {what_en} {path} {en}")
        found.append(Change(Group.FILE, kind, text, file=path, element=path))
    return found


def _layout(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[Change]:
    """One line per diagram, with how much of it was only moved."""
    found = []
    for path in sorted(set(before) & set(after)):
        if kind_of(path) != "bpmn" or before[path] == after[path]:
            continue
        old, new = places(before[path]), places(after[path])
        moved = sorted(id for id in old.keys() & new.keys() if old[id] != new[id])
        if moved:
            text = Text(
                f"{path}中移动了{len(moved)}个图形，不影响办理",
                f"{len(moved)} shapes of {path} were moved; nothing runs differently",
            )
            found.append(
                Change(
                    Group.LAYOUT,
                    Kind.CHANGED,
                    text,
                    file=path,
                    what="moved",
                    after=plain(" ".join(moved[:500])),
                )
            )
    return found


def _unexplained(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[Change]:
    """Files that differ in nothing that runs or is drawn: blanks, comments, tools' marks."""
    return [
        Change(
            Group.FILE,
            Kind.CHANGED,
            Text(
                f"{path}只有书写上的差别，办理与图形均不变",
                f"{path} is only written differently; it runs and looks the same",
            ),
            file=path,
            element=path,
        )
        for path in sorted(set(before) & set(after))
        if before[path] != after[path]
    ]
