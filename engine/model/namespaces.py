"""The XML namespaces a diagram may use, and how their names are written in messages."""

from __future__ import annotations

from typing import Final

BPMN: Final = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI: Final = "http://www.omg.org/spec/BPMN/20100524/DI"
ZEEBE: Final = "http://camunda.org/schema/zeebe/1.0"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"

#: Namespaces of the drawing: shapes, edges, bounds, way-points, colours.
DRAWING: Final = frozenset(
    {
        BPMNDI,
        "http://www.omg.org/spec/DD/20100524/DC",
        "http://www.omg.org/spec/DD/20100524/DI",
        "http://bpmn.io/schema/bpmn/biocolor/1.0",
        "http://www.omg.org/spec/BPMN/non-normative/color/1.0",
    }
)

_PREFIXES: Final = {
    BPMN: "",
    BPMNDI: "bpmndi:",
    "http://www.omg.org/spec/DD/20100524/DC": "dc:",
    "http://www.omg.org/spec/DD/20100524/DI": "di:",
    ZEEBE: "zeebe:",
    XSI: "xsi:",
    "http://camunda.org/schema/1.0/bpmn": "camunda:",
    "http://camunda.org/schema/modeler/1.0": "modeler:",
    "http://flowable.org/bpmn": "flowable:",
    "http://activiti.org/bpmn": "activiti:",
    "http://www.w3.org/XML/1998/namespace": "xml:",
}


def split_name(name: str) -> tuple[str, str]:
    """Namespace and local name of `{namespace}local`; a name without namespace gives ""."""
    if name.startswith("{"):
        namespace, _, local = name[1:].partition("}")
        return namespace, local
    return "", name


def shown(name: str) -> str:
    """A name as people know it: `camunda:formKey`, else `{namespace}local`; BPMN's own are bare."""
    namespace, local = split_name(name)
    if not namespace:
        return local
    prefix = _PREFIXES.get(namespace)
    return f"{{{namespace}}}{local}" if prefix is None else prefix + local
