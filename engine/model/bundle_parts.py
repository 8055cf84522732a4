"""The kinds of files in a bundle, each read with its own reader into one report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from engine.dmn import DecisionModel, DmnRefused, read_dmn
from engine.model.cache import diagram_cache
from engine.model.expressions import HOST_FUNCTIONS
from engine.model.forms import Form, read_forms
from engine.model.nodes import Diagram, ModelProblem, Severity, Text
from engine.model.problems import DiagramRefused


@dataclass(frozen=True, slots=True)
class BundleProblem:
    """One line of the report on a bundle."""

    file: str  #: path inside the bundle; empty: the bundle as a whole
    problem: ModelProblem


def kind_of(path: str) -> str:
    """bpmn, dmn, form or scenario; empty for what has no place in a bundle."""
    parts = PurePosixPath(path).parts
    suffix = PurePosixPath(path).suffix
    if len(parts) == 1 and suffix in (".bpmn", ".dmn"):
        return suffix[1:]
    if len(parts) == 2 and parts[0] == "forms" and suffix == ".json":
        return "form"
    if len(parts) >= 2 and parts[0] == "scenarios":
        return "scenario"
    return ""


def read_diagrams(files: Mapping[str, bytes], report: list[BundleProblem]) -> dict[str, Diagram]:
    """The diagrams by path; what is wrong or worth knowing goes into the report."""
    found: dict[str, Diagram] = {}
    for path in sorted(files):
        if kind_of(path) != "bpmn":
            continue
        try:
            diagram = diagram_cache(files[path])
        except DiagramRefused as refused:
            report.extend(BundleProblem(path, problem) for problem in refused.problems)
            continue
        found[path] = diagram
        report.extend(BundleProblem(path, problem) for problem in diagram.problems)
    return found


def read_decisions(
    files: Mapping[str, bytes], report: list[BundleProblem]
) -> dict[str, DecisionModel]:
    """The decision models by decision id; a model stands once for each of its decisions."""
    found: dict[str, DecisionModel] = {}
    imports = {path: data for path, data in files.items() if kind_of(path) == "dmn"}
    for path in sorted(files):
        if kind_of(path) != "dmn":
            continue
        try:
            model = read_dmn(files[path], imports=imports, functions=HOST_FUNCTIONS)
        except DmnRefused as refused:
            for remark in refused.problems:
                text = Text(remark.message_zh, remark.message_en)
                problem = ModelProblem(Severity.ERROR, remark.rule, remark.line, remark.id, text)
                report.append(BundleProblem(path, problem))
            continue
        for remark in model.warnings:
            text = Text(remark.message_zh, remark.message_en)
            problem = ModelProblem(Severity.WARNING, remark.rule, remark.line, remark.id, text)
            report.append(BundleProblem(path, problem))
        for decision_id in model.decisions:
            if decision_id in found:
                tell(
                    report,
                    path,
                    "decision-twice",
                    f"决策“{decision_id}”在发布包中重复",
                    f'The decision "{decision_id}" is in the bundle twice',
                )
            found[decision_id] = model
    return found


def read_bundle_forms(files: Mapping[str, bytes], report: list[BundleProblem]) -> dict[str, Form]:
    """The forms by id."""
    forms, problems = read_forms(
        {PurePosixPath(path).name: data for path, data in files.items() if kind_of(path) == "form"}
    )
    for name, found in problems.items():
        report.extend(BundleProblem(f"forms/{name}", problem) for problem in found)
    return forms


def tell(report: list[BundleProblem], path: str, rule: str, zh: str, en: str) -> None:
    """Add an error about a whole file."""
    report.append(BundleProblem(path, ModelProblem(Severity.ERROR, rule, 0, "", Text(zh, en))))
