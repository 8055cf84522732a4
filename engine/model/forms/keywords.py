"""The part of JSON Schema 2020-12 that forms may use; any other keyword is refused.

A keyword is here when the server and the browser give the same verdict on it. `x-` keywords are
ours: words for people and marks for the engine.

Source: JSON Schema 2020-12, core and validation; decision D9.
"""

from __future__ import annotations

from typing import Final

#: Keywords of a value's schema, by what follows them.
VALUES: Final = frozenset(
    {
        "type",
        "enum",
        "const",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
        "minLength",
        "maxLength",
        "pattern",
        "format",
        "minItems",
        "maxItems",
        "uniqueItems",
        "minProperties",
        "maxProperties",
        "required",
        "dependentRequired",
        "default",
        "title",
        "description",
        "$comment",
        "examples",
        "readOnly",
    }
)
#: followed by one schema
ONE: Final = frozenset({"items", "contains", "not", "if", "then", "else"})
#: followed by a list of schemas
LISTS: Final = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
#: followed by a map of schemas
MAPS: Final = frozenset({"properties", "dependentSchemas"})
#: `additionalProperties` may only be a boolean; `$defs` holds what `$ref` names.
OTHERS: Final = frozenset({"additionalProperties", "$defs", "$ref", "$schema", "$id"})
#: Ours. `x-label` {zh, en}; `x-options` value → {zh, en}; `x-help` {zh, en}; `x-personal`: kept
#: encrypted and masked; `x-search`: searchable; `x-refers-to`: what the value names, see
#: `references`.
OURS: Final = frozenset(
    {
        *("x-label", "x-options", "x-help", "x-unit", "x-widget"),
        *("x-personal", "x-search", "x-refers-to"),
    }
)
STANDARD: Final = VALUES | ONE | LISTS | MAPS | OTHERS
KNOWN: Final = STANDARD | OURS

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
