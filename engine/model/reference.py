"""The reference page about diagrams, made from the tables that the reader follows.

`python -m engine.model.reference > docs/reference/diagrams.md` renews it; a test compares.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from engine.model.bundle_checks import RULES as BUNDLE_RULES
from engine.model.checks import RULES
from engine.model.elements import ELEMENTS, AttributeRule, Fate, Only
from engine.model.extensions import (
    EXTENSIONS,
    HUIQIAN_EFFECTS,
    HUIQIAN_PREFIX,
    HUIQIAN_PROPERTIES,
)
from engine.model.spiff.outside import ROWS

_INTRODUCTION = """\
# Diagrams: what runs, what is carried, what is refused 流程图支持范围

Made from the tables in `engine/model/`; renew it with
`python -m engine.model.reference > docs/reference/diagrams.md`.

Every element and attribute of a diagram has exactly one fate. *Run*: it has its effect. *Carried*:
it is kept in the file and shown, without effect; the import report lists it. *Refused*: it would
run in BPMN or in Camunda 8 but does not here, so the diagram is not deployed. What no table names
is refused; extensions of other namespaces (`camunda:`, `flowable:` …) are carried with a warning.
Clauses are those of BPMN 2.0.2."""


def render() -> str:
    """The whole page."""
    parts = [_INTRODUCTION, *_elements(), *_extensions(), *_checks(), *_outside()]
    return "\n\n".join(parts) + "\n"


def _elements() -> Iterator[str]:
    yield "## Elements that run 执行的元素"
    yield _table(
        ("element", "clause", "attributes that run", "attributes with one value only"),
        (
            (
                f"`{tag}`",
                rule.clause,
                _names(rule.attributes, Fate.RUN),
                _only(rule.attributes),
            )
            for tag, rule in ELEMENTS.items()
            if rule.fate is Fate.RUN
        ),
    )
    yield "## Elements that are carried 仅保留的元素"
    yield _table(
        ("element", "clause", "说明", "why"),
        (
            (f"`{tag}`", rule.clause, rule.reason.zh, rule.reason.en)
            for tag, rule in ELEMENTS.items()
            if rule.fate is Fate.CARRY
        ),
    )
    yield "## Elements that are refused 不支持的元素"
    yield _table(
        ("element", "clause", "原因", "why"),
        (
            (f"`{tag}`", rule.clause, rule.reason.zh, rule.reason.en)
            for tag, rule in ELEMENTS.items()
            if rule.fate is Fate.REFUSE
        ),
    )


def _extensions() -> Iterator[str]:
    yield "## `zeebe:` extension elements"
    yield _table(
        ("element", "fate", "stands in", "attributes that run"),
        (
            (
                f"`zeebe:{tag}`",
                rule.fate.value + (f": {rule.reason.en}" if rule.fate is Fate.REFUSE else ""),
                _list(rule.owners),
                _names(rule.attributes, Fate.RUN),
            )
            for tag, rule in EXTENSIONS.items()
        ),
    )
    yield "## Properties of our own"
    yield _table(
        ("`zeebe:property` named", "does", "on"),
        (
            (f"`{HUIQIAN_PREFIX}{name}`", HUIQIAN_EFFECTS[name], _list(owners))
            for name, owners in HUIQIAN_PROPERTIES.items()
        ),
    )


def _checks() -> Iterator[str]:
    yield "## Checks on a process 流程检查"
    yield _table(
        ("rule", "severity", "要求", "asks", "source"),
        ((f"`{r.id}`", r.severity.value, r.title.zh, r.title.en, r.source) for r in RULES),
    )
    yield "## Checks on a bundle 发布包检查"
    yield _table(
        ("rule", "found when"),
        (
            (f"`{rule.__name__.replace('_', '-')}`", (rule.__doc__ or "").strip().rstrip("."))
            for rule in BUNDLE_RULES
        ),
    )


def _outside() -> Iterator[str]:
    yield "## Where there is no second opinion 没有第二意见的情形"
    yield _table(
        ("row", "原因", "why"), ((f"`{row.id}`", row.title.zh, row.title.en) for row in ROWS)
    )


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [_row(head), _row(("---",) * len(head)), *(_row(row) for row in rows)]
    return "\n".join(lines)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") or "–" for cell in cells) + " |"


def _names(attributes: Mapping[str, AttributeRule], fate: Fate) -> str:
    return _list(name for name, rule in attributes.items() if rule is fate)


def _only(attributes: Mapping[str, AttributeRule]) -> str:
    rules = ((name, rule) for name, rule in attributes.items() if isinstance(rule, Only))
    return ", ".join(f"`{name}` = {_list(rule.values)}" for name, rule in rules)


def _list(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))


if __name__ == "__main__":
    print(render(), end="")
