"""Read a decision model: documents, types, graph, then one report."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from lxml import etree

from engine.dmn.graph import DecisionNode, Graph, InputNode, ServiceNode
from engine.dmn.limits import DEFAULT_LIMITS, DmnLimits
from engine.dmn.model import Decision, DecisionModel, Decisions
from engine.dmn.reading.boxes import READERS
from engine.dmn.reading.compiling import Compiler
from engine.dmn.reading.documents import Document, read_documents
from engine.dmn.reading.expressions import ExpressionReader
from engine.dmn.reading.gate import Carried
from engine.dmn.reading.graphs import GraphReader
from engine.dmn.reading.items import Types
from engine.dmn.reading.report import Report, ReportFull
from engine.dmn.tables.table import DecisionTable

_PLAIN = re.compile(r"[^\W\d]\w*")
_NAMED = ("itemComponent", "variable", "output", "column", "decision", "businessKnowledgeModel")
_NO_IMPORTS: Mapping[str, bytes] = {}


def read_dmn(
    data: bytes,
    *,
    imports: Mapping[str, bytes] = _NO_IMPORTS,
    limits: DmnLimits = DEFAULT_LIMITS,
    functions: Collection[str] = (),
    strict: bool = True,
) -> DecisionModel:
    """Read a DMN 1.1 to 1.5 document (读取决策模型).

    `imports`: bytes of the models it imports, by namespace, location or file name. `functions`:
    names of the host's functions that `EvaluationContext.functions` will hold. `strict=False`
    turns expressions that cannot be compiled or speak of unknown names into warnings and nulls, as
    the standard has it; what may be deployed is read strictly.

    Raises: DmnRefused with all problems in one report.
    """
    report = Report(limits.problems)
    try:
        documents, carried = read_documents(data, imports, report, limits)
        report.refuse_if_any()
        graph = _graph(documents, report, limits, frozenset(functions), strict=strict)
    except ReportFull:
        graph = None
    report.refuse_if_any()
    assert graph is not None  # a full report holds problems
    return _model(documents, graph, carried, report, limits)


def _graph(
    documents: list[Document],
    report: Report,
    limits: DmnLimits,
    functions: frozenset[str],
    *,
    strict: bool,
) -> Graph:
    types: dict[str, Types] = {}
    for document in documents:
        names = frozenset(
            element.get("name") or ""
            for element in document.root.iterchildren(f"{document.prefix}itemDefinition")
        )
        compiler = Compiler(report, limits, functions, strict)
        types[document.namespace] = Types(compiler, document.prefix, names)
    for document in documents:
        own = types[document.namespace]
        for alias, namespace in document.imports.items():
            if namespace in types:
                own.imported[alias] = own.by_namespace[namespace] = types[namespace]
    for document in documents:
        report.document = document.label
        types[document.namespace].read(document.root)
    report.refuse_if_any()
    members = _members(documents)
    reader = GraphReader(
        documents,
        {
            namespace: ExpressionReader(one.compiler, one, READERS)
            for namespace, one in types.items()
        },
        report,
        members,
        frozenset(name for name in members if not _is_plain(name)),
        limits.nodes,
    )
    return reader.read()


def _members(documents: list[Document]) -> frozenset[str]:
    """All names that may stand after a point."""
    found: set[str] = set()
    for document in documents:
        for element in document.root.iter(*(f"{document.prefix}{tag}" for tag in _NAMED)):
            found.add(element.get("name") or "")
    return frozenset(found - {""})


def _is_plain(name: str) -> bool:
    """Whether the parser finds the name without being told: words with blanks between them."""
    return all(_PLAIN.fullmatch(word) for word in name.split(" "))


def _model(
    documents: list[Document],
    graph: Graph,
    carried: list[Carried],
    report: Report,
    limits: DmnLimits,
) -> DecisionModel:
    first, *others = documents
    decisions = {
        key.id: _decision(graph, node)
        for key, node in graph.nodes.items()
        if isinstance(node, DecisionNode) and key.namespace == first.namespace
    }
    services = {
        key.id: node.name
        for key, node in graph.nodes.items()
        if isinstance(node, ServiceNode) and key.namespace == first.namespace
    }
    root: etree._Element = first.root
    return DecisionModel(
        namespace=first.namespace,
        name=root.get("name") or "",
        version=first.version,
        sha256=first.sha256,
        imports_sha256={document.namespace: document.sha256 for document in others},
        decisions=Decisions(decisions),
        services=services,
        warnings=tuple(sorted(set(report.warnings))),
        carried=tuple(carried),
        graph=graph,
        limits=limits,
    )


def _decision(graph: Graph, node: DecisionNode) -> Decision:
    needed: set[str] = set()
    for key in graph.orders[node.key]:
        other = graph.nodes[key]
        if isinstance(other, InputNode):
            needed.add(other.name)
        elif isinstance(other, DecisionNode):
            needed |= other.undeclared | ({other.name} if other.logic is None else set())
    return Decision(
        id=node.key.id,
        name=node.name,
        line=node.place.line,
        description=node.description,
        question=node.question,
        allowed_answers=node.allowed_answers,
        logic="" if node.logic is None else node.logic.tag,
        table=node.logic if isinstance(node.logic, DecisionTable) else None,
        type_name="" if node.type is None else node.type.name,
        requires=tuple(
            requirement.key.id
            for requirement in node.requires
            if isinstance(graph.nodes[requirement.key], DecisionNode)
        ),
        input_names=frozenset(needed),
    )
