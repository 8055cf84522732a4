"""Read a diagram: bytes in, an immutable node table or the full report of problems out.

The reader is the gate: what it lets through runs as drawn. Bytes only; sizes, depth and ids are
limited first; one pass over the elements, one over the references, and nothing recurses.
"""

from __future__ import annotations

import hashlib

from engine.model.catalogue import Catalogue
from engine.model.checks import run_checks
from engine.model.compiling import Compiler
from engine.model.events import Events
from engine.model.expressions import Expressions
from engine.model.items import Item
from engine.model.limits import DEFAULT_LIMITS, ModelLimits
from engine.model.nodes import Diagram, ModelProblem, ProcessModel, Severity, Text
from engine.model.problems import DiagramRefused, ProblemLog
from engine.model.references import Drafts
from engine.model.sizes import sizes_fit
from engine.model.survey import Survey
from engine.xml import XmlRefused, read_xml

#: Attributes whose value becomes a variable; expressions may use these names, with their blanks.
_NAMING_ATTRIBUTES = ("target", "resultVariable", "inputElement", "outputCollection")


def read_diagram(data: bytes, *, limits: ModelLimits = DEFAULT_LIMITS) -> Diagram:
    """The node tables of the executable processes of one file.

    Raises: DiagramRefused with every problem of the file; TypeError when `data` is not bytes.
    """
    log = ProblemLog(limits.problems)
    try:
        root = read_xml(data, limits.xml)
    except XmlRefused as refused:
        raise DiagramRefused(
            ModelProblem(Severity.ERROR, p.rule_id, p.line, "", Text(p.message_zh, p.message_en))
            for p in refused.problems
        ) from None
    survey = Survey(log)
    definitions = survey.walk(root)
    processes: dict[str, ProcessModel] = {}
    if definitions is not None:
        processes = _processes(definitions, survey, log, limits)
        if not processes:
            log.warning(
                "no-executable-process",
                definitions.line,
                "",
                "文件中没有可执行的流程，只能作为图示",
                "The file holds no executable process; it is a picture only",
            )
    if log.errors:
        raise DiagramRefused(log.report())
    return Diagram(hashlib.sha256(data).hexdigest(), data, processes, log.report())


def _processes(
    definitions: Item, survey: Survey, log: ProblemLog, limits: ModelLimits
) -> dict[str, ProcessModel]:
    found = list(definitions.all("process"))
    if not sizes_fit(found, log, limits):
        return {}
    expressions = Expressions(log, _variable_names(definitions))
    events = Events(log, Catalogue.of(definitions, log), expressions)
    models: dict[str, ProcessModel] = {}
    for process in found:
        if not process.id:
            log.error("missing-id", process.line, "", "流程没有 id", "This process has no id")
        drafts = Drafts(process, log, survey.refused_ids, limits)
        model = Compiler(drafts, log, events, expressions, limits).compile()
        whole = not (drafts.broken or survey.refused_ids)
        for problem in run_checks(model, whole_graph=whole):
            log.add(problem)
        models[process.id] = model
    return models


def _variable_names(definitions: Item) -> set[str]:
    names: set[str] = set()
    waiting = [definitions]
    while waiting:
        item = waiting.pop()
        waiting.extend(item.children)
        for attribute in _NAMING_ATTRIBUTES:
            if name := item.get(attribute):
                names.add(name)
    return names
