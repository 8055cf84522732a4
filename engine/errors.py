"""How a command can fail, as a tree.

    Declined                 the caller's: nothing changed; a problem document for the person
    ├─ NotSignedIn           we do not know who is asking                                  (401)
    ├─ NotAllowed            this person may not do this (also separation of duties)       (403)
    ├─ NotFound              there is no such thing, or none this person may know of       (404)
    ├─ Conflict              the thing is in another state, or somebody was faster         (409)
    ├─ StaleVersion          the caller saw an older version than the present one          (412)
    ├─ TooLarge              more bytes, rows or nodes than the limits allow               (413)
    ├─ Invalid               the content breaks a rule: form, diagram, table, roster       (422)
    └─ TooMany               too often; `retry_after_seconds` says when again              (429)
    Incident                 the model's or its data's: an event, not an exception
    BPMN error, escalation   business: an event of the model, not an exception
    anything else            ours: roll back, 500, alarm

A situation is one class below one of the kinds: its docstring is the title ("English (中文)."), its
facts are attributes that also stand in the problem document, its cause is chained. The kind
decides the HTTP status; a route never does.
"""

import inspect
import re
from collections.abc import Iterable, Mapping
from typing import Any


class Declined(Exception):
    """Declined (未被接受)."""

    def __init__(self, message_zh: str, message_en: str, **facts: Any) -> None:
        super().__init__(message_en)
        self.message_zh = message_zh  #: what is wrong here, naming what and where
        self.message_en = message_en  #: the same in English
        self.facts: Mapping[str, Any] = facts  #: JSON values for programs

    def __getattr__(self, name: str) -> Any:
        facts = self.__dict__.get("facts", {})
        if name in facts:
            return facts[name]
        raise AttributeError(name)

    @classmethod
    def problem(cls) -> str:
        """Stable id of the situation: the class name with hyphens, `task-already-claimed`."""
        return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", cls.__name__).lower()

    @classmethod
    def title(cls) -> tuple[str, str]:
        """(Chinese, English) from the first line of the docstring: "English (中文)."."""
        first = (inspect.getdoc(cls) or cls.__name__).splitlines()[0].rstrip(".")
        match = re.fullmatch(r"(.+?)\s*\((.+)\)", first)
        return (match[2], match[1]) if match else (first, first)


class NotSignedIn(Declined):
    """Sign in first (请先登录)."""


class NotAllowed(Declined):
    """Not allowed (无权操作)."""


class NotFound(Declined):
    """Not found (不存在)."""


class Conflict(Declined):
    """Not possible in the present state (当前状态不允许)."""


class StaleVersion(Declined):
    """Changed in the meantime (内容已被更新)."""


class TooLarge(Declined):
    """Too large (超出大小限制)."""


class Invalid(Declined):
    """The content breaks a rule (内容不符合要求)."""

    def __init__(
        self,
        message_zh: str,
        message_en: str,
        problems: Iterable[Mapping[str, Any]] = (),
        **facts: Any,
    ) -> None:
        #: every single finding: {"where", "rule", "zh", "en"} and more, as far as known
        super().__init__(
            message_zh, message_en, problems=[dict(each) for each in problems], **facts
        )


class TooMany(Declined):
    """Too often (操作过于频繁)."""

    def __init__(
        self, message_zh: str, message_en: str, *, retry_after_seconds: int, **facts: Any
    ) -> None:
        super().__init__(message_zh, message_en, retry_after_seconds=retry_after_seconds, **facts)
