"""How large a diagram may be before it is refused."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.xml import XmlLimits


@dataclass(frozen=True, slots=True)
class ModelLimits:
    """Upper bounds of one diagram; a value equal to the bound is still accepted."""

    #: bytes, depth, elements and ids of the document
    xml: XmlLimits = field(
        default_factory=lambda: XmlLimits(
            size_bytes=5 * 1024 * 1024, elements=100_000, attributes=400_000
        )
    )
    #: flow nodes of all executable processes of the file
    nodes: int = 3_000
    #: sequence flows of all executable processes of the file
    flows: int = 9_000
    #: flows into inclusive gateways: each costs a set of nodes
    inclusive_join_flows: int = 300
    #: input and output mappings of the file: each is compiled
    mappings: int = 10_000
    #: names in one list of groups or of `huiqian:separateFrom`
    names_in_list: int = 100
    #: sub-processes inside one another
    sub_process_depth: int = 20
    #: characters of an id or a name
    name_characters: int = 1_000
    #: problems listed in one report; the number of further ones is told
    problems: int = 300


DEFAULT_LIMITS = ModelLimits()
