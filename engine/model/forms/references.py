"""What the value of a field names (`x-refers-to`): people choose it by name and read its name.

    "area"                                        an administrative area 行政区划
    "organisation"                                any bureau, firm or institution 机构
    "organisation:third_party_auditor"            of these kinds, separated by commas
    "person:expert_panel.expert"                  who holds the role in the nearest such bureau
    "person:hrss_bureau"                          who holds any role there
    "project"                                     an entry of the trade list in force 目录条目

The field holds the id or code: a string, or an array of strings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

KEYWORD: Final = "x-refers-to"
_PATTERN: Final = re.compile(
    r"(?P<plain>area|organisation|project)"
    r"|organisation:(?P<kinds>[a-z]\w*(,[a-z]\w*)*)"
    r"|person:(?P<bureau>[a-z]\w*)(\.(?P<role>[a-z]\w*))?",
    re.ASCII,
)


class Named(StrEnum):
    AREA = "area"
    ORGANISATION = "organisation"
    PERSON = "person"
    PROJECT = "project"


@dataclass(frozen=True, slots=True)
class Reference:
    named: Named
    kinds: tuple[str, ...] = ()  #: kinds of organisation; empty: every kind
    role: str = ""  #: of a person in an organisation of the kind; empty: any role


def reference_of(schema: Mapping[str, Any]) -> Reference | None:
    """What the field's value names; None where the schema says nothing, or nothing known."""
    said = schema.get(KEYWORD)
    found = _PATTERN.fullmatch(said) if isinstance(said, str) else None
    if found is None:
        return None
    if found["plain"]:
        return Reference(Named(found["plain"]))
    if found["kinds"]:
        return Reference(Named.ORGANISATION, tuple(found["kinds"].split(",")))
    return Reference(Named.PERSON, (found["bureau"],), found["role"] or "")
