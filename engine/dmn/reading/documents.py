"""The documents of a model: the first one and those it imports, each through the gate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from lxml import etree

from engine.dmn.limits import DmnLimits
from engine.dmn.namespaces import MODEL_NAMESPACES
from engine.dmn.problems import DmnProblem, DmnRefused
from engine.dmn.reading.gate import Carried, pass_gate
from engine.dmn.reading.report import Report
from engine.xml import XmlProblem, XmlRefused, read_xml


@dataclass(slots=True)
class Document:
    """One DMN document."""

    #: Namespace of the model in it.
    namespace: str
    root: etree._Element
    #: Version of the schema.
    version: str
    sha256: str
    #: `{…}` before the tag of every element.
    prefix: str
    #: Name of the import → namespace.
    imports: dict[str, str] = field(default_factory=dict)
    #: As a report names it: empty for the first document.
    label: str = ""


def read_documents(
    data: bytes, given: Mapping[str, bytes], report: Report, limits: DmnLimits
) -> tuple[list[Document], list[Carried]]:
    """Read the first document and all it imports, directly or not; the first one comes first.

    Raises: DmnRefused when the first one is no XML or no DMN.
    """
    first, carried = _open(data, "", report, limits)
    report.refuse_if_any()
    documents = {first.namespace: first}
    waiting = [first]
    while waiting:
        current = waiting.pop(0)
        report.document = current.label
        for element in current.root.iterchildren(f"{current.prefix}import"):
            namespace = _imported_namespace(element, current, report)
            if namespace is None or namespace in documents:
                continue
            found = _find(element, namespace, given)
            if found is None or len(documents) >= limits.documents:
                report.problem(
                    element,
                    "dmn.import_missing",
                    f"未提供所引用的模型 {namespace}",
                    f"The imported model {namespace} is not given",
                )
                continue
            report.document = namespace
            document, _ = _open(found, namespace, report, limits)
            report.document = current.label
            if document.namespace != namespace:
                report.problem(
                    element,
                    "dmn.import_namespace",
                    f"引用的是 {namespace}，文件却是 {document.namespace}",
                    f"The import asks for {namespace}, the document is {document.namespace}",
                )
            documents[namespace] = document
            waiting.append(document)
    report.document = ""
    return list(documents.values()), carried


def _open(
    data: bytes, label: str, report: Report, limits: DmnLimits
) -> tuple[Document, list[Carried]]:
    try:
        root = read_xml(data, limits.xml)
    except XmlRefused as refused:
        raise DmnRefused(_of_xml(problem, label) for problem in refused.problems) from None
    carried = pass_gate(root, report, limits)
    schema = etree.QName(root).namespace or ""
    namespace = (root.get("namespace") or "").strip()
    if schema in MODEL_NAMESPACES and not namespace:
        report.problem(
            root, "dmn.namespace", "definitions 缺少 namespace", "definitions lacks its namespace"
        )
    digest = sha256(data).hexdigest()
    version = MODEL_NAMESPACES.get(schema, "")
    return Document(namespace, root, version, digest, f"{{{schema}}}", label=label), carried


def _imported_namespace(element: etree._Element, document: Document, report: Report) -> str | None:
    kind = element.get("importType") or ""
    if kind not in MODEL_NAMESPACES:
        report.problem(
            element,
            "dmn.import_type",
            f"只能引用 DMN 模型，不能引用 {kind}",
            f"Only DMN models can be imported, not {kind}",
        )
        return None
    namespace = (element.get("namespace") or "").strip()
    name = element.get("name") or ""
    if name in document.imports or not namespace:
        report.problem(
            element,
            "dmn.import_name",
            f"引用名称“{name}”重复或缺少 namespace",
            f'The import name "{name}" is given twice, or the import lacks its namespace',
        )
        return None
    document.imports[name] = namespace
    return namespace


def _find(element: etree._Element, namespace: str, given: Mapping[str, bytes]) -> bytes | None:
    """The imported bytes: by namespace, by location, or by the file name in the location."""
    location = element.get("locationURI") or ""
    for key in (namespace, location, location.rpartition("/")[2]):
        if key and key in given:
            return given[key]
    return None


def _of_xml(problem: XmlProblem, label: str) -> DmnProblem:
    return DmnProblem(
        problem.line, "", problem.rule_id, problem.message_zh, problem.message_en, label
    )
