"""The gate: each element is run, carried or refused, in one pass in document order."""

from collections import Counter
from dataclasses import dataclass, replace

from lxml import etree

from engine.dmn.limits import DmnLimits
from engine.dmn.namespaces import MODEL_NAMESPACES, is_diagram_namespace, is_feel
from engine.dmn.reading.elements import EXPRESSIONS, NOT_RUN, Shape, shape_of
from engine.dmn.reading.report import Report, nearest_id
from engine.xml import line_of


@dataclass(frozen=True, slots=True)
class Carried:
    """Documentation, drawing or extension that is kept and has no meaning for a decision.

    Attributes of other namespaces are listed once each, their names beginning with `@`.
    """

    line: int
    #: Id of the nearest element that has one.
    id: str
    tag: str
    #: Elements inside, itself included; for an attribute, how often it stands in the document.
    elements: int


@dataclass(frozen=True, slots=True)
class _Open:
    """An element still to be checked, with what the check of its children needs."""

    element: etree._Element
    tag: str
    shape: Shape
    nesting: int


def pass_gate(root: etree._Element, report: Report, limits: DmnLimits) -> list[Carried]:
    """Check every element below `root`, a `definitions`, and return what is carried.

    After a pass without problems the readers may rely on the shapes: required children stand there,
    single ones stand there once, and the nesting of boxed expressions is bounded.
    """
    carried: list[Carried] = []
    attributes: dict[str, Carried] = {}
    namespace = etree.QName(root).namespace or ""
    if namespace not in MODEL_NAMESPACES or etree.QName(root).localname != "definitions":
        report.problem(
            root,
            "dmn.root",
            f"根元素不是 DMN 1.1 至 1.5 的 definitions：{root.tag}",
            f"The root is not the definitions element of DMN 1.1 to 1.5: {root.tag}",
        )
        return carried
    shape = shape_of("", "definitions")
    assert shape is not None
    open_elements = [_Open(root, "definitions", shape, 0)]
    while open_elements:
        current = open_elements.pop()
        _check_attributes(current, report, attributes)
        if not current.shape.holds_text:
            _check_stray_text(current, report)
        inside = _check_children(current, namespace, report, limits, carried)
        open_elements.extend(reversed(inside))
    return [*carried, *attributes.values()]


def _check_children(
    parent: _Open, namespace: str, report: Report, limits: DmnLimits, carried: list[Carried]
) -> list[_Open]:
    inside: list[_Open] = []
    counts: Counter[str] = Counter()
    for child in parent.element:
        name = etree.QName(child)
        tag = name.localname
        if name.namespace != namespace:
            if parent.tag == "definitions" and is_diagram_namespace(name.namespace or ""):
                carried.append(_carried(child))
            else:
                _unknown(child, parent.tag, report)
            continue
        if tag in NOT_RUN and tag in parent.shape.children:
            report.problem(child, "dmn.not_run", *NOT_RUN[tag])
            continue
        shape = shape_of(parent.tag, tag)
        if tag not in parent.shape.children or shape is None:
            _unknown(child, parent.tag, report)
            continue
        counts[tag] += 1
        if shape.carried or tag == "description":
            carried.append(_carried(child))
        if not shape.carried:
            nesting = parent.nesting + (tag in EXPRESSIONS)
            if nesting > limits.nesting:
                report.problem(
                    child,
                    "dmn.nesting",
                    f"表达式嵌套超过 {limits.nesting} 层",
                    f"Expressions are nested more than {limits.nesting} deep",
                )
                continue
            inside.append(_Open(child, tag, shape, nesting))
    _check_counts(parent, counts, report)
    return inside


def _check_counts(parent: _Open, counts: Counter[str], report: Report) -> None:
    shape = parent.shape
    for tag in sorted(shape.single):
        if counts[tag] > 1:
            report.problem(
                parent.element,
                "dmn.too_many",
                f"{parent.tag} 中只能有一个 {tag}，现有 {counts[tag]} 个",
                f"{parent.tag} may hold one {tag}, but holds {counts[tag]}",
            )
    for tag in sorted(shape.needed):
        if not counts[tag]:
            report.problem(
                parent.element,
                "dmn.missing",
                f"{parent.tag} 缺少 {tag}",
                f"{parent.tag} lacks its {tag}",
            )
    least, most = shape.expressions
    found = sum(count for tag, count in counts.items() if tag in EXPRESSIONS)
    if not least <= found <= most:
        report.problem(
            parent.element,
            "dmn.expressions",
            f"{parent.tag} 应有 {least} 至 {most} 个表达式，现有 {found} 个",
            f"{parent.tag} may hold {least} to {most} expressions, but holds {found}",
        )


def _check_attributes(current: _Open, report: Report, carried: dict[str, Carried]) -> None:
    for key, given in current.element.attrib.items():
        name, value = str(key), str(given)
        if name.startswith("{"):  # of another namespace, which the schema allows everywhere
            first = carried.get(name)
            carried[name] = (
                Carried(line_of(current.element), nearest_id(current.element), f"@{name}", 1)
                if first is None
                else replace(first, elements=first.elements + 1)
            )
        elif name not in current.shape.attributes:
            report.problem(
                current.element,
                "dmn.attribute",
                f"{current.tag} 不认识属性 {name}",
                f"{current.tag} has no attribute {name}",
            )
        elif name in ("expressionLanguage", "typeLanguage") and not is_feel(value):
            report.problem(
                current.element,
                "dmn.language",
                f"只支持 FEEL，不支持 {value}",
                f"FEEL is the only language; {value} is not run",
            )


def _check_stray_text(current: _Open, report: Report) -> None:
    texts = [current.element.text, *(child.tail for child in current.element)]
    for text in texts:
        if text and text.strip():
            report.problem(
                current.element,
                "dmn.stray_text",
                f"{current.tag} 中有无处归属的文字“{text.strip()[:40]}”",
                f'{current.tag} holds stray text "{text.strip()[:40]}"',
            )


def _unknown(child: etree._Element, parent: str, report: Report) -> None:
    tag = str(child.tag)
    report.problem(
        child,
        "dmn.element",
        f"{parent} 中不能有元素 {tag}",
        f"The element {tag} has no place inside {parent}",
    )


def _carried(element: etree._Element) -> Carried:
    inside = sum(1 for _ in element.iter())
    return Carried(line_of(element), nearest_id(element), str(element.tag), inside)
