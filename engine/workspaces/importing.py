"""Files somebody brings along become the files of a workspace: a diagram, a table, a zip.

What cannot be read is taken all the same, with its text: the designer repairs it in the source
view. What has no place in a bundle is left out, and told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from engine.model.bundle import SHARED
from engine.model.bundle_parts import kind_of
from engine.model.limits import DEFAULT_LIMITS
from engine.model.namespaces import BPMN
from engine.workspaces.errors import NothingToDraw, WorkspacePathNotAllowed
from engine.workspaces.paths import checked_path, key_from_name
from engine.xml import XmlRefused, read_xml


@dataclass(frozen=True, slots=True)
class Imported:
    key: str
    title: str
    files: Mapping[str, bytes]
    left_out: tuple[str, ...]  #: paths that have no place in a bundle


def imported(name: str, files: Mapping[str, bytes]) -> Imported:
    """The files as a workspace takes them; `name` is that of the file that was brought.

    Raises: NothingToDraw.
    """
    taken, left_out = {}, []
    for path, content in files.items():
        try:
            taken[checked_path(path)] = content
        except WorkspacePathNotAllowed:
            left_out.append(path)
    if not taken:
        raise NothingToDraw
    diagrams = [path for path in taken if kind_of(path) == "bpmn"]
    if len(diagrams) != 1:
        stem = key_from_name(name)
        named = next((p for p in diagrams if PurePosixPath(p).stem == stem), "")
        key = stem if named else SHARED
        return Imported(key, _title(taken.get(named, b""), key), taken, tuple(sorted(left_out)))
    path = diagrams[0]
    key = process_key(taken[path]) or key_from_name(path)
    content = taken.pop(path)
    taken[f"{key}.bpmn"] = content
    return Imported(key, _title(content, key), taken, tuple(sorted(left_out)))


def one_file(name: str, content: bytes) -> dict[str, bytes]:
    """A file that comes alone, at its place in a bundle."""
    lower = name.lower()
    stem = key_from_name(name)
    if lower.endswith(".dmn"):
        return {f"{stem}.dmn": content}
    if lower.endswith(".json"):
        return {f"forms/{stem}.json": content}
    if lower.endswith((".bpmn", ".xml", ".bpmn20.xml")):
        return {f"{stem.removesuffix('.bpmn20')}.bpmn": content}
    return {name: content}


def process_key(content: bytes) -> str:
    """Id of the first executable process of a diagram; empty where it cannot be read."""
    found = _processes(content)
    runs = [id_ for id_, _name, executable in found if executable]
    first = next(iter(runs or [id_ for id_, _name, _executable in found]), "")
    return first if key_from_name(f"{first}.x") == first else ""


def _title(content: bytes, key: str) -> str:
    return next((name for id_, name, _ in _processes(content) if id_ == key and name), key)


def _processes(content: bytes) -> list[tuple[str, str, bool]]:
    try:
        root = read_xml(content, limits=DEFAULT_LIMITS.xml)
    except XmlRefused:
        return []
    return [
        (each.get("id") or "", each.get("name") or "", each.get("isExecutable") in ("true", "1"))
        for each in root.iterchildren(f"{{{BPMN}}}process")
    ]
