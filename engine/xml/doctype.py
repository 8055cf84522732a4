"""Refuse a document type declaration before any parser sees it.

A DOCTYPE is where entities (billion laughs, file and network access) are declared. It is allowed
only in the prolog, so only the prolog is searched; later it is a syntax error anyway.
"""

from engine.xml.problems import XmlProblem, XmlRefused


def refuse_doctype(text: str) -> None:
    """Raise `XmlRefused` when the prolog holds a DOCTYPE.

    Source: XML 1.0, productions 22 (prolog) and 27 (Misc).
    """
    at = 0
    while True:
        while at < len(text) and text[at] in " \t\r\n":
            at += 1
        if text.startswith("<?", at):
            end = text.find("?>", at)
            width = 2
        elif text.startswith("<!--", at):
            end = text.find("-->", at + 4)
            width = 3
        else:
            break
        if end < 0:
            return  # not closed: the parser says so with its line
        at = end + width
    if text[at : at + 9].upper() == "<!DOCTYPE":
        raise XmlRefused(
            [
                XmlProblem(
                    text.count("\n", 0, at) + 1,
                    "xml.doctype",
                    "文件含有 DOCTYPE 声明，出于安全原因不予受理",
                    "The document holds a DOCTYPE, which is refused for safety",
                )
            ]
        )
