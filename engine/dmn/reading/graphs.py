"""Inputs, decisions, knowledge models and services of all documents, and what they require."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter

from lxml import etree

from engine.dmn.graph import (
    DecisionNode,
    Graph,
    InputNode,
    Key,
    KnowledgeNode,
    Node,
    Requirement,
    ServiceNode,
)
from engine.dmn.logic.boxed import Boxed
from engine.dmn.making import orders_of
from engine.dmn.reading.compiling import Names
from engine.dmn.reading.documents import Document
from engine.dmn.reading.expressions import ExpressionReader
from engine.dmn.reading.report import Report
from engine.dmn.reading.tables import read_table
from engine.dmn.types import FeelType, result_of

_KINDS = ("inputData", "decision", "businessKnowledgeModel", "decisionService")


@dataclass(slots=True)
class Sketch:
    """An element before its logic is read: enough to refer to it."""

    key: Key
    tag: str
    element: etree._Element
    document: Document
    name: str
    variable: str
    type: FeelType | None


@dataclass(slots=True)
class GraphReader:
    """Reads the graph of all documents together, because requirements cross them."""

    documents: list[Document]
    readers: Mapping[str, ExpressionReader]
    report: Report
    all_members: frozenset[str]
    odd_members: frozenset[str]
    most_nodes: int
    sketches: dict[Key, Sketch] = field(default_factory=dict)
    nodes: dict[Key, Node] = field(default_factory=dict)

    def read(self) -> Graph:
        """Return the compiled graph; problems are in the report."""
        for document in self.documents:
            self.report.document = document.label
            self._sketch(document)
        if len(self.sketches) > self.most_nodes:
            self.report.problem(
                self.documents[0].root,
                "dmn.nodes",
                f"模型有 {len(self.sketches)} 个节点，上限为 {self.most_nodes}",
                f"The model has {len(self.sketches)} nodes; {self.most_nodes} are allowed",
            )
            return Graph({})
        for sketch in self.sketches.values():
            self.report.document = sketch.document.label
            self.nodes[sketch.key] = _NODE_READERS[sketch.tag](self, sketch)
        self.report.document = ""
        position = self._positions()
        return Graph(self.nodes, {} if position is None else orders_of(self.nodes, position))

    def _sketch(self, document: Document) -> None:
        names: set[str] = set()
        types = self.readers[document.namespace].types
        for element in document.root:
            tag = etree.QName(element).localname
            if tag not in _KINDS:
                continue
            name, identifier = element.get("name") or "", element.get("id") or ""
            if not name or not identifier or name in names:
                self.report.problem(
                    element,
                    "dmn.name",
                    f"{tag} 须有 id 和不重复的名称（现为“{name}”）",
                    f'{tag} needs an id and a name of its own (it is "{name}")',
                )
            names.add(name)
            variable = element.find(f"{document.prefix}variable")
            label = name if variable is None else variable.get("name") or name
            key = Key(document.namespace, identifier)
            self.sketches[key] = Sketch(
                key, tag, element, document, name, label, types.of_attribute(variable)
            )

    def requirements(self, sketch: Sketch) -> tuple[Requirement, ...]:
        """What the element requires; references that lead nowhere are reported."""
        found: list[Requirement] = []
        for group in sketch.element:
            wanted = _REQUIREMENTS.get(etree.QName(group).localname)
            if wanted is None:
                continue
            references = [c for c in group if etree.QName(c).localname in wanted]
            if len(references) != 1:
                self.report.problem(
                    group,
                    "dmn.requirement",
                    "一条依赖须指明一个元素",
                    "A requirement names exactly one element",
                )
            for reference in references:
                kinds = wanted[etree.QName(reference).localname]
                target = self.target(reference, sketch.document, kinds)
                if target is not None:
                    found.append(self._requirement(target, sketch.document))
        return tuple(dict.fromkeys(found))

    def target(
        self, reference: etree._Element, document: Document, kinds: Iterable[str]
    ) -> Sketch | None:
        """The element that an `href` names."""
        href = (reference.get("href") or "").strip()
        namespace, _, identifier = href.rpartition("#")
        sketch = self.sketches.get(Key(namespace or document.namespace, identifier))
        visible = {document.namespace, *document.imports.values()}
        if sketch is None or sketch.tag not in kinds or sketch.key.namespace not in visible:
            self.report.problem(
                reference,
                "dmn.href",
                f"引用“{href}”找不到相应的元素",
                f'The reference "{href}" leads to no such element',
            )
            return None
        return sketch

    def names(self, requires: Iterable[Requirement], *, may_be_open: bool, own: Document) -> Names:
        """What the logic of an element may speak of."""
        visible = frozenset(r.alias or r.variable for r in requires)
        inputs = any(
            sketch.tag == "inputData" and sketch.document is own
            for sketch in self.sketches.values()
        )
        return Names(visible, self.odd_members, self.all_members, open=may_be_open and not inputs)

    def known_types(self, requires: Iterable[Requirement]) -> dict[str, FeelType]:
        """Declared types of the variables, for static checks."""
        found: dict[str, FeelType] = {}
        for requirement in requires:
            type_ = self.sketches[requirement.key].type
            if type_ is not None and not requirement.alias:
                found[requirement.variable] = type_
        return found

    def _requirement(self, target: Sketch, document: Document) -> Requirement:
        alias = ""
        if target.document is not document:
            for name, namespace in document.imports.items():
                if namespace == target.key.namespace:
                    alias = name
        return Requirement(target.key, alias, target.variable)

    def _positions(self) -> dict[Key, int] | None:
        sorter: TopologicalSorter[Key] = TopologicalSorter()
        for key, node in self.nodes.items():
            if isinstance(node, ServiceNode):
                sorter.add(key, *node.outputs)
            elif not isinstance(node, InputNode):
                sorter.add(key, *(requirement.key for requirement in node.requires))
            else:
                sorter.add(key)
        try:
            return {key: number for number, key in enumerate(sorter.static_order())}
        except CycleError as error:
            circle = " → ".join(self.sketches[key].name for key in error.args[1])
            self.report.problem(
                self.sketches[error.args[1][0]].element,
                "dmn.cycle",
                f"决策相互依赖，形成循环：{circle}",
                f"The decisions require one another in a circle: {circle}",
            )
            return None


#: Requirement → the references inside that count, and what each may lead to.
_REQUIREMENTS: dict[str, dict[str, tuple[str, ...]]] = {
    "informationRequirement": {
        "requiredDecision": ("decision",),
        "requiredInput": ("inputData",),
    },
    "knowledgeRequirement": {
        "requiredKnowledge": ("businessKnowledgeModel", "decisionService"),
    },
}


def _text(element: etree._Element, tag: str) -> str:
    child = element.find(f"{{*}}{tag}")
    return "" if child is None else (child.text or "").strip()


def _input(reader: GraphReader, sketch: Sketch) -> Node:
    place = reader.report.place(sketch.element)
    return InputNode(sketch.key, sketch.name, sketch.variable, sketch.type, place)


def _decision(reader: GraphReader, sketch: Sketch) -> Node:
    requires = reader.requirements(sketch)
    expressions = reader.readers[sketch.key.namespace]
    names = reader.names(requires, may_be_open=True, own=sketch.document)
    expressions.known_types = reader.known_types(requires)
    expressions.compiler.undeclared = set()
    logic: Boxed | None = None
    for element in expressions.expressions(sketch.element):
        if etree.QName(element).localname == "decisionTable":
            logic = read_table(expressions, element, names, sketch.type)
        else:
            logic = expressions.read(element, names)
    if logic is None:
        reader.report.warning(
            sketch.element,
            "dmn.no_logic",
            f"决策“{sketch.name}”没有决策逻辑，其结果须由外部给出",
            f'The decision "{sketch.name}" has no logic; its value has to be given',
        )
    return DecisionNode(
        key=sketch.key,
        name=sketch.name,
        variable=sketch.variable,
        type=sketch.type,
        place=reader.report.place(sketch.element),
        logic=logic,
        requires=requires,
        undeclared=frozenset(expressions.compiler.undeclared),
        description=_text(sketch.element, "description"),
        question=_text(sketch.element, "question"),
        allowed_answers=_text(sketch.element, "allowedAnswers"),
    )


def _knowledge(reader: GraphReader, sketch: Sketch) -> Node:
    requires = reader.requirements(sketch)
    expressions = reader.readers[sketch.key.namespace]
    names = reader.names(requires, may_be_open=False, own=sketch.document)
    expressions.known_types = {}
    logic = sketch.element.find(f"{sketch.document.prefix}encapsulatedLogic")
    if logic is None:
        reader.report.problem(
            sketch.element,
            "dmn.no_logic",
            f"业务知识模型“{sketch.name}”没有逻辑",
            f'The business knowledge model "{sketch.name}" has no logic',
        )
        logic = sketch.element
    function = expressions.function(
        logic, names.plus([sketch.variable]), sketch.variable, result_of(sketch.type)
    )
    place = reader.report.place(sketch.element)
    return KnowledgeNode(sketch.key, sketch.name, sketch.variable, place, function, requires)


def _service(reader: GraphReader, sketch: Sketch) -> Node:
    found: dict[str, list[Key]] = {tag: [] for tag in _SERVICE_PARTS}
    for element in sketch.element:
        tag = etree.QName(element).localname
        if tag in _SERVICE_PARTS:
            target = reader.target(element, sketch.document, _SERVICE_PARTS[tag])
            if target is not None:
                found[tag].append(target.key)
    if not found["outputDecision"]:
        reader.report.problem(
            sketch.element,
            "dmn.service_output",
            f"决策服务“{sketch.name}”没有输出决策",
            f'The decision service "{sketch.name}" has no output decision',
        )
    return ServiceNode(
        key=sketch.key,
        name=sketch.name,
        variable=sketch.variable,
        type=result_of(sketch.type),
        place=reader.report.place(sketch.element),
        inputs=(*found["inputData"], *found["inputDecision"]),
        outputs=tuple(found["outputDecision"]),
    )


_SERVICE_PARTS: dict[str, tuple[str, ...]] = {
    "outputDecision": ("decision",),
    "encapsulatedDecision": ("decision",),
    "inputDecision": ("decision",),
    "inputData": ("inputData",),
}
_NODE_READERS = {
    "inputData": _input,
    "decision": _decision,
    "businessKnowledgeModel": _knowledge,
    "decisionService": _service,
}
