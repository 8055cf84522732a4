"""All built-in functions by name."""

from __future__ import annotations

from typing import NamedTuple

from engine.feel.builtins.aggregates import AGGREGATES
from engine.feel.builtins.camunda import CAMUNDA
from engine.feel.builtins.contexts import CONTEXTS
from engine.feel.builtins.conversion import CONVERSION
from engine.feel.builtins.lists import LISTS
from engine.feel.builtins.numbers import NUMBERS
from engine.feel.builtins.range_text import RANGE_TEXT
from engine.feel.builtins.ranges import RANGES
from engine.feel.builtins.signature import Builtin
from engine.feel.builtins.sorting import SORTING
from engine.feel.builtins.strings import STRINGS
from engine.feel.builtins.temporal import TEMPORAL
from engine.feel.builtins.working_days import WORKING_DAYS


class Group(NamedTuple):
    """Built-ins of one kind, as the reference lists them."""

    zh: str
    en: str
    #: clause of DMN 1.5; empty for extensions
    clause: str
    functions: tuple[Builtin, ...]


GROUPS: tuple[Group, ...] = (
    Group("转换与否定", "Conversion and negation", "10.3.4.1, 10.3.4.2", CONVERSION),
    Group("字符串", "Strings", "10.3.4.3", STRINGS),
    Group("数字", "Numbers", "10.3.4.5", NUMBERS),
    Group("列表", "Lists", "10.3.4.4", LISTS),
    Group("汇总", "One value out of a list", "10.3.4.4", AGGREGATES),
    Group("排序", "Sorting", "10.3.4.9", SORTING),
    Group("上下文", "Contexts", "10.3.4.10", CONTEXTS),
    Group("日期与时间", "Dates and times", "10.3.4.1, 10.3.4.6, 10.3.4.8", TEMPORAL),
    Group("区间", "Ranges and points", "10.3.4.7", RANGES),
    Group("区间文本", "Ranges out of text", "10.3.4.1", RANGE_TEXT),
    Group("Camunda 扩展", "Extensions of Camunda", "", CAMUNDA),
    Group("会签扩展：工作日", "Extensions of Huiqian: working days", "", WORKING_DAYS),
)

BUILTINS: dict[str, Builtin] = {
    function.name: function for group in GROUPS for function in group.functions
}
