"""A stage that could not be done: becomes an incident, never an exception outside the step."""

from __future__ import annotations


class StageFailed(Exception):
    """The model or its data is wrong at this place (style of failure: incident).

    `rule` is a stable id; `zh` and `en` say what was expected and what was found.
    """

    def __init__(self, rule: str, zh: str, en: str) -> None:
        super().__init__(en)
        self.rule = rule
        self.zh = zh
        self.en = en
