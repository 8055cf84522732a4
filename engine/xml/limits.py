"""How large and how nested a document may be before it is refused unread."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class XmlLimits:
    """Upper bounds of one document; a value equal to the bound is still accepted.

    The defaults take a decision table of 5,000 rules and a diagram of several thousand nodes.
    """

    #: Length of the document as uploaded.
    size_bytes: int = 10 * 1024 * 1024
    #: Nesting of elements, the root counted as 1.
    depth: int = 100
    #: Elements in the document, comments and processing instructions not counted.
    elements: int = 250_000
    #: Attributes of one element.
    attributes_per_element: int = 64
    #: Attributes of all elements together.
    attributes: int = 1_000_000
    #: Characters of one text or attribute value.
    text_characters: int = 1024 * 1024
    #: Namespace declarations in the document; each element copies those it sees.
    namespaces: int = 500
    #: `id` values used more than once. Validation against the OMG schemas takes quadratic time on
    #: them, and a reference to one of them could mean two elements.
    duplicate_ids: int = 0
    #: Problems listed in one report.
    problems: int = 100
