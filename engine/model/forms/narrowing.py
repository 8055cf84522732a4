"""A form with only some of its fields open: what a return named (指明补正栏目)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, Final

from engine.model.forms.form import Form, Right

#: Rules over several fields that stand alone.
_ALONE: Final = ("anyOf", "oneOf", "not", "dependentRequired", "dependentSchemas")
#: Rules that belong together.
_CONDITION: Final = ("if", "then", "else")
#: Rules that count fields.
_COUNTING: Final = ("minProperties", "maxProperties")


def as_opened(form: Form | None, named: Collection[str]) -> Form | None:
    """The form as it is open to whoever fills it in: all of it where a return named nothing."""
    return only(form, named) if form is not None and named else form


def only(form: Form, names: Collection[str]) -> Form:
    """The form with these of its writable fields open; the others may be read.

    Nothing is asked of a closed field: an outcome does not require it, and a rule over several
    fields that looks at one is left out, as whoever corrects could not meet it.
    """
    rights = {
        name: right if right is not Right.WRITE or name in names else Right.READ
        for name, right in form.rights.items()
    }
    closed = {name for name, right in form.rights.items() if right is not rights[name]}
    outcomes = tuple(
        replace(each, requires=tuple(n for n in each.requires if rights.get(n) is Right.WRITE))
        for each in form.outcomes
    )
    source = dict(form.source)
    if outcomes:
        source["outcomes"] = [
            {**written, "requires": list(each.requires)} if "requires" in written else written
            for written, each in zip(form.source["outcomes"], outcomes, strict=True)
        ]
    schema = _without_rules_on(form.schema, closed)
    return replace(form, rights=rights, outcomes=outcomes, schema=schema, source=source)


def _without_rules_on(schema: Mapping[str, Any], closed: set[str]) -> dict[str, Any]:
    if not closed:
        return dict(schema)
    kept = {name: value for name, value in schema.items() if name not in _COUNTING}
    for name in _ALONE:
        if name in kept and _mentions(kept[name], closed):
            del kept[name]
    if any(_mentions(kept.get(name), closed) for name in _CONDITION):
        for name in _CONDITION:
            kept.pop(name, None)
    if "allOf" in kept:
        kept["allOf"] = [each for each in kept["allOf"] if not _mentions(each, closed)]
        if not kept["allOf"]:
            del kept["allOf"]
    return kept


def _mentions(rule: Any, names: set[str]) -> bool:
    """Whether a rule names one of the fields anywhere; rather too often than too seldom."""
    waiting = [rule]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str) and part in names:
            return True
        if isinstance(part, Mapping):
            waiting.extend(part)
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)
    return False
