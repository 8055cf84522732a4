"""Read one XML document: limits first, then the tree."""

from lxml import etree

from engine.xml.counting import Counts
from engine.xml.doctype import refuse_doctype
from engine.xml.encoding import decode
from engine.xml.limits import XmlLimits
from engine.xml.problems import XmlProblem, XmlRefused

DEFAULT_LIMITS = XmlLimits()
_CHUNK = 64 * 1024  #: The document is counted piece by piece, so the tree never outgrows a limit.


def read_xml(data: bytes, limits: XmlLimits = DEFAULT_LIMITS) -> etree._Element:
    """Return the root of the document; comments and processing instructions are left out.

    Leaving comments out joins the text around them: `<text>a<!-- -->b</text>` has the text `ab`,
    where a tree with comments would show a reader only `a`.

    Raises: XmlRefused with every problem found; TypeError when `data` is not bytes.
    """
    if not isinstance(data, bytes):
        raise TypeError(f"Expected bytes, but got {type(data).__name__}")
    if len(data) > limits.size_bytes:
        raise XmlRefused(
            [
                XmlProblem(
                    0,
                    "xml.size",
                    f"文件为 {len(data)} 字节，上限为 {limits.size_bytes} 字节",
                    f"The document has {len(data)} bytes; {limits.size_bytes} are allowed",
                )
            ]
        )
    text = decode(data)
    refuse_doctype(text)
    return _parse(text, limits)


def _parse(text: str, limits: XmlLimits) -> etree._Element:
    counts = Counts(limits)
    parser = etree.XMLPullParser(
        events=("start", "end", "start-ns"),
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for start in range(0, len(text), _CHUNK):
            parser.feed(text[start : start + _CHUNK].encode("utf-8"))
            counts.take(parser.read_events())
        root = parser.close()
        counts.take(parser.read_events())
    except (etree.LxmlError, UnicodeEncodeError) as error:
        counts.problems.append(_syntax(error))
        raise XmlRefused(counts.problems) from None
    if counts.problems:
        raise XmlRefused(counts.problems)
    if not isinstance(root, etree._Element):
        raise XmlRefused([XmlProblem(0, "xml.syntax", "文件为空", "The document is empty")])
    return root


def _syntax(error: Exception) -> XmlProblem:
    line = error.lineno or 0 if isinstance(error, etree.XMLSyntaxError) else 0
    detail = error.msg or "" if isinstance(error, SyntaxError) else str(error)
    return XmlProblem(
        line,
        "xml.syntax",
        f"不是格式正确的 XML（解析器报告：{detail}）",
        f"This is not well-formed XML: {detail}",
    )
