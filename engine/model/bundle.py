"""A bundle (发布包): the diagrams, decision tables and forms of one process, read and checked.

The content hash runs over a canonical listing (path and SHA-256 of each file, in the order of
paths), so equal files give an equal hash whatever they were packed in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from engine.dmn import DecisionModel
from engine.model.bundle_checks import Known, check_bundle
from engine.model.bundle_parts import (
    BundleProblem,
    kind_of,
    read_bundle_forms,
    read_decisions,
    read_diagrams,
    tell,
)
from engine.model.forms import Form
from engine.model.nodes import Diagram, ProcessModel, Severity

__all__ = [
    "SHARED",
    "Bundle",
    "BundleHasErrors",
    "BundleProblem",
    "Known",
    "content_hash",
    "read_bundle",
]

#: Key of the bundle whose tables and sub-processes several others use.
SHARED: Final = "shared"


class BundleHasErrors(ValueError):
    """The bundle cannot be deployed; `problems` is the whole report, warnings included."""

    def __init__(self, problems: tuple[BundleProblem, ...]) -> None:
        self.problems = problems
        super().__init__(
            "; ".join(
                f"{p.file}:{p.problem.line}: {p.problem.message.en}"
                for p in problems
                if p.problem.severity is Severity.ERROR
            )
        )

    @property
    def errors(self) -> tuple[BundleProblem, ...]:
        """Only what stands in the way of deploying."""
        return tuple(p for p in self.problems if p.problem.severity is Severity.ERROR)


@dataclass(frozen=True, slots=True)
class Bundle:
    """What is deployed together; immutable."""

    key: str  #: the process key, or "shared"
    sha256: str
    files: Mapping[str, bytes] = field(repr=False)
    diagrams: Mapping[str, Diagram]  #: path → diagram
    processes: Mapping[str, ProcessModel]  #: process id → model, the bundle's own process first
    decisions: Mapping[str, DecisionModel]  #: decision id → the model that holds it
    forms: Mapping[str, Form]  #: form id → form
    problems: tuple[BundleProblem, ...]  #: warnings and carried parts; never an error

    @property
    def main(self) -> ProcessModel | None:
        """The process the bundle is named after; None for shared bundles."""
        return self.processes.get(self.key)

    @property
    def diagram(self) -> Diagram | None:
        """The diagram that holds the main process."""
        return next((d for d in self.diagrams.values() if self.key in d.processes), None)

    @property
    def called_processes(self) -> frozenset[str]:
        """Processes that are called and are not in this bundle."""
        called = {name for model in self.processes.values() for name in model.called_processes}
        return frozenset(called - self.processes.keys())

    @property
    def called_decisions(self) -> frozenset[str]:
        """Decisions that are called and are not in this bundle."""
        called = {name for model in self.processes.values() for name in model.called_decisions}
        return frozenset(called - self.decisions.keys())

    @property
    def names_read(self) -> frozenset[str]:
        """Variables a step of this bundle's processes may read, its own decisions included."""
        names = {name for model in self.processes.values() for name in model.names_read}
        for decision_id, model in self.decisions.items():
            names |= model.input_names(decision_id)
        return frozenset(names)

    def known(self) -> Known:
        """What this bundle offers to others."""
        return Known(dict(self.processes), frozenset(self.decisions), _inputs(self.decisions))


def read_bundle(files: Mapping[str, bytes], *, key: str = "", known: Known | None = None) -> Bundle:
    """Read and check all files of one bundle, given by path inside it.

    `key` is the process key ("shared" for the shared bundle; taken from the one diagram when
    empty). `known` is what other bundles offer: without it a process or decision that is not in
    the bundle is only a warning, because it may be deployed elsewhere.

    Raises: BundleHasErrors with every problem of every file.
    """
    report: list[BundleProblem] = []
    key = key or _key_of(files)
    diagrams, decisions = read_diagrams(files, report), read_decisions(files, report)
    forms = read_bundle_forms(files, report)
    for path in sorted(files):
        if kind_of(path) == "":
            tell(report, path, "unexpected-file", "发布包中不应有此文件", "Unexpected file")
    processes = _processes(key, diagrams, report)
    report.extend(
        BundleProblem(path, problem)
        for path, problem in check_bundle(
            diagrams=diagrams,
            forms=forms,
            decisions=frozenset(decisions),
            decision_inputs=_inputs(decisions),
            known=known,
        )
    )
    if key != SHARED and key not in processes and not _has_error(report):
        tell(
            report,
            "",
            "bundle-key",
            f"发布包中没有可执行的流程“{key}”",
            f'The bundle holds no executable process "{key}"',
        )
    problems = tuple(report)
    if _has_error(report):
        raise BundleHasErrors(problems)
    return Bundle(
        key, content_hash(files), dict(files), diagrams, processes, decisions, forms, problems
    )


def content_hash(files: Mapping[str, bytes]) -> str:
    """SHA-256, hexadecimal, over one line "<sha256 of the file>  <path>\\n" per file by path."""
    listing = hashlib.sha256()
    for path in sorted(files):
        listing.update(f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n".encode())
    return listing.hexdigest()


def _key_of(files: Mapping[str, bytes]) -> str:
    names = [PurePosixPath(path).stem for path in sorted(files) if kind_of(path) == "bpmn"]
    return names[0] if len(names) == 1 else SHARED


def _processes(
    key: str, diagrams: Mapping[str, Diagram], report: list[BundleProblem]
) -> dict[str, ProcessModel]:
    found: dict[str, ProcessModel] = {}
    for path, diagram in diagrams.items():
        for process_id, model in diagram.processes.items():
            if process_id in found:
                tell(
                    report,
                    path,
                    "process-twice",
                    f"流程“{process_id}”在发布包中重复",
                    f'The process "{process_id}" is in the bundle twice',
                )
            found[process_id] = model
    if key in found:
        return {key: found.pop(key), **found}
    return found


def _inputs(decisions: Mapping[str, DecisionModel]) -> dict[str, frozenset[str]]:
    return {name: model.input_names(name) for name, model in decisions.items()}


def _has_error(report: list[BundleProblem]) -> bool:
    return any(p.problem.severity is Severity.ERROR for p in report)
