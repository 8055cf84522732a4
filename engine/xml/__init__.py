"""The door for every XML: bytes in, a checked lxml tree out (XML 入口).

Diagrams and decision tables come from people who may design but never run code, so nothing of the
product hands their bytes to a parser itself. `read_xml` refuses what is dangerous or too large with
a line, a rule and a sentence in Chinese and English; no lxml exception leaves this package.

Not implemented: DTDs, entities, XInclude, external references of any kind. They are refused or, as
plain elements (XInclude), left to the reader of the language, which refuses what it does not know.
"""

from engine.xml.limits import XmlLimits
from engine.xml.lines import line_of
from engine.xml.problems import XmlProblem, XmlRefused
from engine.xml.reader import read_xml

__all__ = ["XmlLimits", "XmlProblem", "XmlRefused", "line_of", "read_xml"]
