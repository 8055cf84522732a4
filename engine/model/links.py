"""Link events: a throwing one continues at the catching one of the same name and level.

Source: BPMN 2.0.2, clause 10.5.5 (Link).
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.model.drafts import Draft
from engine.model.items import Item
from engine.model.nodes import Kind
from engine.model.problems import ProblemLog


def pair_links(drafts: Sequence[Draft], log: ProblemLog) -> bool:
    """Give each throwing link its catching one; whether all were found."""
    found_all = True
    catches: dict[tuple[int, str], Draft] = {}
    for draft in drafts:
        if draft.kind is not Kind.INTERMEDIATE_CATCH_EVENT or not draft.is_link:
            continue
        key = (draft.parent, draft.link_name)
        if key in catches:
            _error(
                log,
                "link-target-twice",
                draft.item,
                f"链接“{key[1]}”有多个捕获事件",
                f'The link "{key[1]}" has more than one catching event',
            )
        catches.setdefault(key, draft)
    for draft in drafts:
        if draft.kind is not Kind.INTERMEDIATE_THROW_EVENT or not draft.is_link:
            continue
        name = draft.link_name
        target = catches.get((draft.parent, name))
        if target is not None:
            draft.link_target = target.index
        elif name:
            found_all = False
            _error(
                log,
                "link-without-target",
                draft.item,
                f"链接“{name}”在同一层没有捕获事件",
                f'The link "{name}" has no catching event on its level',
            )
    return found_all


def _error(log: ProblemLog, rule: str, item: Item, zh: str, en: str) -> None:
    log.error(rule, item.line, item.place, zh, en)
