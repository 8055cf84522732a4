"""Count elements, depth, attributes, text and ids while the document is being parsed."""

from collections.abc import Iterable

from lxml import etree

from engine.xml.limits import XmlLimits
from engine.xml.lines import line_of
from engine.xml.problems import XmlProblem, XmlRefused


class Counts:
    """Totals of one document so far; stops the reading at the first limit that is passed.

    Duplicate ids are collected instead, because a designer wants to see all of them at once. Only
    ids in the namespace of the root or of an OMG standard count: the schemas of others may use an
    attribute `id` for something else.
    """

    def __init__(self, limits: XmlLimits) -> None:
        self._limits = limits
        self.problems: list[XmlProblem] = []
        self._depth = 0
        self._elements = 0
        self._attributes = 0
        self._namespaces = 0
        self._duplicates = 0
        self._lines_of_ids: dict[str, int] = {}
        self._root_prefix = ""
        self._closed: etree._Element | None = None

    def take(self, events: Iterable[tuple[str, object]]) -> None:
        """Count the next parse events.

        Raises: XmlRefused when a limit is passed.
        """
        for kind, item in events:
            if kind == "start-ns":
                self._namespaces += 1
                self._check("namespaces", self._namespaces, self._limits.namespaces, 0)
                continue
            assert isinstance(item, etree._Element)
            if self._closed is not None:
                self._check_text(self._closed.tail, self._closed)
                self._closed = None
            if kind == "start":
                self._opened(item)
            else:
                self._depth -= 1
                self._check_text(item.text, item)
                self._closed = item

    def _opened(self, element: etree._Element) -> None:
        line = line_of(element)
        limits = self._limits
        self._depth += 1
        self._elements += 1
        attributes = element.attrib
        self._attributes += len(attributes)
        self._check("depth", self._depth, limits.depth, line)
        self._check("elements", self._elements, limits.elements, line)
        self._check("element_attributes", len(attributes), limits.attributes_per_element, line)
        self._check("attributes", self._attributes, limits.attributes, line)
        for value in attributes.values():
            self._check_text(str(value), element)
        tag = str(element.tag)
        if self._depth == 1:
            self._root_prefix = tag[: tag.find("}") + 1]
        identifier = attributes.get("id")
        if identifier is not None and self._is_standard(tag):
            self._count_id(str(identifier), line)

    def _is_standard(self, tag: str) -> bool:
        namespace = tag[: tag.find("}") + 1]
        return namespace == self._root_prefix or "omg.org/spec/" in namespace

    def _count_id(self, identifier: str, line: int) -> None:
        first = self._lines_of_ids.get(identifier)
        if first is None:
            self._lines_of_ids[identifier] = line
            return
        self._duplicates += 1
        if self._duplicates <= self._limits.duplicate_ids:
            return
        self.problems.append(
            XmlProblem(
                line,
                "xml.duplicate_id",
                f"标识“{identifier}”在第 {first} 行已使用",
                f'The id "{identifier}" is already used in line {first}',
            )
        )
        if len(self.problems) >= self._limits.problems:
            raise XmlRefused(self.problems)

    def _check_text(self, text: str | None, element: etree._Element) -> None:
        if text is not None and len(text) > self._limits.text_characters:
            self._check("text", len(text), self._limits.text_characters, line_of(element))

    def _check(self, what: str, count: int, allowed: int, line: int) -> None:
        if count <= allowed:
            return
        zh, en = _WORDS[what]
        self.problems.append(
            XmlProblem(
                line,
                f"xml.{what}",
                f"{zh}超过上限 {allowed}",
                f"{en}: more than the {allowed} allowed",
            )
        )
        raise XmlRefused(self.problems)


_WORDS = {
    "namespaces": ("命名空间声明数", "Namespace declarations"),
    "depth": ("元素嵌套层数", "Nesting of elements"),
    "elements": ("元素总数", "Elements"),
    "element_attributes": ("单个元素的属性数", "Attributes of one element"),
    "attributes": ("属性总数", "Attributes"),
    "text": ("单段文字的字符数", "Characters of one text"),
}
