"""Every kind of boxed expression and how it is read, in one table."""

from lxml import etree

from engine.dmn.logic.boxed import Boxed
from engine.dmn.reading.compiling import Names
from engine.dmn.reading.expressions import PLAIN_READERS, BoxReader, ExpressionReader
from engine.dmn.reading.tables import read_table


def _table(reader: ExpressionReader, element: etree._Element, names: Names) -> Boxed:
    return read_table(reader, element, names, None)


READERS: dict[str, BoxReader] = {**PLAIN_READERS, "decisionTable": _table}
