"""Where in the document an element stands."""

from typing import cast

from lxml import etree


def line_of(element: etree._Element) -> int:
    """Return the line of the start tag counted from 1, or 0 when the parser did not keep it."""
    return cast("int | None", element.sourceline) or 0  # the type stubs give no type here
